import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expireAnswers } from '../../src/core/answers/expire-answers.ts';
import { readSetting, settingsFor } from '../../src/core/members/change-setting.ts';
import { createRoom, LONG_ANSWER, wordsOf, type Room } from '../support/room.ts';
import { button, said } from '../support/said.ts';

let room: Room;
beforeEach(async () => {
  room = await createRoom({ byHand: true, now: '2026-03-02T10:00:00Z' });
  await room.open();
  await room.settled();
});
afterEach(async () => {
  await room.close();
});

const submit = async (person: string, fields: Record<string, string>) =>
  room.press(person, { verb: 'submit', roundId: await room.latestRoundId(), openedAt: '1' }, fields);
const openForm = async (person: string) => {
  const reply = await room.press(person, { verb: 'answer', roundId: await room.latestRoundId() });
  if (reply.kind !== 'form') throw new Error(`a reply of kind ${reply.kind}`);
  return reply.form;
};

describe('/practice settings', () => {
  it('shows every setting with its value and changes one with each press, in place', async () => {
    const card = await room.command('dana', 'settings');
    for (const words of [
      'Wording: usual',
      'Answer form: one text',
      'Timer: off',
      'Feedback: private message',
      'Streak: shown',
      'Messages in threads: ask',
      'Time zone: Europe/London',
    ]) {
      expect(said(card)).toContain(words);
    }
    const labels = [
      'Wording: literal',
      'Answer form: one part at a time',
      'Timer: soft',
      'Feedback: button',
      'Streak: hidden',
      'Messages in threads: always',
    ];
    let now = card;
    for (const label of labels) {
      now = await room.press('dana', button(now, label));
      expect(now.kind).toBe('replace');
      expect(said(now)).toContain(label);
      expect(() => button(now, label)).toThrow('no button');
    }
    for (const label of [
      'Wording: usual',
      'Answer form: one text',
      'Timer: off',
      'Feedback: private message',
      'Streak: shown',
      'Messages in threads: ask',
    ]) {
      now = await room.press('dana', button(now, label));
    }
    expect(said(now)).toBe(said(card));
    expect(said(await room.command('sam', 'settings'))).toBe(said(card));
  });

  it('refuses what it does not know with the choices there are', async () => {
    expect(said(await room.command('dana', 'settings colour blue'))).toContain(
      'Choose one of: wording, parts',
    );
    expect(said(await room.command('dana', 'settings streak maybe'))).toContain('shown, hidden');
    expect(said(await room.command('dana', 'settings zone Berlin'))).toContain('Europe/Berlin');
    const form = await room.press(
      'dana',
      { verb: 'send', command: 'practice.settings', arg: 'zone' },
      { zone: 'EST' },
    );
    expect(form.kind).toBe('form_errors');
  });

  it('literal wording: hints and instructions say exactly what to do', async () => {
    const hint = { verb: 'hint', roundId: await room.latestRoundId(), rung: '3' } as const;
    const usual = said(await room.press('dana', hint));
    await room.command('dana', 'settings wording literal');
    const literal = said(await room.press('dana', hint));
    expect(usual).toContain('Cue:');
    expect(literal).toContain('You do not have to write this answer down.');
    expect(literal).toContain('Do not copy it.');
    expect(said(await room.press('sam', hint))).toBe(usual);
    expect(said(await room.command('dana', 'now metrics'))).toContain('What to do: press Answer');
    expect(JSON.stringify((await openForm('dana')).intro)).toContain('Answer as if you worked there.');
    expect(JSON.stringify((await openForm('sam')).intro)).not.toContain('Answer as if you worked there.');
  });

  it("one part at a time: the form asks the category's parts one by one and joins them", async () => {
    await room.command('dana', 'settings parts one-by-one');
    const { category } = await room.core.db
      .selectFrom('rounds')
      .innerJoin('questions', 'questions.id', 'rounds.question_id')
      .select('questions.category')
      .executeTakeFirstOrThrow();
    const parts = room.core.packs.get('tpm')?.categories.find((one) => one.key === category)?.parts ?? [];
    const form = await openForm('dana');
    expect(form.fields.map((field) => field.help)).toEqual(parts);
    expect((await openForm('sam')).fields.map((field) => field.name)).toEqual(['answer', 'more']);

    const nothing = await submit('dana', { part1: '', part2: ' ', part3: '', part4: '' });
    expect(nothing).toMatchObject({
      kind: 'form_errors',
      errors: { part1: expect.stringContaining('no words') },
    });
    const written = parts.map((_, index) => `Part number ${index + 1} has these words.`);
    await submit('dana', Object.fromEntries(written.map((text, index) => [`part${index + 1}`, text])));
    const { body } = await room.core.db
      .selectFrom('answer_revisions')
      .select('body')
      .executeTakeFirstOrThrow();
    expect(body).toBe(written.join('\n\n'));
    expect((await openForm('dana')).fields.map((field) => field.value)).toEqual(written);

    await submit('dana', { answer: 'One text without parts.' });
    expect((await openForm('dana')).fields[0]?.value).toBe('One text without parts.');
  });

  it('timer: the form carries when it was opened, only for who wants that, and only where it can be shown', async () => {
    expect((await openForm('dana')).openedAt).toBeUndefined();
    await room.command('dana', 'settings timer soft');
    expect((await openForm('dana')).openedAt).toBe('2026-03-02T10:00:00Z');
    expect((await openForm('sam')).openedAt).toBeUndefined();

    const chat = settingsFor({ formTimer: false, tellPrivatelyUnasked: false });
    expect(chat.map(({ key }) => key)).not.toContain('timer');
    expect(readSetting('timer soft', chat)).toMatchObject({
      message: expect.stringContaining('no such setting'),
    });
  });

  it('feedback by button: it waits behind My feedback and comes as no message', async () => {
    await room.command('dana', 'settings feedback button');
    expect(said(await submit('dana', { answer: LONG_ANSWER }))).toContain(
      'In a moment its feedback is under My feedback.',
    );
    await room.settled();
    expect((await room.cards('dana')).map(wordsOf).join()).not.toContain('One next step');
    const own = await room.press('dana', { verb: 'feedback', roundId: await room.latestRoundId() });
    expect(said(own)).toContain('One next step:');

    await submit('sam', { answer: LONG_ANSWER });
    await room.settled();
    expect((await room.cards('sam')).map(wordsOf).join()).toContain('One next step');
  });

  it('messages in threads: no is kept, and ask asks again', async () => {
    await room.command('dana', 'settings thread no');
    await room.write('dana', LONG_ANSWER);
    await room.settled();
    expect(await room.cards('dana')).toEqual([]);
    await room.command('dana', 'settings thread ask');
    await room.write('dana', `${LONG_ANSWER} Again.`);
    await room.settled();
    expect((await room.cards('dana')).map(wordsOf).join()).toContain('want feedback on this?');
  });

  it('zone: decides which date "today" is', async () => {
    const proposed = async () => said(await room.command('dana', 'pause today'));
    expect(await proposed()).toContain('Pause on Mon 2 Mar');
    await room.command('dana', 'settings zone Pacific/Kiritimati');
    expect(await proposed()).toContain('Pause on Tue 3 Mar');
    await room.command('dana', 'settings zone community');
    expect(await proposed()).toContain('Pause on Mon 2 Mar');
  });
});

describe('the first answer', () => {
  it('brings one private message about what is kept and who sees it, and later ones bring none', async () => {
    await submit('dana', { answer: LONG_ANSWER });
    await room.settled();
    const welcomes = async () =>
      (await room.cards('dana')).map(wordsOf).filter((words) => words.includes('Your first answer'));
    const [card] = await welcomes();
    for (const words of [
      '12 months',
      'no outside service',
      '/practice erase',
      '/practice export',
      'Settings',
    ])
      expect(card).toContain(words);
    await submit('dana', { answer: `${LONG_ANSWER} And more.` });
    await room.command('dana', 'now metrics');
    await room.settled();
    expect(await welcomes()).toHaveLength(1);
    const help = await room.press('dana', { verb: 'run', command: 'practice.help', arg: '-' });
    expect(said(help)).toContain('/practice pause');
    expect(await room.cards('sam')).toEqual([]);
  });
});

describe('retention', () => {
  it("erases words, feedback and private messages after the community's months, and the day stays counted", async () => {
    await room.core.db.updateTable('communities').set({ retention_months: 2 }).execute();
    await submit('dana', { answer: LONG_ANSWER });
    await room.settled();
    room.clock.set('2026-05-02T09:59:00Z');
    expect(await expireAnswers(room.core.db, room.clock.now())).toBe(0);
    room.clock.set('2026-05-02T10:00:01Z');
    expect(await expireAnswers(room.core.db, room.clock.now())).toBe(1);
    expect(await expireAnswers(room.core.db, room.clock.now())).toBe(0);
    expect(await room.core.db.selectFrom('answer_revisions').selectAll().execute()).toEqual([]);
    expect(await room.core.db.selectFrom('feedback').selectAll().execute()).toEqual([]);
    expect((await room.cards('dana')).map(wordsOf).join()).not.toContain('dispatcher');
    expect(said(await room.command('dana', 'me days'))).toContain('Mon 2 Mar: answered');
    expect(said(await room.command('dana', 'history'))).toContain('words erased by age');
    const roundId = await room.core.db.selectFrom('answers').select('round_id').executeTakeFirstOrThrow();
    expect(said(await room.press('dana', { verb: 'feedback', roundId: roundId.round_id }))).toContain(
      'The day stays counted.',
    );
  });

  it('keeps an answer whose newest version is young enough', async () => {
    await room.core.db.updateTable('communities').set({ retention_months: 2 }).execute();
    await submit('dana', { answer: LONG_ANSWER });
    room.clock.set('2026-04-20T10:00:00Z');
    await submit('dana', { answer: `${LONG_ANSWER} Newer.` });
    room.clock.set('2026-05-10T10:00:00Z');
    expect(await expireAnswers(room.core.db, room.clock.now())).toBe(0);
  });
});
