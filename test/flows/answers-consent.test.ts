import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AssessRequest, FeedbackModel } from '../../src/core/feedback/contract.ts';
import { createOfflineCoach } from '../../src/core/feedback/coach.ts';
import { answerOf, placesOf, quietMinute } from '../support/look.ts';
import { createRoom, LONG_ANSWER, shown, wordsOf, type Room } from '../support/room.ts';

const SECOND_ANSWER = LONG_ANSWER.replace('dispatcher', 'night shift lead');

describe('consent to feedback on thread messages', () => {
  let room: Room;
  let read: AssessRequest[];
  beforeEach(async () => {
    read = [];
    const coach = createOfflineCoach();
    const model: FeedbackModel = {
      ...coach,
      assess: (request, signal) => {
        read.push(request);
        return coach.assess(request, signal);
      },
    };
    room = await createRoom({ byHand: true, model });
    await room.open();
    await room.settled();
  });
  afterEach(() => room.close());

  const nextDay = async (): Promise<void> => {
    room.clock.advance({ days: 1 });
    await room.tick();
    await room.settled();
  };
  const asksOf = async (person: string): Promise<number> =>
    (await room.cards(person)).filter((card) => wordsOf(card).includes('want feedback on this?')).length;
  const choose = async (person: string, choice: string, answerId?: string): Promise<string> =>
    shown(
      await room.press(person, {
        verb: 'consent',
        answerId: answerId ?? (await answerOf(room, person))?.id ?? '0',
        choice,
      }),
    );

  it('sends held text nowhere, shows it to nobody and keeps it in one place', async () => {
    await room.write('dana', LONG_ANSWER);
    await room.settled();
    room.clock.advance({ hours: 23 });
    await room.settled();
    expect(read).toEqual([]);
    expect(await placesOf(room, LONG_ANSWER)).toEqual(['answer_pieces']);
    expect(
      shown(await room.press('dana', { verb: 'feedback', roundId: await room.latestRoundId() })),
    ).not.toContain('dispatcher');
    expect(shown(await room.press('dana', { verb: 'me' }))).toContain('No day has been counted yet');
  });

  it('erases held text after a day when nobody pressed, and does not ask again', async () => {
    await room.write('dana', LONG_ANSWER);
    await room.settled();
    room.clock.advance({ hours: 24 });
    await room.settled();
    expect(await answerOf(room, 'dana')).toBeNull();
    expect(await placesOf(room, 'dispatcher reassigns')).toEqual([]);
    await nextDay();
    await room.write('dana', SECOND_ANSWER);
    await quietMinute(room);
    expect(await asksOf('dana')).toBe(1);
    expect(await answerOf(room, 'dana')).toBeNull();
    expect(read).toEqual([]);
  });

  it('takes a Yes for this text only and asks again the next time', async () => {
    await room.write('dana', LONG_ANSWER);
    await room.settled();
    expect(await choose('dana', 'yes')).toContain('This one gets feedback.');
    await quietMinute(room);
    expect(read.map((request) => request.answer)).toEqual([LONG_ANSWER]);
    await nextDay();
    await room.write('dana', SECOND_ANSWER);
    await room.settled();
    expect(await asksOf('dana')).toBe(2);
    expect((await answerOf(room, 'dana'))?.state).toBe('held');
  });

  it('remembers Always', async () => {
    await room.write('dana', LONG_ANSWER);
    await room.settled();
    await choose('dana', 'always');
    await nextDay();
    await room.write('dana', SECOND_ANSWER);
    await quietMinute(room);
    expect(await asksOf('dana')).toBe(1);
    expect(read.map((request) => request.answer)).toEqual([LONG_ANSWER, SECOND_ANSWER]);
  });

  it('erases at once on No, and remembers it', async () => {
    await room.write('dana', LONG_ANSWER);
    await room.settled();
    expect(await choose('dana', 'no')).toContain('Nothing was kept');
    expect(await placesOf(room, 'dispatcher reassigns')).toEqual([]);
    await nextDay();
    await room.write('dana', SECOND_ANSWER);
    await quietMinute(room);
    expect(await asksOf('dana')).toBe(1);
    expect(await answerOf(room, 'dana')).toBeNull();
    expect(read).toEqual([]);
  });

  it('lets only the owner choose, and changes nothing for whoever else presses', async () => {
    await room.write('dana', LONG_ANSWER);
    await room.settled();
    const id = (await answerOf(room, 'dana'))?.id ?? '0';
    for (const choice of ['yes', 'always', 'no']) await choose('sam', choice, id);
    for (const choice of ['yes', 'always', 'no']) {
      await room.in('other').press('dana', { verb: 'consent', answerId: id, choice });
    }
    await quietMinute(room);
    expect((await answerOf(room, 'dana'))?.state).toBe('held');
    const members = await room.core.db.selectFrom('members').select(['thread_consent']).execute();
    expect(members.map((member) => member.thread_consent)).toEqual(['ask', 'ask', 'ask']);
    await room.write('sam', LONG_ANSWER);
    await room.settled();
    expect(await asksOf('sam')).toBe(1);
  });

  it('takes a second press without harm, and says what is so', async () => {
    await room.write('dana', LONG_ANSWER);
    await room.settled();
    const id = (await answerOf(room, 'dana'))?.id ?? '0';
    await choose('dana', 'yes');
    expect(await choose('dana', 'yes')).toContain('This one gets feedback.');
    await quietMinute(room);
    expect((await answerOf(room, 'dana'))?.feedback).toEqual(['ready']);
    expect(await choose('dana', 'yes')).toContain('taken already');
    expect(await choose('dana', 'no')).not.toContain('Nothing was kept');
    expect((await answerOf(room, 'dana'))?.feedback).toEqual(['ready']);
    expect(await choose('dana', 'always', id)).toContain('My feedback');
  });

  it('lets a No after a Yes erase the text as long as nobody has read it', async () => {
    await room.write('dana', LONG_ANSWER);
    await room.settled();
    await choose('dana', 'yes');
    expect(await choose('dana', 'no')).toContain('Nothing was kept');
    await quietMinute(room);
    expect(await placesOf(room, 'dispatcher reassigns')).toEqual([]);
    expect(read).toEqual([]);
    expect(shown(await room.press('dana', { verb: 'me' }))).toContain('No day has been counted yet');
  });

  it('remembers a choice that comes after the text was let go, and says that the text is gone', async () => {
    await room.write('dana', LONG_ANSWER);
    await room.settled();
    const id = (await answerOf(room, 'dana'))?.id ?? '0';
    room.clock.advance({ hours: 25 });
    await room.settled();
    expect(await choose('dana', 'always', id)).toContain('not kept any more');
    await nextDay();
    await room.write('dana', SECOND_ANSWER);
    await quietMinute(room);
    expect(read.map((request) => request.answer)).toEqual([SECOND_ANSWER]);
  });

  it('asks nobody whose message was deleted before the question went out', async () => {
    const message = await room.write('dana', LONG_ANSWER);
    await room.remove(message, 'dana');
    await room.settled();
    expect(await asksOf('dana')).toBe(0);
    await room.write('dana', SECOND_ANSWER);
    await room.settled();
    expect(await asksOf('dana')).toBe(1);
  });

  it('counts a message for the time it was written, also when the choice comes after closing', async () => {
    const roundId = await room.latestRoundId();
    room.clock.set('2026-03-03T08:59:00Z');
    await room.write('dana', LONG_ANSWER);
    await room.settled();
    await room.settled();
    room.clock.set('2026-03-03T09:00:00Z');
    await room.tick();
    await room.settled();
    expect((await answerOf(room, 'dana', roundId))?.state).toBe('held');
    await choose('dana', 'yes');
    await quietMinute(room);
    expect(shown(await room.press('dana', { verb: 'me' }))).toContain('1 day answered.');
  });

  it('refuses Done while the choice is open, and keeps the text', async () => {
    await room.write('dana', LONG_ANSWER);
    await room.settled();
    const id = (await answerOf(room, 'dana'))?.id ?? '0';
    expect(shown(await room.press('dana', { verb: 'done', answerId: id }))).toContain('Yes, Always or No');
    expect((await answerOf(room, 'dana'))?.state).toBe('held');
  });
});
