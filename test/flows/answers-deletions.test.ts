import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerOf, placesOf, quietMinute, sayAlways } from '../support/look.ts';
import { createRoom, LONG_ANSWER, shown, type Room } from '../support/room.ts';

const MORE = 'And the second path was dropped once the partner sent cancels in order.';

describe('messages that are deleted', () => {
  let room: Room;
  beforeEach(async () => {
    room = await createRoom({ byHand: true });
    await room.open();
    await room.settled();
    await sayAlways(room, 'dana');
  });
  afterEach(() => room.close());

  const stateOf = async (person: string) => (await answerOf(room, person))?.state ?? null;
  const meOf = async (person: string): Promise<string> => shown(await room.press(person, { verb: 'me' }));

  it('erases a deleted piece everywhere and reads what is left anew', async () => {
    await room.write('dana', LONG_ANSWER);
    const second = await room.write('dana', MORE);
    await quietMinute(room);
    await room.remove(second, 'dana');
    await quietMinute(room);
    const answer = await answerOf(room, 'dana');
    expect(answer?.texts).toEqual([LONG_ANSWER]);
    expect(answer?.feedback).toEqual(['ready']);
    expect(await placesOf(room, 'cancels in order')).toEqual([]);
  });

  it('lets the day go when the author deletes the answer, and keeps it when a moderator or nobody known does', async () => {
    for (const person of ['kim', 'lee']) await sayAlways(room, person);
    const messages = new Map<string, string>();
    for (const person of ['dana', 'kim', 'lee']) messages.set(person, await room.write(person, LONG_ANSWER));
    await quietMinute(room);
    await room.remove(messages.get('dana') ?? '', 'dana');
    await room.remove(messages.get('kim') ?? '', 'moderator');
    await room.remove(messages.get('lee') ?? '', null);
    await room.settled();
    expect(await placesOf(room, 'second code path')).toEqual([]);
    expect(await meOf('dana')).toContain('0 days answered.');
    expect(await meOf('kim')).toContain('1 day answered.');
    expect(await meOf('lee')).toContain('1 day answered.');
  });

  it('keeps the day that a moderator did not take, whatever the member writes next', async () => {
    const message = await room.write('dana', LONG_ANSWER);
    await quietMinute(room);
    await room.remove(message, 'moderator');
    room.clock.advance({ days: 1, hours: 2 });
    await room.write('dana', LONG_ANSWER.replace('dispatcher', 'planner'));
    await quietMinute(room);
    expect(await stateOf('dana')).toBe('submitted');
    expect(await meOf('dana')).toContain('1 day answered.');
  });

  it('keeps the day also when word of the removal comes before the message itself', async () => {
    const threadId = await room.latestThread();
    for (const person of ['kim', 'lee']) await sayAlways(room, person);
    const write = (person: string, text: string) =>
      room.write(person, text, { messageId: `m-${person}`, threadId });
    for (const person of ['dana', 'kim']) {
      await room.remove(`m-${person}`, null);
      await write(person, LONG_ANSWER);
    }
    // Who deletes their own message takes the day back; what is only talk keeps none.
    await room.remove('m-lee', 'lee');
    await write('lee', LONG_ANSWER);
    await sayAlways(room, 'mel');
    await room.remove('m-mel', null);
    await write('mel', 'Good question.');
    await quietMinute(room);
    expect(await placesOf(room, 'second code path')).toEqual([]);
    expect(await meOf('dana')).toContain('1 day answered.');
    expect(await meOf('kim')).toContain('1 day answered.');
    expect(await meOf('lee')).toContain('No day has been counted yet.');
    expect(await meOf('mel')).toContain('No day has been counted yet.');
  });

  it('does not ask about a message that is gone already, and answers nothing to it', async () => {
    await room.remove('m-sam', null);
    const reply = await room.say('sam', LONG_ANSWER, { messageId: 'm-sam' });
    const tooLong = await room.say('dana', LONG_ANSWER.repeat(40), { messageId: 'm-sam-2' });
    expect(shown(tooLong)).toContain('Shorten it');
    await room.remove('m-sam-3', null);
    const gone = await room.say('dana', LONG_ANSWER.repeat(40), { messageId: 'm-sam-3' });
    await room.settled();
    expect([reply.kind, gone.kind]).toEqual(['none', 'none']);
    expect(await stateOf('sam')).toBeNull();
    const sam = await room.core.db
      .selectFrom('members')
      .select('consent_asked_at')
      .where('external_id', '=', 'sam')
      .executeTakeFirstOrThrow();
    expect(sam.consent_asked_at).toBeNull();
  });

  it('does not hold a text anew in the place of one that a moderator removed', async () => {
    const message = await room.write('sam', LONG_ANSWER);
    await room.settled();
    const answerId = (await answerOf(room, 'sam'))?.id ?? '0';
    await room.press('sam', { verb: 'consent', answerId, choice: 'yes' });
    await quietMinute(room);
    await room.remove(message, 'moderator');
    await room.write('sam', LONG_ANSWER.replace('dispatcher', 'planner'));
    room.clock.advance({ hours: 25 });
    await room.settled();
    expect(await meOf('sam')).toContain('1 day answered.');
  });

  it('does not bring back by an edit what its author deleted here', async () => {
    const message = await room.write('dana', LONG_ANSWER);
    await quietMinute(room);
    const answerId = (await answerOf(room, 'dana'))?.id ?? '0';
    await room.press('dana', { verb: 'delete-yes', answerId });
    room.clock.advance({ seconds: 1 });
    await room.write('dana', LONG_ANSWER.replace('nine', 'eight'), { messageId: message, change: 'edited' });
    await quietMinute(room);
    expect(await stateOf('dana')).toBe('withdrawn');
    await room.write('dana', LONG_ANSWER.replace('nine', 'ten'));
    await quietMinute(room);
    expect(await stateOf('dana')).toBe('submitted');
  });
});
