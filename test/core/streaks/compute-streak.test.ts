import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { computeStreak, type StreakDay, type StreakRules } from '../../../src/core/streaks/compute-streak.ts';
import { addDays, type LocalDate } from '../../../src/core/time.ts';

const SEED = 20260304;
const FIRST: LocalDate = '2026-01-01';

function day(index: number, flags: Partial<StreakDay> = {}): StreakDay {
  return {
    date: addDays(FIRST, index),
    scheduled: true,
    kept: false,
    paused: false,
    holiday: false,
    open: false,
    withdrawn: false,
    ...flags,
  };
}

/** One letter a day: k kept, m missed, p paused, P paused but answered, h holiday, w withdrawn, o open, O open and kept, . not scheduled. */
function days(letters: string): StreakDay[] {
  return Array.from(letters.replaceAll(' ', ''), (letter, index) =>
    day(index, {
      scheduled: letter !== '.',
      kept: 'kPO'.includes(letter),
      paused: 'pP'.includes(letter),
      holiday: letter === 'h',
      withdrawn: letter === 'w',
      open: 'oO'.includes(letter),
    }),
  );
}

function lengths(letters: string, rules?: StreakRules): { current: number; longest: number } {
  const { current, longest } = computeStreak(days(letters), rules);
  return { current, longest };
}

/** The definition as it is written, trying every stretch and every window in it. */
function naive(
  all: readonly StreakDay[],
  { window, misses }: StreakRules,
): { current: number; longest: number } {
  const counted = all
    .filter((one) => one.scheduled && (one.kept || !(one.paused || one.holiday || one.withdrawn || one.open)))
    .toSorted((a, b) => a.date.localeCompare(b.date));
  let [current, longest] = [0, 0];
  for (let from = 0; from < counted.length; from += 1) {
    for (let to = from + 1; to <= counted.length; to += 1) {
      const stretch = counted.slice(from, to);
      const isRun = stretch.every(
        (_, start) => stretch.slice(start, start + window).filter((one) => !one.kept).length <= misses,
      );
      const length = isRun ? stretch.filter((one) => one.kept).length : 0;
      longest = Math.max(longest, length);
      if (to === counted.length) current = Math.max(current, length);
    }
  }
  return { current, longest };
}

describe('a streak, by hand', () => {
  test.each([
    ['', 0, 0],
    ['k', 1, 1],
    ['m', 0, 0],
    ['kkkkk', 5, 5],
    ['kkm', 2, 2],
    ['kkmm', 2, 2],
    ['kkmmk', 3, 3],
    // The third miss within 10 ends the run at the first of them.
    ['kkmmm', 0, 2],
    ['kkmkmkm', 2, 4],
    ['kkmkmkmkk', 4, 4],
    // Three misses, but the first is 10 days before the third.
    ['m kkkk m kkkk m', 8, 8],
    ['m kkkk m kkk m', 7, 7],
    ['kkk m kkkk m kkk m', 7, 10],
    ['kkk m kkkk m kkkk m', 11, 11],
    ['kkkkkkkkkkkk mmm', 0, 12],
    // Two misses in every ten days can go on for ever.
    ['kkkkkkkkmm'.repeat(5), 40, 40],
    ['kkkkkkkmm'.repeat(2), 7, 14],
  ])('%s: current %i, longest %i', (letters, current, longest) => {
    expect(lengths(letters)).toEqual({ current, longest });
  });

  test.each([
    ['kkmpmk', 'kkmmk'],
    ['kkhhhk', 'kkk'],
    ['kk...k', 'kkk'],
    ['kwwwk', 'kk'],
    ['kkmmo', 'kkmm'],
    ['kkmmO', 'kkmmk'],
    ['kkPk', 'kkkk'],
    ['kokmok', 'kkmk'],
  ])('%s is as good as %s', (letters, same) => {
    expect(lengths(letters)).toEqual(lengths(same));
  });

  test('says which days were missed in its last ten, since its first kept day', () => {
    const streak = computeStreak(days('mm kkk m kkkkkkkk m k'));
    expect(streak).toMatchObject({ current: 12, currentSince: '2026-01-03', missesUsed: ['2026-01-15'] });
    expect(computeStreak(days('mkk')).missesUsed).toEqual([]);
    expect(computeStreak(days('kmk m k')).missesUsed).toEqual(['2026-01-02', '2026-01-04']);
    expect(computeStreak(days('kmmm'))).toMatchObject({ current: 0, currentSince: null, missesUsed: [] });
  });

  test('says what the next miss would leave', () => {
    expect(computeStreak(days('kkkkk m kk')).currentAfterNextMiss).toBe(7);
    expect(computeStreak(days('kkkkk m kk m')).currentAfterNextMiss).toBe(2);
    expect(computeStreak(days('kkkkk mm kkkkkkkk')).currentAfterNextMiss).toBe(13);
  });

  test("follows the community's numbers", () => {
    expect(lengths('kkmk', { window: 10, misses: 0 })).toEqual({ current: 1, longest: 2 });
    expect(lengths('kmkmkm', { window: 2, misses: 1 })).toEqual({ current: 3, longest: 3 });
    expect(lengths('kmmmk', { window: 3, misses: 3 })).toEqual({ current: 2, longest: 2 });
    expect(lengths('kmk', { window: 1, misses: 0 })).toEqual({ current: 1, longest: 1 });
    for (const rules of [
      { window: 0, misses: 2 },
      { window: 10, misses: -1 },
      { window: 2.5, misses: 1 },
    ]) {
      expect(() => computeStreak([], rules)).toThrow(RangeError);
    }
  });
});

describe(`a streak, for any days (seed ${SEED})`, () => {
  const settings = { seed: SEED, numRuns: 400 };
  const anyRules = fc.record({
    window: fc.integer({ min: 1, max: 12 }),
    misses: fc.integer({ min: 0, max: 4 }),
  });
  const anyFlags = fc.oneof(
    { weight: 3, arbitrary: fc.record({ kept: fc.boolean() }) },
    {
      weight: 1,
      arbitrary: fc.record({
        scheduled: fc.boolean(),
        kept: fc.boolean(),
        paused: fc.boolean(),
        holiday: fc.boolean(),
        open: fc.boolean(),
        withdrawn: fc.boolean(),
      }),
    },
  );
  const anyDays = fc
    .array(anyFlags, { maxLength: 36 })
    .map((all) => all.map((flags, index) => day(index, flags)));

  test('equals the definition tried on every stretch', () => {
    fc.assert(
      fc.property(anyDays, anyRules, (all, rules) => {
        expect(computeStreak(all, rules)).toMatchObject(naive(all, rules));
      }),
      settings,
    );
  });

  test('never falls, current nor longest, by one more answered day', () => {
    fc.assert(
      fc.property(anyDays, anyRules, fc.nat(), (all, rules, which) => {
        const better = all.map((one, index) => (index === which % all.length ? { ...one, kept: true } : one));
        const [before, after] = [computeStreak(all, rules), computeStreak(better, rules)];
        expect(after.current).toBeGreaterThanOrEqual(before.current);
        expect(after.longest).toBeGreaterThanOrEqual(before.longest);
      }),
      settings,
    );
  });

  test('does not depend on the order of the days', () => {
    const shuffled = anyDays.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, anyRules, ([all, mixed], rules) => {
        expect(computeStreak(mixed, rules)).toEqual(computeStreak(all, rules));
      }),
      settings,
    );
  });

  test('day by day, the longest of all is the best any earlier day saw', () => {
    fc.assert(
      fc.property(anyDays, anyRules, (all, rules) => {
        const seen = all.map((_, index) => computeStreak(all.slice(0, index + 1), rules).current);
        expect(computeStreak(all, rules).longest).toBe(Math.max(0, ...seen));
      }),
      settings,
    );
  });

  test('says truly what the next miss would leave, and that the misses left over cost nothing', () => {
    fc.assert(
      fc.property(anyDays, anyRules, (all, rules) => {
        const streak = computeStreak(all, rules);
        const missed = day(all.length);
        expect(computeStreak([...all, missed], rules).current).toBe(streak.currentAfterNextMiss);
        expect(streak.missesUsed.length).toBeLessThanOrEqual(rules.misses);
        if (streak.missesUsed.length < rules.misses) expect(streak.currentAfterNextMiss).toBe(streak.current);
      }),
      settings,
    );
  });
});
