import { describe, expect, test } from 'vitest';
import {
  addDays,
  isLocalDate,
  isoWeekday,
  localDateAt,
  parseLocalDate,
  parseLocalTime,
  parseZone,
  startOfLocalDate,
  systemClock,
} from '../../src/core/time.ts';
import { createTestClock } from '../support/clock.ts';

describe('a wall time', () => {
  test.each([
    ['09:00', '09:00'],
    ['9:30', '09:30'],
    [' 23:59 ', '23:59'],
    ['9.30', '09:30'],
    ['9am', '09:00'],
    ['9:30 pm', '21:30'],
    ['9:30 P.M.', '21:30'],
    ['12am', '00:00'],
    ['12 pm', '12:00'],
    ['0:05', '00:05'],
  ])('reads %j as %s', (text, time) => {
    expect(parseLocalTime(text)).toEqual({ ok: true, value: time });
  });

  test('refuses 25:00 and says what to write', () => {
    expect(parseLocalTime('25:00')).toEqual({
      ok: false,
      message: '25:00 is not a time. Use 24-hour time such as 09:30.',
    });
  });

  test.each(['', '9', '24:00', '09:60', '9:5', '13pm', '0am', '-1:00', '09:00:00', 'nine', '٠٩:٠٠'])(
    'refuses %j',
    (text) => {
      expect(parseLocalTime(text)).toMatchObject({
        ok: false,
        message: expect.stringContaining('such as 09:30'),
      });
    },
  );

  test('repeats no more than a line of what was typed', () => {
    const parsed = parseLocalTime(`nine\n\u0007${'x'.repeat(5000)}`);
    expect(parsed).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^nine x{35}… is not a time\./),
    });
  });
});

describe('a time zone', () => {
  test.each([
    ['Europe/London', 'Europe/London'],
    ['europe/london', 'Europe/London'],
    [' AMERICA/NEW_YORK ', 'America/New_York'],
    ['America/New York', 'America/New_York'],
    ['asia/kathmandu', 'Asia/Kathmandu'],
    ['utc', 'UTC'],
    ['america/argentina/buenos_aires', 'America/Argentina/Buenos_Aires'],
  ])('reads %j as %s', (text, zone) => {
    expect(parseZone(text)).toEqual({ ok: true, value: zone });
  });

  test('accepts every zone that Intl lists, in any case', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      expect(parseZone(zone.toUpperCase())).toEqual({ ok: true, value: zone });
    }
  });

  test.each(['+05:30', '-0530', '+5', 'UTC+5', 'GMT-3', '−05:30'])('refuses the offset %s', (text) => {
    expect(parseZone(text)).toEqual({
      ok: false,
      message: `${text} is an offset, which does not follow summer time. Use the name of a place, such as Asia/Kolkata or Europe/London.`,
    });
  });

  test('names the zone of a city that was typed alone', () => {
    expect(parseZone('new york')).toEqual({
      ok: false,
      message: 'new york is not a time zone. Use America/New_York if you mean that one.',
    });
  });

  test.each(['EST', 'PST', 'IST', 'Mars/Olympus', '', 'Europe/London; drop table', '/'])(
    'refuses %j',
    (text) => {
      expect(parseZone(text)).toMatchObject({
        ok: false,
        message: expect.stringContaining('Use a name such as'),
      });
    },
  );
});

describe('a local date', () => {
  test('reads a date that exists', () => {
    expect(parseLocalDate(' 2028-02-29 ')).toEqual({ ok: true, value: '2028-02-29' });
  });

  test.each([
    '2027-02-29',
    '2026-13-01',
    '2026-1-5',
    '20260105',
    '0000-01-01',
    '2026-01-05T00:00',
    'today',
    '',
  ])('refuses %j', (text) => {
    expect(isLocalDate(text)).toBe(false);
    expect(parseLocalDate(text)).toMatchObject({
      ok: false,
      message: expect.stringContaining('such as 2026-09-01'),
    });
  });

  test('counts days over the end of a year and of February', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
  });

  test('knows its ISO weekday', () => {
    expect([isoWeekday('2026-03-02'), isoWeekday('2026-03-08')]).toEqual([1, 7]);
  });

  test('is the calendar date of the zone, not of UTC', () => {
    const instant = Temporal.Instant.from('2026-03-01T20:00:00Z');
    expect(localDateAt(instant, 'Asia/Kathmandu')).toBe('2026-03-02');
    expect(localDateAt(instant, 'America/Sao_Paulo')).toBe('2026-03-01');
  });

  test('starts at 01:00 where summer time skips midnight, and not at all where the date was skipped', () => {
    expect(startOfLocalDate('2018-11-04', 'America/Sao_Paulo')?.toString()).toBe('2018-11-04T03:00:00Z');
    expect(startOfLocalDate('2011-12-30', 'Pacific/Apia')).toBeNull();
    expect(startOfLocalDate('2011-12-31', 'Pacific/Apia')?.toString()).toBe('2011-12-30T10:00:00Z');
  });
});

describe('clocks', () => {
  test('the system clock goes on by itself', () => {
    const before = systemClock.now();
    expect(Temporal.Instant.compare(systemClock.now(), before)).toBeGreaterThanOrEqual(0);
  });

  test('a test clock moves only when told to, and back as well', () => {
    const clock = createTestClock('2026-03-02T09:00:00Z');
    clock.advance({ days: 1, minutes: 30 });
    expect(clock.now().toString()).toBe('2026-03-03T09:30:00Z');
    clock.advance({ hours: -2 });
    expect(clock.now().toString()).toBe('2026-03-03T07:30:00Z');
    clock.set('2026-01-01T00:00:00Z');
    expect(clock.now().toString()).toBe('2026-01-01T00:00:00Z');
  });
});
