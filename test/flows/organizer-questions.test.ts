import { afterEach, describe, expect, it } from 'vitest';
import { formIn, labelsOf, pressOn, readable, readableCard, sendForm } from '../support/organizer.ts';
import { createRoom, LONG_ANSWER, type Room, type RoomOptions } from '../support/room.ts';

let room: Room;
afterEach(async () => {
  await room.close();
});

/** Monday 2 March 2026, 10:00 in London; Ada came first, so she is the organizer. */
async function start(options: RoomOptions = {}): Promise<void> {
  room = await createRoom({ byHand: true, ...options });
  await room.open('Europe/London', 'ada');
  await room.settled();
}

const organize = (text: string, person = 'ada') => room.command(person, text, 'greenroom');
const rounds = () =>
  room.core.db.selectFrom('rounds').selectAll().where('schedule_id', 'is not', null).orderBy('id').execute();
const newest = async () => {
  const card = (await room.cards()).at(-1);
  return card === undefined ? '' : readableCard(card);
};
const answerToday = async (person: string) => {
  const roundId = await room.latestRoundId();
  await room.press(person, { verb: 'submit', roundId, openedAt: '1' }, { answer: LONG_ANSWER });
  await room.settled();
};

describe('post', () => {
  it("says that today's question is there and queues one of the category for the next date", async () => {
    await start();
    const reply = await organize('post metrics');
    expect(readable(reply)).toContain(
      "Today's question (2026-03-02) is there already: one a day for each schedule.",
    );
    const queued = readable(await pressOn(room, 'ada', reply, 'Choose one for the next date'));
    expect(queued).toContain('Next in practice, Tue 3 Mar at 09:00 Europe/London');
    room.clock.advance({ hours: 24 });
    await room.tick();
    await room.settled();
    expect(await newest()).toMatch(/^Metrics\n/);
    expect(queued).toContain((await newest()).split('\n')[1] ?? '?');
  });

  it('makes today a question day when it has none, once', async () => {
    await start();
    await organize('schedule pause');
    room.clock.advance({ hours: 24 });
    expect(readable(await organize('post competitive analysis'))).toContain(
      'The question for 2026-03-03 is being posted in practice.',
    );
    await room.settled();
    expect(await newest()).toMatch(/^Competitive analysis\n/);
    expect(readable(await organize('post'))).toContain('is there already');
    await organize('schedule resume');
    room.clock.advance({ hours: 24 });
    await room.tick();
    expect((await rounds()).map((round) => round.local_date)).toEqual([
      '2026-03-02',
      '2026-03-03',
      '2026-03-04',
    ]);
    expect(readable(await organize('post astrology'))).toContain(
      '"astrology" is not a category. Try one of: Architecture,',
    );
  });

  it('posts a refused question after all, when the reason was mended', async () => {
    let refuse = true;
    await start({
      wrapPort: (port) => ({
        ...port,
        postInChannel: (to, card, key) =>
          refuse
            ? Promise.resolve({
                kind: 'refused',
                reason: 'The bot may not write here.',
                fix: 'Allow it to send messages.',
              })
            : port.postInChannel(to, card, key),
      }),
    });
    expect((await rounds()).map((round) => round.state)).toEqual(['skipped']);
    const [notice] = await room.cards('ada');
    expect(readableCard(notice ?? { tone: 'plain', blocks: [], buttons: [] })).toContain(
      'The bot may not write here. Allow it to send messages. When that is mended, /greenroom post',
    );
    refuse = false;
    expect(readable(await organize('post'))).toContain('is being posted');
    await room.settled();
    expect((await rounds()).map((round) => round.state)).toEqual(['posted']);
    room.clock.advance({ seconds: 60 });
    await room.settled();
    const after = await room.cards('ada');
    expect(after).toHaveLength(1);
    expect(after.map(readableCard).join()).toContain('Resolved: A question was not posted in practice');
  });
});

describe('withdraw', () => {
  it("makes the date nobody's miss, keeps feedback, and changes the card in place", async () => {
    await start();
    await answerToday('dana');
    room.clock.advance({ hours: 24 });
    await room.tick();
    await room.settled();
    await room.press(
      'sam',
      { verb: 'submit', roundId: await room.latestRoundId(), openedAt: '1' },
      { answer: LONG_ANSWER },
    );
    await room.settled();
    const [category, bad = '?'] = (await newestQuestion()).split('\n');
    const sure = await organize('withdraw');
    expect(readable(sure)).toContain(bad);
    expect(readable(sure)).toContain('Fewer than five people answered it.');
    const count = (await room.cards()).length;
    expect(readable(await pressOn(room, 'ada', sure, 'Withdraw'))).toContain("Tue 3 Mar is nobody's miss.");
    expect(readable(await pressOn(room, 'ada', sure, 'Withdraw'))).toContain('not standing any more');
    await room.settled();
    expect(await room.cards()).toHaveLength(count);
    expect((await room.cards()).map(readableCard).join('\n')).toContain(
      'The organizers withdrew this question.',
    );

    const roundId = await room.latestRoundId();
    // Sam's feedback can be opened; Dana cannot answer any more and misses nothing.
    expect(readable(await room.press('sam', { verb: 'feedback', roundId }))).toContain('One next step');
    expect(
      readable(await room.press('dana', { verb: 'submit', roundId, openedAt: '1' }, { answer: LONG_ANSWER })),
    ).toContain('withdrew this question');
    room.clock.advance({ hours: 24 });
    const me = readable(await room.press('dana', { verb: 'me' }));
    expect(me).not.toContain('1 of 2 misses used');

    // It does not come again, and its category had its turn.
    await room.tick();
    await room.settled();
    const next = await newestQuestion();
    expect(next).not.toContain(bad);
    expect(next.split('\n')[0]).not.toBe(category);
    const retired = readable(await organize('question list retired'));
    expect(retired).toContain(bad);
    const [slug = ''] = /competitive-[a-z0-9-]+|own-\d+|[a-z]+-[a-z0-9-]+/.exec(retired) ?? [];
    expect(readable(await organize(`question restore ${slug}`))).toContain('It can be asked here again.');
  });

  it('finds the question of a named date, and says when there is none', async () => {
    await start();
    expect(readable(await organize('withdraw 2 Mar'))).toContain('Withdraw this question?');
    expect(readable(await organize('withdraw 1 Mar'))).toContain('No question of Sun 1 Mar is standing.');
    expect(readable(await organize('withdraw the silly one'))).toContain('is not a date I know');
  });
});

describe('questions of the community', () => {
  const text = 'Which number would you stop reporting, and why?';

  it('are added from one line, listed, edited, retired and restored', async () => {
    await start();
    const added = await organize(`question add metrics ${text}`);
    expect(readable(added)).toContain(`Added as own-1: ${text}`);
    expect(readable(await organize(`question add metrics: ${text.toUpperCase()}`))).toContain(
      'is there already, as own-1',
    );

    const form = await pressOn(room, 'ada', added, 'Edit');
    expect(
      formIn(form)
        .fields.find((field) => field.name === 'probes')
        ?.value.split('\n'),
    ).toHaveLength(3);
    const wrong = await sendForm(room, 'ada', form, { probes: 'no question mark', category: 'astrology' });
    expect(readable(wrong)).toContain('That is not a category.');
    const saved = await sendForm(room, 'ada', form, {
      text: `${text} Say it in one minute.`,
      category: 'User research',
    });
    expect(readable(saved)).toContain('Say it in one minute.');

    expect(readable(await organize('question list'))).toContain('own-1');
    expect(readable(await pressOn(room, 'ada', await organize('question list'), 'Retire own-1'))).toContain(
      'Retired own-1',
    );
    expect(readable(await organize('question list'))).toContain('own-1 (retired)');
    expect(readable(await organize('question restore own-1'))).toContain('Restored own-1');
    expect(readable(await organize('question edit metrics-clinic-bookings'))).toContain(
      'belongs to the pack',
    );
    expect(readable(await organize('question retire metrics-clinic-bookings'))).toContain(
      'Retired metrics-clinic-bookings',
    );
    expect(readable(await organize('question list metrics'))).toContain('metrics-clinic-bookings (retired)');
    expect(readable(await organize('question retire nothing-like-it'))).toContain(
      'There is no question called',
    );
  });

  it('are asked like any other, with hints, and can be given in a form', async () => {
    await start();
    const form = await organize('question add');
    const long = await sendForm(room, 'ada', form, { category: 'metrics', text: 'x'.repeat(301) });
    expect(readable(long)).toContain('A question has 300 characters at most; this one has 301.');
    await sendForm(room, 'ada', form, {
      category: 'metrics',
      text,
      probes: 'Who would miss it?\nWhat would they look at instead?',
      hints: 'Who reads it?',
    });
    const own = await room.core.db
      .selectFrom('questions')
      .selectAll()
      .where('slug', '=', 'own-1')
      .executeTakeFirstOrThrow();
    const schedule = await room.core.db.selectFrom('schedules').selectAll().executeTakeFirstOrThrow();
    await room.core.db
      .insertInto('schedule_queue')
      .values({
        community_id: schedule.community_id,
        schedule_id: schedule.id,
        position: 1,
        question_id: own.id,
        round_id: null,
      })
      .execute();
    room.clock.advance({ hours: 24 });
    await room.tick();
    await room.settled();
    expect(await newestQuestion()).toContain(text);
    const hint = await room.press('dana', { verb: 'hint', roundId: await room.latestRoundId(), rung: '3' });
    expect(readable(hint)).toContain('Cue: Who reads it?');
    expect(readable(hint)).toContain('Evidence:');
  });

  it('that were retired do not come, although the pack has them', async () => {
    await start();
    const coming = async () =>
      /1\. .*\. [^:]+: (.+?)\n/.exec(readable(await organize('schedule preview')))?.[1] ?? '?';
    const first = await coming();
    const { slug } = await room.core.db
      .selectFrom('questions')
      .select('slug')
      .where('body', '=', first)
      .executeTakeFirstOrThrow();
    await organize(`question retire ${slug}`);
    expect(await coming()).not.toBe(first);
    await organize(`question restore ${slug}`);
    expect(await coming()).toBe(first);
  });

  it('of another community are neither seen nor changed', async () => {
    await start();
    await organize(`question add metrics ${text}`);
    const other = room.in('elsewhere');
    await other.command('eve', 'me');
    expect(readable(await other.command('eve', 'question retire own-1', 'greenroom'))).toContain(
      'There is no question called',
    );
    expect(readable(await other.command('eve', 'question list', 'greenroom'))).not.toContain('own-1');
    expect(readable(await other.command('eve', 'schedule preview 1', 'greenroom'))).toContain(
      'There is no schedule yet.',
    );
    const roundId = await room.latestRoundId();
    expect(
      readable(
        await other.press('eve', { verb: 'run', command: 'greenroom.withdraw', arg: `yes.${roundId}` }),
      ),
    ).toContain('not standing any more');
    expect((await rounds()).map((round) => round.state)).toEqual(['posted']);
  });
});

describe('suggestions of members', () => {
  const suggest = (person: string, body: string) => room.command(person, `suggest metrics: ${body}`);

  it('are shown one at a time, and approved, edited or declined', async () => {
    await start();
    await suggest('dana', 'Which number do you never trust?');
    await suggest('dana', 'What would you count first in a new product?');
    await suggest('sam', 'Is a good number ever bad for people?');
    await room.settled();
    room.clock.advance({ seconds: 60 });
    await room.settled();
    const [notice, ...others] = await room.cards('ada');
    if (notice === undefined) throw new Error('organizers were told nothing');
    expect(others).toEqual([]);
    expect(readableCard(notice)).toContain('3 suggested questions wait');

    const first = await pressOn(room, 'ada', notice, 'Look at suggestions');
    expect(readable(first)).toContain('Metrics: Which number do you never trust?');
    expect(readable(first)).toContain('Suggested by dana. 2 more wait.');
    expect(labelsOf(first)).toEqual(['Approve', 'Edit', 'Decline']);
    const second = await pressOn(room, 'ada', first, 'Approve');
    expect(readable(second)).toContain('Approved, as own-1.');
    const form = await pressOn(room, 'ada', second, 'Edit');
    expect(
      readable(await sendForm(room, 'ada', form, { text: 'What would you count first, and what last?' })),
    ).toContain('Added as own-2');
    expect(readable(await pressOn(room, 'ada', second, 'Decline'))).toContain('was decided about before');
    const third = await organize('question approve');
    expect(readable(await pressOn(room, 'ada', third, 'Decline'))).toContain('No suggestion waits.');

    const states = await room.core.db
      .selectFrom('question_suggestions')
      .select('state')
      .orderBy('id')
      .execute();
    expect(states.map((row) => row.state)).toEqual(['approved', 'approved', 'declined']);
    room.clock.advance({ minutes: 2 });
    await room.settled();
    expect((await room.cards('ada')).map(readableCard).join()).toContain('All suggestions were decided');
  });
});

/** The newest question card in the channel, as people read it. */
async function newestQuestion(): Promise<string> {
  const card = (await room.cards()).filter((one) => one.tone === 'question').at(-1);
  return card === undefined ? '' : readableCard(card);
}
