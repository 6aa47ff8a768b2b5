import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainText } from '../../src/core/platform/plain-text.ts';
import { answerOf, placesOf, quietMinute, sayAlways } from '../support/look.ts';
import type { Reply } from '../../src/core/platform/reply.ts';
import { createRoom, LONG_ANSWER, shown, type Room } from '../support/room.ts';
import { said } from '../support/said.ts';

const MORE = 'And the second path was dropped once the partner sent cancels in order.';

describe('messages in the thread of a question', () => {
  let room: Room;
  beforeEach(async () => {
    room = await createRoom({ byHand: true });
    await room.open();
    await room.settled();
    await sayAlways(room, 'dana');
  });
  afterEach(() => room.close());

  const feedbackCards = async (person: string): Promise<string[]> =>
    (await room.cards(person))
      .map((card) => plainText(card))
      .filter((words) => words.includes('One next step:'));
  const stateOf = async (person: string) => (await answerOf(room, person))?.state ?? null;
  const nextDay = async (): Promise<void> => {
    room.clock.advance({ days: 1 });
    await room.tick();
    await room.settled();
  };
  const told = (reply: Reply): string => (reply.kind === 'none' ? '' : said(reply));
  const meOf = async (person: string): Promise<string> => shown(await room.press(person, { verb: 'me' }));

  it('leaves a message of 24 words alone and takes one of 25', async () => {
    const words = Array.from({ length: 25 }, (_, index) => `word${index}`);
    await room.write('dana', words.slice(1).join(' '));
    expect(await stateOf('dana')).toBeNull();
    await room.write('dana', words.join(' '));
    expect(await stateOf('dana')).toBe('gathering');
  });

  it('leaves alone what is said to somebody else, before and after an answer began', async () => {
    await room.write('dana', LONG_ANSWER, { addressedToSomeone: true });
    expect(await stateOf('dana')).toBeNull();
    await room.write('dana', LONG_ANSWER);
    await room.write('dana', MORE, { addressedToSomeone: true });
    expect((await answerOf(room, 'dana'))?.pieces).toEqual([LONG_ANSWER]);
  });

  it('leaves messages outside the thread alone', async () => {
    await room.write('dana', LONG_ANSWER, { threadId: 'another-thread' });
    expect(await stateOf('dana')).toBeNull();
  });

  it('joins pieces in a row, leaves a short question in between out, and waits for a quiet minute after each', async () => {
    await room.write('dana', LONG_ANSWER);
    room.clock.advance({ seconds: 50 });
    await room.write('dana', 'does this count?');
    await room.write('dana', MORE);
    room.clock.advance({ seconds: 59 });
    await room.settled();
    expect(await stateOf('dana')).toBe('gathering');
    room.clock.advance({ seconds: 1 });
    await room.settled();
    const answer = await answerOf(room, 'dana');
    expect(answer?.texts).toEqual([`${LONG_ANSWER}\n\n${MORE}`]);
    expect(answer?.feedback).toEqual(['ready']);
    expect((await feedbackCards('dana')).length).toBe(1);
  });

  it('reads at once on Done, and a second Done changes nothing', async () => {
    await room.write('dana', LONG_ANSWER);
    const answerId = (await answerOf(room, 'dana'))?.id ?? '0';
    for (let press = 0; press < 2; press += 1) {
      expect(shown(await room.press('dana', { verb: 'done', answerId }))).toContain('complete');
      await room.settled();
    }
    await quietMinute(room);
    expect((await answerOf(room, 'dana'))?.feedback).toEqual(['ready']);
    expect((await feedbackCards('dana')).length).toBe(1);
    expect(shown(await room.press('sam', { verb: 'done', answerId }))).toContain('not kept any more');
  });

  it('lets a later piece replace feedback that was not delivered, which then never arrives', async () => {
    await room.write('dana', LONG_ANSWER);
    const answerId = (await answerOf(room, 'dana'))?.id ?? '0';
    await room.press('dana', { verb: 'done', answerId });
    await room.write('dana', MORE);
    await quietMinute(room);
    const answer = await answerOf(room, 'dana');
    expect(answer?.texts.at(-1)).toBe(`${LONG_ANSWER}\n\n${MORE}`);
    expect(answer?.feedback).toEqual(['superseded', 'ready']);
    const [only, ...others] = await feedbackCards('dana');
    expect(only).not.toContain('since your last version');
    expect(others).toEqual([]);
  });

  it('leaves messages after delivered feedback alone, also while an edit waits to be read', async () => {
    const message = await room.write('dana', LONG_ANSWER);
    await quietMinute(room);
    await room.write('dana', MORE);
    room.clock.advance({ seconds: 5 });
    await room.write('dana', LONG_ANSWER.replace('one.', 'two.'), { messageId: message, change: 'edited' });
    await room.write('dana', MORE);
    await quietMinute(room);
    const answer = await answerOf(room, 'dana');
    expect(answer?.texts).toEqual([LONG_ANSWER, LONG_ANSWER.replace('one.', 'two.')]);
  });

  it('takes the edited text when the message is edited before it was read', async () => {
    const message = await room.write('dana', LONG_ANSWER);
    room.clock.advance({ seconds: 30 });
    const edited = LONG_ANSWER.replace('nine a day', 'eight a day');
    await room.write('dana', edited, { messageId: message, change: 'edited' });
    room.clock.advance({ seconds: 30 });
    await room.settled();
    expect(await stateOf('dana')).toBe('gathering');
    room.clock.advance({ seconds: 30 });
    await room.settled();
    expect((await answerOf(room, 'dana'))?.texts).toEqual([edited]);
  });

  it('makes a new version of an edit after feedback, whose card says what changed', async () => {
    const message = await room.write('dana', LONG_ANSWER);
    await quietMinute(room);
    const edited = `${LONG_ANSWER} Two weeks after launch we looked at late vans per hundred orders; it had to stay below one, or we would have gone back to polling every minute.`;
    await room.write('dana', edited, { messageId: message, change: 'edited' });
    await quietMinute(room);
    const answer = await answerOf(room, 'dana');
    expect(answer?.revision).toBe(2);
    const [first, second, ...others] = await feedbackCards('dana');
    expect(first).toContain('version 1');
    expect(second).toContain('version 2');
    expect(second).toMatch(/since your last version|Compared with your last version/);
    expect(others).toEqual([]);
  });

  it('takes an edit to the same text for no edit', async () => {
    const message = await room.write('dana', LONG_ANSWER);
    await quietMinute(room);
    room.clock.advance({ seconds: 1 });
    await room.write('dana', ` ${LONG_ANSWER}\n`, { messageId: message, change: 'edited' });
    expect(await stateOf('dana')).toBe('submitted');
    await quietMinute(room);
    expect((await answerOf(room, 'dana'))?.revision).toBe(1);
    expect((await feedbackCards('dana')).length).toBe(1);
  });

  it('still brings the feedback when a text is changed and changed back before it was read', async () => {
    const message = await room.write('dana', LONG_ANSWER);
    const answerId = (await answerOf(room, 'dana'))?.id ?? '0';
    await room.press('dana', { verb: 'done', answerId });
    room.clock.advance({ seconds: 1 });
    await room.write('dana', `${LONG_ANSWER} ${MORE}`, { messageId: message, change: 'edited' });
    await room.settled();
    expect((await answerOf(room, 'dana'))?.feedback).toEqual(['superseded']);
    room.clock.advance({ seconds: 1 });
    await room.write('dana', LONG_ANSWER, { messageId: message, change: 'edited' });
    await quietMinute(room);
    expect((await answerOf(room, 'dana'))?.feedback).toEqual(['ready']);
    expect((await feedbackCards('dana')).length).toBe(1);
  });

  it('takes an edit of its only message to fewer than 25 words for talk, as long as nobody has read it', async () => {
    const message = await room.write('dana', LONG_ANSWER);
    room.clock.advance({ seconds: 1 });
    await room.write('dana', 'Never mind.', { messageId: message, change: 'edited' });
    expect(await stateOf('dana')).toBeNull();
    expect(await placesOf(room, 'Never mind.')).toEqual([]);
    expect(await meOf('dana')).toContain('No day has been counted yet');
  });

  it('keeps the text of a form when the thread goes on', async () => {
    const message = await room.write('dana', LONG_ANSWER);
    const roundId = await room.latestRoundId();
    const better = LONG_ANSWER.replace('nine', 'twelve');
    await room.press('dana', { verb: 'submit', roundId, openedAt: '1' }, { answer: better });
    await room.write('dana', MORE);
    room.clock.advance({ seconds: 1 });
    await room.write('dana', LONG_ANSWER.replace('nine', 'eight'), { messageId: message, change: 'edited' });
    await quietMinute(room);
    const answer = await answerOf(room, 'dana');
    expect(answer?.texts.at(-1)).toBe(better);
    expect(answer?.feedback.at(-1)).toBe('ready');
  });

  it('takes pieces that were sent in a row as one, however late they are handled', async () => {
    await room.write('sam', LONG_ANSWER, { at: '2026-03-02T10:00:00Z' });
    room.clock.advance({ hours: 1 });
    await room.write('sam', MORE, { at: '2026-03-02T10:00:20Z' });
    expect((await answerOf(room, 'sam'))?.pieces).toEqual([LONG_ANSWER, MORE]);
  });

  it('keeps a message with its own question when a newer one is there', async () => {
    const first = await room.latestRoundId();
    const message = await room.write('dana', LONG_ANSWER, { direct: true });
    await quietMinute(room);
    await nextDay();
    const edited = LONG_ANSWER.replace('nine', 'eight');
    await room.write('dana', edited, {
      direct: true,
      messageId: message,
      change: 'edited',
      sentAt: '2026-03-02T10:00:00Z',
    });
    await quietMinute(room);
    expect((await answerOf(room, 'dana', first))?.texts).toEqual([LONG_ANSWER, edited]);
    expect(await answerOf(room, 'dana', await room.latestRoundId())).toBeNull();
  });

  it('takes a direct message as an answer to the newest open question, and says so when there is none', async () => {
    await room.write('sam', LONG_ANSWER, { direct: true });
    await quietMinute(room);
    expect((await answerOf(room, 'sam'))?.feedback).toEqual(['ready']);
    room.clock.advance({ days: 3 });
    expect(shown(await room.say('kim', LONG_ANSWER, { direct: true }))).toContain('No question is open');
  });

  it('answers short words to the bot alone with what can be done next, once in a while', async () => {
    const hi = async (text = 'hi', more = {}): Promise<string> =>
      told(await room.say('kim', text, { direct: true, ...more }));
    expect(await hi()).toContain('press Answer, or write your answer here in at least 25 words');
    expect(await hi('hi?', { change: 'edited' })).toBe('');
    expect(await hi('is anybody there')).toBe('');
    room.clock.advance({ hours: 12 });
    expect(await hi('hi again')).toContain('A question is open');
    // The rest of the community hears its own.
    expect(told(await room.say('lee', 'hello', { direct: true }))).toContain('A question is open');
  });

  it('says to whoever writes on after the feedback that this changes nothing, and nothing while they still write', async () => {
    const write = async (text: string): Promise<string> =>
      told(await room.say('kim', text, { direct: true }));
    expect(await write(LONG_ANSWER)).toBe('');
    expect(await write('does this count?')).toBe('');
    await quietMinute(room);
    expect(await write('thanks')).toContain('Your answer to the open question is in');
    expect(await write('thanks again')).toBe('');
    // As long as an answer it is never left without a word.
    expect(await write(`${LONG_ANSWER} ${MORE}`)).toContain('press Try again');
    expect((await answerOf(room, 'kim'))?.texts).toEqual([LONG_ANSWER]);
  });

  it('takes a message by Use as my answer, follows its edits, and refuses one of another answer', async () => {
    const roundId = await room.latestRoundId();
    const theirs = await room.write('dana', LONG_ANSWER);
    await quietMinute(room);
    const refused = await room.press(
      'sam',
      { verb: 'use', roundId, messageId: theirs },
      { text: LONG_ANSWER },
    );
    expect(shown(refused)).toContain("somebody else's answer");
    expect(await stateOf('sam')).toBeNull();
    const own = await room.write('sam', 'Polling is enough here.', { threadId: 'elsewhere' });
    await room.press('sam', { verb: 'use', roundId, messageId: own }, { text: 'Polling is enough here.' });
    await room.settled();
    room.clock.advance({ seconds: 1 });
    await room.write('sam', 'Polling every minute is enough here.', {
      threadId: 'elsewhere',
      messageId: own,
      change: 'edited',
    });
    await quietMinute(room);
    expect((await answerOf(room, 'sam'))?.texts).toEqual([
      'Polling is enough here.',
      'Polling every minute is enough here.',
    ]);
    await room.remove(theirs, 'dana');
    expect(await stateOf('dana')).toBe('withdrawn');
  });

  it('ends with one answer in one state when everything happens at the same moment', async () => {
    const roundId = await room.latestRoundId();
    const form = LONG_ANSWER.replace('nine', 'twelve');
    for (const person of ['kim', 'lee', 'ray']) {
      const message = await room.write(person, LONG_ANSWER);
      await room.settled();
      const answerId = (await answerOf(room, person))?.id ?? '0';
      room.clock.advance({ seconds: 1 });
      await Promise.all([
        room.press(person, { verb: 'consent', answerId, choice: 'always' }),
        room.press(person, { verb: 'done', answerId }),
        room.press(person, { verb: 'submit', roundId, openedAt: '1' }, { answer: form }),
        room.write(person, MORE),
        room.write(person, LONG_ANSWER.replace('nine', 'six'), { messageId: message, change: 'edited' }),
        room.settled(),
        ...(person === 'ray'
          ? [room.remove(message, person), room.press(person, { verb: 'delete-yes', answerId })]
          : []),
      ]);
      await quietMinute(room);
      await quietMinute(room);
      const answer = await answerOf(room, person);
      if (person !== 'ray') expect(answer?.state).toBe('submitted');
      expect(answer?.feedback.slice(0, -1).filter((state) => state === 'waiting')).toEqual([]);
      if (answer?.state === 'submitted') expect(answer.feedback.at(-1)).toBe('ready');
      else expect(answer?.texts ?? []).toEqual([]);
    }
  });

  it('opens Try again with what was gathered so far', async () => {
    const message = await room.write('dana', LONG_ANSWER);
    await quietMinute(room);
    room.clock.advance({ seconds: 1 });
    const edited = LONG_ANSWER.replace('nine', 'eight');
    await room.write('dana', edited, { messageId: message, change: 'edited' });
    const answerId = (await answerOf(room, 'dana'))?.id ?? '0';
    expect(shown(await room.press('dana', { verb: 'retry', answerId }))).toContain('eight a day');
  });
});
