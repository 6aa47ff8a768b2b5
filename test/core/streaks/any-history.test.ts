import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { computeStreak } from '../../../src/core/streaks/compute-streak.ts';
import {
  deriveDayRecords,
  type DayRecordsInput,
  type ScheduleRound,
  type StreakAnswer,
} from '../../../src/core/streaks/day-records.ts';
import { addDays } from '../../../src/core/time.ts';
import { MONDAY, notAsked, round } from './sample-rounds.ts';

const SEED = 20260305;

describe(`a member's days and streak, for any history (seed ${SEED})`, () => {
  const settings = { seed: SEED, numRuns: 300 };
  const rules = { window: 6, misses: 2 };
  const anyDate = fc.integer({ min: 0, max: 20 }).map((index) => addDays(MONDAY, index));
  const anyRound = fc
    .record({
      channelId: fc.constantFrom('a', 'b'),
      index: fc.integer({ min: 0, max: 20 }),
      state: fc.constantFrom('posted', 'posted', 'posted', 'posted', 'withdrawn', 'skipped', 'due'),
      openHours: fc.constantFrom(20, 24, 24, 24, 72, 168),
    })
    .map(({ channelId, index, state, openHours }): ScheduleRound => {
      const made = round(channelId, index, { state });
      if (state === 'skipped' || state === 'due') return notAsked(channelId, index, state);
      return { ...made, closesAt: made.postedAt?.add({ hours: openHours }) ?? null };
    });
  const anyAnswer = fc
    .record({
      roundId: fc.oneof(
        fc.constant(null),
        fc
          .tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 0, max: 20 }))
          .map(([name, index]) => `${name}${index}`),
      ),
      hours: fc.integer({ min: 0, max: 22 * 24 }),
    })
    .map(({ roundId, hours }): StreakAnswer => ({
      roundId,
      at: Temporal.Instant.from(`${MONDAY}T09:30:00Z`).add({ hours }),
    }));
  const anyInput = fc.record({
    follows: fc.array(
      fc
        .tuple(fc.constantFrom('a', 'b'), anyDate, fc.option(fc.nat({ max: 15 })))
        .map(([channelId, from, days]) => ({
          channelId,
          from,
          until: days === null ? null : addDays(from, days),
        })),
      { minLength: 1, maxLength: 4 },
    ),
    rounds: fc.uniqueArray(anyRound, { minLength: 8, maxLength: 42, selector: (made) => made.roundId }),
    answers: fc.array(anyAnswer, { maxLength: 25 }),
    pauses: fc.array(
      fc.tuple(anyDate, fc.nat({ max: 4 })).map(([first, days]) => ({ first, last: addDays(first, days) })),
      { maxLength: 2 },
    ),
    holidays: fc.array(anyDate, { maxLength: 2 }),
    firstAnswerDate: fc.option(anyDate),
    now: fc
      .integer({ min: 24, max: 24 * 24 })
      .map((hours) => Temporal.Instant.from(`${MONDAY}T09:00:00Z`).add({ hours })),
  });
  const streakOf = (input: DayRecordsInput): { current: number; longest: number } =>
    computeStreak(deriveDayRecords(input), rules);

  test('one more answer, of any kind at any time, never lowers current or longest', () => {
    fc.assert(
      fc.property(anyInput, anyAnswer, (input, extra) => {
        const [before, after] = [streakOf(input), streakOf({ ...input, answers: [...input.answers, extra] })];
        expect(after.current).toBeGreaterThanOrEqual(before.current);
        expect(after.longest).toBeGreaterThanOrEqual(before.longest);
      }),
      settings,
    );
  });

  test('neither order nor duplicates matter', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const again: DayRecordsInput = {
          ...input,
          follows: [...input.follows, ...input.follows].toReversed(),
          rounds: [...input.rounds, ...input.rounds].toReversed(),
          answers: [...input.answers, ...input.answers].toReversed(),
          pauses: [...input.pauses, ...input.pauses].toReversed(),
          holidays: [...input.holidays, ...input.holidays].toReversed(),
        };
        expect(deriveDayRecords(again)).toEqual(deriveDayRecords(input));
      }),
      settings,
    );
  });

  test('an unanswered day that is excused counts as little as one that never was, and an answered one as always', () => {
    fc.assert(
      fc.property(anyInput, anyDate, (input, date) => {
        const records = deriveDayRecords(input);
        const isKept = records.some((record) => record.date === date && record.kept);
        const without = isKept ? records : records.filter((record) => record.date !== date);
        const expected = computeStreak(without, rules);
        const paused = { ...input, pauses: [...input.pauses, { first: date, last: date }] };
        const holiday = { ...input, holidays: [...input.holidays, date] };
        expect(computeStreak(deriveDayRecords(paused), rules)).toEqual(expected);
        expect(computeStreak(deriveDayRecords(holiday), rules)).toEqual(expected);
      }),
      settings,
    );
  });

  test('a pause never lowers current or longest', () => {
    fc.assert(
      fc.property(anyInput, anyDate, fc.nat({ max: 6 }), (input, first, days) => {
        const pauses = [...input.pauses, { first, last: addDays(first, days) }];
        const [before, after] = [streakOf(input), streakOf({ ...input, pauses })];
        expect(after.current).toBeGreaterThanOrEqual(before.current);
        expect(after.longest).toBeGreaterThanOrEqual(before.longest);
      }),
      settings,
    );
  });
});
