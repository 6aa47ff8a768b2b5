import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../src/core/platform/reply.ts';
import { createRoom, type Room } from '../support/room.ts';
import { leaveOnlyOrderUpdates, ORDER_UPDATES_ANSWER } from '../support/only-question.ts';
import { button, said } from '../support/said.ts';

const FIRST =
  'We kept both the webhook and the poll, so the team carries two code paths and on-call is twice the work.';
const SECOND =
  'After launch I looked at vans sent out with a cancelled order each day, before and after the change.';

let room: Room;
beforeEach(async () => {
  room = await createRoom({ byHand: true, now: '2026-11-24T10:00:00Z' });
  await room.open();
  await room.settled();
  await leaveOnlyOrderUpdates(room.core.db);
});
afterEach(async () => {
  await room.close();
});

/** Opens the form behind a button and sends it. */
async function write(person: string, from: Reply, label: string, text: string): Promise<Reply> {
  const opened = await room.press(person, button(from, label));
  if (opened.kind !== 'form') throw new Error(`no form behind ${label}: ${said(opened)}`);
  expect(opened.form.fields.every((field) => field.value === '')).toBe(true);
  return room.press(person, opened.form.submit, { answer: text });
}

/** The newest card that came to the person by itself, as if they stood on it. */
async function arrived(person: string): Promise<Reply> {
  await room.settled();
  const card = (await room.cards(person)).at(-1);
  if (card === undefined) throw new Error(`nothing came to ${person}`);
  return { kind: 'private', card };
}

const goOn = (person: string, from: Reply): Promise<Reply> => room.press(person, button(from, 'Go on'));

async function ordinary(person: string): Promise<Reply> {
  const question = await room.command(person, 'mock solo architecture');
  await write(person, question, 'Answer', ORDER_UPDATES_ANSWER);
  await write(person, await arrived(person), 'Reply', FIRST);
  await write(person, await arrived(person), 'Reply', SECOND);
  return arrived(person);
}

describe('/practice mock solo', () => {
  it('asks a question and two follow-ups that take up the member’s words, and ends in a debrief by criterion', async () => {
    // They follow the channel since yesterday, and today is kept by nothing but the mock.
    const roundId = await room.latestRoundId();
    await room.press('dana', { verb: 'submit', roundId, openedAt: '1' }, { answer: ORDER_UPDATES_ANSWER });
    room.clock.advance({ days: 1 });
    await room.tick();
    await room.settled();
    const question = await room.command('dana', 'mock solo architecture');
    expect(said(question)).toContain('Two follow-up questions come');
    const taken = await write('dana', question, 'Answer', ORDER_UPDATES_ANSWER);
    expect(said(taken)).toContain('It is being read');
    expect(said(await goOn('dana', taken))).toContain('It is being read');

    const first = await arrived('dana');
    expect(said(first)).toContain('Follow-up 1 of 2');
    expect(said(first)).not.toContain('One next step');
    const quote =
      first.kind === 'private' ? first.card.blocks.find((block) => block.kind === 'quote') : undefined;
    expect(ORDER_UPDATES_ANSWER).toContain(
      quote?.text.map((part) => ('text' in part ? part.text : '')).join('') ?? 'none',
    );
    await write('dana', first, 'Reply', FIRST);
    const second = await arrived('dana');
    expect(said(second)).toContain('Follow-up 2 of 2');
    await write('dana', second, 'Reply', SECOND);
    const debrief = said(await arrived('dana'));
    expect(debrief).toContain('Debrief · Architecture');
    expect(debrief).toContain('Found in your answer');
    expect(debrief).toContain('One next step:');

    const answer = await room.core.db
      .selectFrom('answers')
      .select(['id', 'revision'])
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    expect(answer.revision).toBe(3);
    const body = await room.core.db
      .selectFrom('answer_revisions')
      .select('body')
      .where('revision', '=', 3)
      .executeTakeFirstOrThrow();
    expect(body.body).toBe(`${ORDER_UPDATES_ANSWER}\n\n${FIRST}\n\n${SECOND}`);
    expect(said(await room.command('dana', 'me'))).toContain('2 days answered.');
    expect(await room.cards('sam')).toEqual([]);
  });

  it('answers one clarifying question from what the question takes as given, and keeps its words nowhere', async () => {
    const question = await room.command('dana', 'mock solo architecture');
    const opened = await room.press('dana', button(question, 'Ask one question'));
    if (opened.kind !== 'form') throw new Error('no form');
    expect(await room.press('dana', opened.form.submit, { question: ' \n' })).toMatchObject({
      kind: 'form_errors',
    });
    const answered = await room.press('dana', opened.form.submit, { question: 'How many vans, @everyone?' });
    const { details } = await room.core.db
      .selectFrom('mock_solos')
      .innerJoin('rounds', 'rounds.id', 'mock_solos.round_id')
      .innerJoin('questions', 'questions.id', 'rounds.question_id')
      .select('details')
      .executeTakeFirstOrThrow();
    expect(said(answered)).toContain('How many vans, @everyone?');
    expect(JSON.stringify(details)).toContain(said(answered).split('\n').at(3)?.slice(0, 40));
    expect(said(await room.press('dana', button(question, 'Ask one question')))).toContain(
      'You asked your one question already.',
    );
    expect(JSON.stringify(await room.core.db.selectFrom('mock_solos').selectAll().execute())).not.toContain(
      'vans, @',
    );
  });

  it('offers practising with an interruption after one ordinary mock, cuts in once, and says what held', async () => {
    expect(said(await room.command('dana', 'mock solo interrupted'))).toContain(
      'opens after one solo mock without',
    );
    const debrief = await ordinary('dana');
    expect(said(await room.press('dana', button(debrief, 'Try one with a cut-in')))).toContain(
      'I cut in once',
    );
    const again = await room.command('dana', 'mock solo');
    await room.press('dana', button(again, 'Stop'));
    const question = await room.command('dana', 'mock solo interrupted architecture');
    const sentences = ORDER_UPDATES_ANSWER.split(/(?<=\.) /);
    const cutIn = await write('dana', question, 'Write the first part', sentences.slice(0, 2).join(' '));
    expect(said(cutIn)).toContain('The cut-in');
    const before = (await room.cards('dana')).length;
    await room.settled();
    expect((await room.cards('dana')).length, 'no feedback comes between the parts').toBe(before);
    const on = await write('dana', cutIn, 'Reply', 'The dispatcher sees it first.');
    expect(said(on)).toContain('Go on from');
    await write('dana', on, 'Write the rest', `${sentences.slice(2).join(' ')} ${SECOND}`);
    const end = said(await arrived('dana'));
    expect(end).toContain('Held through the cut-in');
    expect(end).toContain('Debrief');
  });

  it('stays where it was over days, and starts anew only when that is asked for', async () => {
    const question = await room.command('dana', 'mock solo architecture');
    await write('dana', question, 'Answer', ORDER_UPDATES_ANSWER);
    await room.settled();
    room.clock.advance({ days: 3 });
    const back = await room.command('dana', 'mock solo metrics');
    expect(said(back)).toContain('This solo mock is where you left it.');
    expect(said(back)).toContain('Follow-up 1 of 2');
    const fresh = await room.press('dana', button(back, 'Start a new one instead'));
    expect(said(fresh)).toContain('Solo mock ·');
    const solos = await room.core.db.selectFrom('mock_solos').select('ended_at').orderBy('id').execute();
    expect(solos.map((one) => one.ended_at === null)).toEqual([false, true]);
  });

  it('takes each part once: an old form, a skip and a stop change nothing twice', async () => {
    const question = await room.command('dana', 'mock solo architecture');
    const form = await room.press('dana', button(question, 'Answer'));
    if (form.kind !== 'form') throw new Error('no form');
    await room.press('dana', form.form.submit, { answer: ORDER_UPDATES_ANSWER });
    expect(
      said(await room.press('dana', form.form.submit, { answer: 'Something else entirely.' })),
    ).toContain('That part is in already.');
    const first = await arrived('dana');
    const second = await room.press('dana', button(first, 'Skip this one'));
    expect(said(second)).toContain('Follow-up 2 of 2');
    expect(said(await room.press('dana', button(first, 'Skip this one')))).toContain(
      'That part is in already.',
    );
    const debrief = await room.press('dana', button(second, 'Skip this one'));
    expect(said(debrief)).toContain('Debrief');
    expect(said(await room.press('dana', button(second, 'Stop')))).toContain('This solo mock is over.');
    const revisions = await room.core.db.selectFrom('answer_revisions').select('revision').execute();
    expect(revisions).toHaveLength(1);
  });

  it('shows a mock to nobody else, and answers hand-made presses and bad words with a sentence', async () => {
    const question = await room.command('dana', 'mock solo architecture');
    for (const label of ['Answer', 'Stop', 'Ask one question'])
      expect(said(await room.press('sam', button(question, label)))).toContain(
        'That solo mock is not here any more.',
      );
    for (const arg of ['write.1.nowhere', 'go.99', 'skip.x.follow_1', 'text', '...'])
      expect(said(await room.press('dana', { verb: 'run', command: 'practice.mock.solo', arg }))).not.toBe(
        '',
      );
    expect(said(await room.command('dana', 'mock solo astrology'))).toContain(
      '"astrology" is not a category.',
    );
    const form = await room.press('dana', button(question, 'Answer'));
    if (form.kind !== 'form') throw new Error('no form');
    expect(await room.press('dana', form.form.submit, { answer: '…' })).toMatchObject({
      kind: 'form_errors',
      errors: { answer: expect.stringContaining('Your text is still here.') },
    });
  });

  it('ends kindly when its answer is deleted, and leaves nothing behind when its member is erased', async () => {
    const question = await room.command('dana', 'mock solo architecture');
    const taken = await write('dana', question, 'Answer', ORDER_UPDATES_ANSWER);
    const { id } = await room.core.db.selectFrom('answers').select('id').executeTakeFirstOrThrow();
    await room.settled();
    await room.press('dana', { verb: 'delete-yes', answerId: id });
    expect(said(await goOn('dana', taken))).toContain('You deleted the answer of this solo mock');
    expect(said(await room.command('dana', 'mock solo metrics'))).not.toContain('undefined');
    await room.press('dana', button(await room.command('dana', 'erase'), 'Erase everything'));
    expect(await room.core.db.selectFrom('mock_solos').select('id').execute()).toEqual([]);
  });
});
