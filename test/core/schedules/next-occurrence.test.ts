import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  nextOccurrence,
  occurrenceOn,
  type Recurrence,
} from '../../../src/core/schedules/next-occurrence.ts';
import { addDays, isoWeekday, type LocalDate, type LocalTime } from '../../../src/core/time.ts';

const SEED = 20260301;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

function daily(zone: string, time: LocalTime, changes: Partial<Recurrence> = {}): Recurrence {
  return { time, zone, weekdays: EVERY_DAY, firstDate: null, lastDate: null, ...changes };
}

/** The occurrence in the zone's own clock, with its offset: `2026-03-08T03:30:00-04:00`. */
function on(recurrence: Recurrence, date: LocalDate): string | null {
  return occurrenceOn(recurrence, date)?.toString({ timeZone: recurrence.zone }) ?? null;
}

function next(recurrence: Recurrence, after: string, exclusiveLocalDate?: LocalDate): string | null {
  const instant = Temporal.Instant.from(after);
  const found = nextOccurrence(recurrence, {
    instant,
    ...(exclusiveLocalDate === undefined ? {} : { exclusiveLocalDate }),
  });
  return found === null ? null : `${found.localDate} ${found.instant.toString()}`;
}

describe('the wall time on a date', () => {
  test.each<[string, string, LocalTime, LocalDate, string]>([
    [
      'New York, spring: shifted by the gap',
      'America/New_York',
      '02:30',
      '2026-03-08',
      '2026-03-08T03:30:00-04:00',
    ],
    [
      'New York, spring: the hour before',
      'America/New_York',
      '01:59',
      '2026-03-08',
      '2026-03-08T01:59:00-05:00',
    ],
    [
      'New York, autumn: the first pass',
      'America/New_York',
      '01:30',
      '2026-11-01',
      '2026-11-01T01:30:00-04:00',
    ],
    ['New York, autumn: after it', 'America/New_York', '02:00', '2026-11-01', '2026-11-01T02:00:00-05:00'],
    ['London, spring', 'Europe/London', '01:15', '2026-03-29', '2026-03-29T02:15:00+01:00'],
    ['London, autumn: the first pass', 'Europe/London', '01:15', '2026-10-25', '2026-10-25T01:15:00+01:00'],
    [
      'Lord Howe, spring: half an hour',
      'Australia/Lord_Howe',
      '02:15',
      '2026-10-04',
      '2026-10-04T02:45:00+11:00',
    ],
    [
      'Lord Howe, autumn: the first pass',
      'Australia/Lord_Howe',
      '01:45',
      '2026-04-05',
      '2026-04-05T01:45:00+11:00',
    ],
    [
      'Lord Howe, autumn: before it',
      'Australia/Lord_Howe',
      '01:15',
      '2026-04-05',
      '2026-04-05T01:15:00+11:00',
    ],
    ['Kathmandu', 'Asia/Kathmandu', '09:00', '2026-06-01', '2026-06-01T09:00:00+05:45'],
    ['São Paulo, midnight skipped', 'America/Sao_Paulo', '00:00', '2018-11-04', '2018-11-04T01:00:00-02:00'],
    [
      'São Paulo, no summer time any more',
      'America/Sao_Paulo',
      '00:00',
      '2026-11-01',
      '2026-11-01T00:00:00-03:00',
    ],
    [
      'Toronto 1919, a gap over midnight',
      'America/Toronto',
      '23:45',
      '1919-03-30',
      '1919-03-31T00:45:00-04:00',
    ],
  ])('%s', (_, zone, time, date, expected) => {
    expect(on(daily(zone, time), date)).toBe(expected);
  });

  test('does not exist on a date that the zone skipped', () => {
    const apia = daily('Pacific/Apia', '09:00');
    expect(on(apia, '2011-12-29')).toBe('2011-12-29T09:00:00-10:00');
    expect(on(apia, '2011-12-30')).toBeNull();
    expect(on(apia, '2011-12-31')).toBe('2011-12-31T09:00:00+14:00');
  });

  test('is none on other weekdays and outside the season', () => {
    const season = daily('Europe/London', '09:00', {
      weekdays: [1, 3],
      firstDate: '2026-03-04',
      lastDate: '2026-03-09',
    });
    const dates: LocalDate[] = ['2026-03-02', '2026-03-04', '2026-03-05', '2026-03-09', '2026-03-11'];
    expect(dates.map((date) => on(season, date) !== null)).toEqual([false, true, false, true, false]);
  });
});

describe('the next occurrence', () => {
  test('is strictly after the instant', () => {
    const london = daily('Europe/London', '09:00');
    expect(next(london, '2026-01-05T08:59:59.999999999Z')).toBe('2026-01-05 2026-01-05T09:00:00Z');
    expect(next(london, '2026-01-05T09:00:00Z')).toBe('2026-01-06 2026-01-06T09:00:00Z');
  });

  test('skips the weekend on weekdays', () => {
    const weekdays = daily('Europe/London', '09:00', { weekdays: [1, 2, 3, 4, 5] });
    expect(next(weekdays, '2026-01-09T09:00:00Z')).toBe('2026-01-12 2026-01-12T09:00:00Z');
  });

  test('leaves out a skipped date, even when it was the only weekday of that week', () => {
    expect(next(daily('Pacific/Apia', '09:00'), '2011-12-29T19:00:00Z')).toBe(
      '2011-12-31 2011-12-30T19:00:00Z',
    );
    const fridays = daily('Pacific/Apia', '09:00', { weekdays: [5] });
    expect(next(fridays, '2011-12-23T19:00:00Z')).toBe('2012-01-06 2012-01-05T19:00:00Z');
  });

  test('never returns a date that was asked, after the time or the zone was changed', () => {
    const later = daily('Europe/London', '15:00');
    expect(next(later, '2026-01-05T09:05:00Z', '2026-01-05')).toBe('2026-01-06 2026-01-06T15:00:00Z');
    const west = daily('America/Los_Angeles', '09:00');
    expect(next(west, '2026-01-05T09:05:00Z', '2026-01-05')).toBe('2026-01-06 2026-01-06T17:00:00Z');
  });

  test('with a clock set back a month still waits for the first date that was not asked', () => {
    expect(next(daily('Europe/London', '09:00'), '2025-12-01T12:00:00Z', '2026-01-05')).toBe(
      '2026-01-06 2026-01-06T09:00:00Z',
    );
  });

  test('waits for the season and ends with it', () => {
    const season = daily('Asia/Kathmandu', '09:00', { firstDate: '2026-09-01', lastDate: '2026-09-02' });
    expect(next(season, '2026-01-01T00:00:00Z')).toBe('2026-09-01 2026-09-01T03:15:00Z');
    expect(next(season, '2026-09-01T03:15:00Z')).toBe('2026-09-02 2026-09-02T03:15:00Z');
    expect(next(season, '2026-09-02T03:15:00Z')).toBeNull();
  });

  test('finds a time pushed over midnight when asked in between', () => {
    const toronto = daily('America/Toronto', '23:45');
    expect(next(toronto, '1919-03-31T04:35:00Z')).toBe('1919-03-30 1919-03-31T04:45:00Z');
    expect(next(toronto, '1919-03-31T04:35:00Z', '1919-03-30')).toBe('1919-03-31 1919-04-01T03:45:00Z');
  });

  test(`takes every date of the schedule once, in order (seed ${SEED})`, () => {
    const zones = [
      'America/New_York',
      'Europe/London',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'America/Sao_Paulo',
    ];
    const recurrences = fc.record({
      zone: fc.constantFrom(...zones),
      time: fc.constantFrom<LocalTime>('00:00', '00:30', '01:30', '02:15', '02:30', '09:00', '23:59'),
      weekdays: fc.subarray(EVERY_DAY, { minLength: 1 }),
      start: fc.integer({ min: 0, max: 5000 }),
    });
    fc.assert(
      fc.property(recurrences, ({ zone, time, weekdays, start }) => {
        const recurrence = daily(zone, time, { weekdays });
        const from = addDays('2008-01-01', start);
        const until = addDays(from, 30);
        const expected: LocalDate[] = [];
        for (let date = from; date <= until; date = addDays(date, 1)) {
          const skipped = zone === 'Pacific/Apia' && date === '2011-12-30';
          if (weekdays.includes(isoWeekday(date)) && !skipped) expected.push(date);
        }
        const found: LocalDate[] = [];
        let instant = Temporal.Instant.from(`${addDays(from, -3)}T00:00:00Z`);
        let last = addDays(from, -1);
        for (;;) {
          const occurrence = nextOccurrence(recurrence, { instant, exclusiveLocalDate: last });
          if (occurrence === null || occurrence.localDate > until) break;
          expect(Temporal.Instant.compare(occurrence.instant, instant)).toBe(1);
          found.push(occurrence.localDate);
          ({ instant, localDate: last } = occurrence);
        }
        expect(found).toEqual(expected);
      }),
      { seed: SEED, numRuns: 150 },
    );
  });
});
