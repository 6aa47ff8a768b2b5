import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handle } from '../../src/core/handle.ts';
import type { InboundEvent } from '../../src/core/platform/event.ts';
import { answerOf, quietMinute } from '../support/look.ts';
import { createRoom, LONG_ANSWER, type Room } from '../support/room.ts';

/** Texts of every kind that the rules tell apart. */
const TEXTS = {
  long: LONG_ANSWER,
  other: LONG_ANSWER.replace('nine a day', 'eight a day'),
  short: 'Never mind.',
  wordless: '🚚🚚',
  huge: `${LONG_ANSWER} `.repeat(40),
} as const;
const kind = fc.constantFrom('long', 'other', 'short', 'wordless', 'huge') satisfies fc.Arbitrary<
  keyof typeof TEXTS
>;

const history = fc.record({
  consent: fc.constantFrom('ask', 'always', 'no'),
  created: kind,
  edits: fc.array(kind, { maxLength: 3 }),
  /** The first edit carries the stamp of the creation, as where a platform's stamps are whole seconds. */
  sameStamp: fc.boolean(),
  deleted: fc.constantFrom('no', 'no', 'by its author', 'by somebody'),
});
type History = typeof history extends fc.Arbitrary<infer H> ? H : never;

/** Places in which the copies arrive: any order, some of them more than once. */
const arrival = fc.record({
  places: fc.array(fc.nat({ max: 1_000 }), { minLength: 8, maxLength: 8 }),
  again: fc.array(fc.nat({ max: 4 }), { maxLength: 3 }),
  atOnce: fc.boolean(),
});

describe('the copies of one message', () => {
  let room: Room;
  let threadId: string;
  beforeAll(async () => {
    room = await createRoom({ byHand: true });
    await room.open();
    await room.settled();
    threadId = await room.latestThread();
  });
  afterAll(() => room.close());

  const meet = async (consent: History['consent']): Promise<string> => {
    const person = `p-${randomUUID().slice(0, 8)}`;
    await room.press(person, { verb: 'now' });
    await room.core.db
      .updateTable('members')
      .set({ thread_consent: consent })
      .where('external_id', '=', person)
      .execute();
    return person;
  };

  const copiesOf = (person: string, { created, edits, sameStamp, deleted }: History): InboundEvent[] => {
    const messageId = `m-${person}`;
    const sentAt = room.clock.now();
    const stamp = (count: number): string =>
      sentAt.add({ seconds: sameStamp ? Math.max(0, count - 1) : count }).toString();
    const parts = { messageId, threadId, sentAt: sentAt.toString() };
    return [
      room.messageEvent(person, TEXTS[created], { ...parts, change: 'created', at: stamp(0) }),
      ...edits.map((text, index) =>
        room.messageEvent(person, TEXTS[text], { ...parts, change: 'edited', at: stamp(index + 1) }),
      ),
      ...(deleted === 'no' ? [] : [room.deletedEvent(messageId, deleted === 'by somebody' ? null : person)]),
    ];
  };

  const endOf = async (person: string) => {
    const answer = await answerOf(room, person);
    const streak = await room.core.db
      .selectFrom('members')
      .leftJoin('streaks', 'streaks.member_id', 'members.id')
      .select(['thread_consent', 'streaks.current', 'members.consent_asked_at'])
      .where('members.external_id', '=', person)
      .executeTakeFirstOrThrow();
    return {
      state: answer?.state ?? null,
      pieces: answer?.pieces ?? [],
      texts: answer?.texts ?? [],
      feedback: answer?.feedback ?? [],
      consent: streak.thread_consent,
      asked: streak.consent_asked_at !== null,
      current: streak.current ?? 0,
    };
  };

  it('end in the same state in any order, any number of times, one by one or with everybody else at once', async () => {
    const cases = fc.sample(fc.tuple(history, arrival), { seed: 20_260_302, numRuns: 60 });
    const pairs = [];
    const together: { event: InboundEvent; place: number }[] = [];
    for (const [story, { places, again, atOnce }] of cases) {
      const inOrder = await meet(story.consent);
      for (const event of copiesOf(inOrder, story)) await handle(room.core, event);
      const shuffled = await meet(story.consent);
      const copies = copiesOf(shuffled, story);
      const arriving = [...copies, ...again.flatMap((index) => copies[index] ?? [])]
        .map((event, index) => ({ event, place: places[index] ?? 0 }))
        .toSorted((a, b) => a.place - b.place);
      if (atOnce) together.push(...arriving);
      else for (const { event } of arriving) await handle(room.core, event);
      pairs.push({ story, inOrder, shuffled });
    }
    // As two processes take them: one shares transactions between what it gets, but not with the other.
    const cores = [room.core, { ...room.core }];
    const sorted = together.toSorted((a, b) => a.place - b.place);
    await Promise.all(sorted.map(({ event }, index) => handle(cores[index % 2] ?? room.core, event)));
    await quietMinute(room);
    for (const { story, inOrder, shuffled } of pairs) {
      if (story.deleted === 'by somebody') {
        const [end, last] = await Promise.all([endOf(shuffled), endOf(inOrder)]);
        // The day is never lost by the order; it may be kept by an earlier copy that was an answer.
        expect({ story, words: [end.pieces, end.texts] }).toEqual({ story, words: [[], []] });
        expect({ story, kept: end.current >= last.current }).toEqual({ story, kept: true });
        continue;
      }
      expect({ story, end: await endOf(shuffled) }).toEqual({ story, end: await endOf(inOrder) });
    }
    const ends = await Promise.all(pairs.map(({ inOrder }) => endOf(inOrder)));
    expect(new Set(ends.map((end) => end.state))).toEqual(new Set([null, 'held', 'submitted', 'withdrawn']));
  });
});
