import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  choosePairs,
  pairKey,
  type Pairing,
  type WaitingMember,
} from '../../../src/core/mocks/match/choose-pairs.ts';
import { maximumMatching } from '../../../src/core/mocks/match/maximum-matching.ts';
import { rolesFit } from '../../../src/core/mocks/match/pair-weight.ts';
import { commonTime, mergeStretches } from '../../../src/core/mocks/match/stretch.ts';

const HOUR = 3_600_000;
const ALL_DAY = [{ from: 0, until: 24 * HOUR }];

const member = (memberId: string, more: Partial<WaitingMember> = {}): WaitingMember => ({
  memberId,
  wish: 'both',
  category: null,
  level: 2,
  daysWaiting: 0,
  leftOutLast: false,
  timesLeftOut: 0,
  lowered: false,
  free: ALL_DAY,
  ...more,
});

const choose = (
  waiting: readonly WaitingMember[],
  more: { excluded?: readonly string[]; weeksSince?: readonly (readonly [string, number])[] } = {},
): Pairing =>
  choosePairs({
    waiting,
    excluded: new Set(more.excluded),
    weeksSince: new Map(more.weeksSince),
    minutes: 60,
  });

const together = (pairing: Pairing): string[] =>
  pairing.pairs.map((pair) => pairKey(pair.first, pair.second)).toSorted();

describe('choosePairs', () => {
  it('leaves out a fresh member rather than the one who was left out last, and then the one who waited least', () => {
    expect(
      choose([member('a'), member('b', { leftOutLast: true }), member('c', { daysWaiting: 3 })]),
    ).toMatchObject({
      leftOut: ['a'],
    });
    expect(
      choose([member('a', { daysWaiting: 2 }), member('b', { daysWaiting: 6 }), member('c')]),
    ).toMatchObject({
      leftOut: ['c'],
    });
  });

  it('puts a member behind for a missed session, though never leaves them out twice running', () => {
    const lowered = member('a', { daysWaiting: 7, lowered: true });
    expect(choose([lowered, member('b'), member('c')]).leftOut).toEqual(['a']);
    expect(choose([{ ...lowered, leftOutLast: true }, member('b'), member('c')]).leftOut).not.toContain('a');
  });

  it('pairs two who never met before two who did, and of those the ones who met longest ago', () => {
    const four = ['a', 'b', 'c', 'd'].map((id) => member(id));
    const weeksSince = [
      [pairKey('a', 'b'), 40],
      [pairKey('c', 'd'), 40],
    ] as const;
    expect(together(choose(four, { weeksSince }))).not.toContain('a/b');
    const all = ['a/b', 'c/d', 'a/c', 'b/d', 'a/d', 'b/c'].map(
      (key, index) => [key, index < 2 ? 9 : index < 4 ? 3 : 1] as const,
    );
    expect(together(choose(four, { weeksSince: all }))).toEqual(['a/b', 'c/d']);
  });

  it('meets a partner again only when everybody else is worse: a repeat is never traded for a better fit', () => {
    const close = [
      member('a', { level: 0 }),
      member('b', { level: 0 }),
      member('c', { level: 4 }),
      member('d', { level: 4 }),
    ];
    expect(together(choose(close))).toEqual(['a/b', 'c/d']);
    expect(together(choose(close, { weeksSince: [['a/b', 51]] }))).not.toContain('a/b');
  });

  it('never pairs two who are excluded, two who only want to answer, or two without time in common', () => {
    expect(choose([member('a'), member('b')], { excluded: [pairKey('b', 'a')] })).toEqual({
      pairs: [],
      leftOut: ['a', 'b'],
    });
    const answering = ['a', 'b'].map((id) => member(id, { wish: 'candidate' }));
    expect(choose(answering).pairs).toEqual([]);
    expect(choose([...answering, member('c', { wish: 'interviewer' })]).pairs).toHaveLength(1);
    const early = member('a', { free: [{ from: 0, until: 9 * HOUR }] });
    const late = member('b', { free: [{ from: 8.5 * HOUR, until: 12 * HOUR }] });
    expect(choose([early, late]).pairs).toEqual([]);
  });

  it('starts at the first moment from which both have the whole time', () => {
    const a = member('a', {
      free: [
        { from: 0, until: HOUR / 2 },
        { from: 5 * HOUR, until: 8 * HOUR },
      ],
    });
    const b = member('b', {
      free: [
        { from: 0, until: 5.5 * HOUR },
        { from: 6 * HOUR, until: 9 * HOUR },
      ],
    });
    expect(choose([a, b]).pairs).toEqual([{ first: 'a', second: 'b', startsAt: 6 * HOUR }]);
  });

  it('in any crowd: nobody twice, no forbidden pair, and no two left over who could meet', () => {
    const crowds = fc.array(
      fc.record({
        wish: fc.constantFrom('both', 'candidate', 'interviewer'),
        level: fc.integer({ min: 0, max: 4 }),
        daysWaiting: fc.integer({ min: 0, max: 20 }),
        leftOutLast: fc.boolean(),
        timesLeftOut: fc.nat(9),
        lowered: fc.boolean(),
        category: fc.constantFrom(null, 'metrics', 'design'),
        free: fc
          .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 4 })), { maxLength: 3 })
          .map((some) =>
            mergeStretches(some.map(([from, long]) => ({ from: from * HOUR, until: (from + long) * HOUR }))),
          ),
      }),
      { maxLength: 14 },
    );
    fc.assert(
      fc.property(crowds, fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 20 }), (crowd, blocked) => {
        const waiting = crowd.map((one, index): WaitingMember => ({ ...one, memberId: `m${index}` }));
        const excluded = blocked.map(([a, b]) => pairKey(`m${a}`, `m${b}`));
        const { pairs, leftOut } = choose(waiting, { excluded });
        const seen = [...pairs.flatMap((pair) => [pair.first, pair.second]), ...leftOut];
        expect(seen.toSorted()).toEqual(waiting.map((one) => one.memberId).toSorted());
        const byId = new Map(waiting.map((one) => [one.memberId, one]));
        const mayMeet = (a: string, b: string): boolean => {
          const [one, other] = [byId.get(a), byId.get(b)];
          return (
            one !== undefined &&
            other !== undefined &&
            !excluded.includes(pairKey(a, b)) &&
            rolesFit(one.wish, other.wish) &&
            commonTime(one.free, other.free, 60) !== null
          );
        };
        for (const pair of pairs) expect(mayMeet(pair.first, pair.second)).toBe(true);
        for (const a of leftOut) for (const b of leftOut) if (a !== b) expect(mayMeet(a, b)).toBe(false);
      }),
      { numRuns: 200, seed: 20261128 },
    );
  });
});

describe('200 weekly rounds of a community of 41', () => {
  const MEMBERS = 41;
  const ROUNDS = 200;
  const SEED = 20261128;

  it('leave nobody out twice running, repeat no pair before it must, and obey every exclusion', () => {
    const random = seeded(SEED);
    const ids = Array.from({ length: MEMBERS }, (_, index) => `m${String(index).padStart(2, '0')}`);
    const at = (index: number): string => ids[index] ?? '';
    const excluded = new Set<string>();
    while (excluded.size < 30) {
      const [a, b] = [Math.floor(random() * MEMBERS), Math.floor(random() * MEMBERS)];
      if (a !== b) excluded.add(pairKey(at(a), at(b)));
    }
    const metIn = new Map<string, number>();
    let leftOutLast: readonly string[] = [];
    const outs = new Map<string, number>();
    let firstRepeat = 0;
    let repeats = 0;
    let shortest = Infinity;
    for (let round = 1; round <= ROUNDS; round += 1) {
      const waiting = ids.map((id) =>
        member(id, {
          level: Math.floor(random() * 5),
          category: random() < 0.5 ? null : 'metrics',
          leftOutLast: leftOutLast.includes(id),
          timesLeftOut: outs.get(id) ?? 0,
        }),
      );
      const weeksSince = new Map([...metIn].map(([key, week]) => [key, round - week] as const));
      const { pairs, leftOut } = choosePairs({ waiting, excluded, weeksSince, minutes: 60 });
      expect(leftOut).toHaveLength(1);
      for (const id of leftOut) {
        expect(leftOutLast, `${id} was left out in rounds ${round - 1} and ${round}`).not.toContain(id);
        outs.set(id, (outs.get(id) ?? 0) + 1);
      }
      const again = pairs.filter((pair) => metIn.has(pairKey(pair.first, pair.second)));
      // The least that had to repeat, found another way: pairs never met, as many as can be, the one who was
      // left out last among them.
      const fresh = maximumMatching(MEMBERS, (i, j) => {
        const key = pairKey(at(i), at(j));
        if (excluded.has(key)) return 0;
        const owed = Number(leftOutLast.includes(at(i)) || leftOutLast.includes(at(j)));
        return 1_000_000 * (owed + 2) + (metIn.has(key) ? 1 : 1_000);
      });
      const least = [...fresh.entries()].filter(([i, j]) => j > i && metIn.has(pairKey(at(i), at(j)))).length;
      expect(again.length, `round ${round}`).toBe(least);
      for (const pair of pairs) {
        const key = pairKey(pair.first, pair.second);
        expect(excluded.has(key), key).toBe(false);
        const before = metIn.get(key);
        if (before !== undefined) shortest = Math.min(shortest, round - before);
        metIn.set(key, round);
      }
      if (again.length > 0 && firstRepeat === 0) firstRepeat = round;
      repeats += again.length;
      leftOutLast = leftOut;
    }
    const counts = ids.map((id) => outs.get(id) ?? 0);
    process.stdout.write(
      `matching: ${ROUNDS} rounds, ${MEMBERS} members, ${excluded.size} exclusions, seed ${SEED}: first repeat in round ${firstRepeat}, ` +
        `${metIn.size} of ${(MEMBERS * (MEMBERS - 1)) / 2 - excluded.size} allowed pairs met, ${repeats} repeats, ` +
        `shortest time between two meetings ${shortest} weeks, left out ${Math.min(...counts)} to ${Math.max(...counts)} times each\n`,
    );
    expect(firstRepeat).toBeGreaterThan(25);
  });
});

/** A small generator of numbers from 0 to 1, the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
