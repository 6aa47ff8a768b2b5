import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeRecurrence, describeWeekdays } from '../../../src/core/schedules/describe-recurrence.ts';
import { parseRecurrence, parseWeekdays } from '../../../src/core/schedules/parse-recurrence.ts';

const SEED = 20260302;
const GOOD = { time: '9am', zone: 'europe/london', weekdays: 'weekdays' };

describe('weekdays', () => {
  test.each([
    ['weekdays', [1, 2, 3, 4, 5]],
    ['Weekday', [1, 2, 3, 4, 5]],
    ['weekends', [6, 7]],
    ['daily', [1, 2, 3, 4, 5, 6, 7]],
    ['every day', [1, 2, 3, 4, 5, 6, 7]],
    ['mon,wed,fri', [1, 3, 5]],
    ['Fri; mon  wed', [1, 3, 5]],
    ['Monday to Friday', [1, 2, 3, 4, 5]],
    ['mon - thurs', [1, 2, 3, 4]],
    ['Tues through Thurs', [2, 3, 4]],
    ['sat–mon', [1, 6, 7]],
    ['Tuesdays and Thursdays', [2, 4]],
    ['every Monday', [1]],
    ['weekdays, sat', [1, 2, 3, 4, 5, 6]],
    ['mon, Monday, mon to tue', [1, 2]],
    ['sun', [7]],
    ['fri to fri', [5]],
  ])('reads %j', (text, days) => {
    expect(parseWeekdays(text)).toEqual({ ok: true, value: days });
  });

  test('refuses a word that is no day, names it and shows what to write', () => {
    expect(parseWeekdays('mon, funday')).toEqual({
      ok: false,
      message: 'funday is not a day of the week. Use weekdays, weekends, daily, or days such as mon,wed,fri.',
    });
  });

  test.each(['', ' , ', 'mo', 'monda', '1,2', 'mon-', 'mon-wed-fri', 'and', 'mon.wed'])(
    'refuses %j',
    (text) => {
      expect(parseWeekdays(text)).toMatchObject({
        ok: false,
        message: expect.stringContaining('such as mon,wed,fri'),
      });
    },
  );

  test('are read back from the words that describe them, for each of the 127 sets', () => {
    const seen = new Set<string>();
    for (let bits = 1; bits < 128; bits += 1) {
      const days = [1, 2, 3, 4, 5, 6, 7].filter((day) => (bits & (1 << (day - 1))) !== 0);
      const words = describeWeekdays(days);
      seen.add(words);
      expect(parseWeekdays(words)).toEqual({ ok: true, value: days });
    }
    expect(seen.size).toBe(127);
  });
});

describe('a schedule', () => {
  test('is read from words and described in words', () => {
    const parsed = parseRecurrence({ ...GOOD, firstDate: '', lastDate: null });
    const value = {
      time: '09:00',
      zone: 'Europe/London',
      weekdays: [1, 2, 3, 4, 5],
      firstDate: null,
      lastDate: null,
    };
    expect(parsed).toEqual({ ok: true, value });
    expect(parsed.ok && describeRecurrence(parsed.value)).toBe('09:00 Europe/London, Monday to Friday');
  });

  test.each([
    [{ weekdays: 'daily' }, '09:00 Europe/London, every day'],
    [{ weekdays: 'weekends' }, '09:00 Europe/London, Saturday and Sunday'],
    [{ weekdays: 'mon,wed,fri' }, '09:00 Europe/London, Monday, Wednesday and Friday'],
    [{ firstDate: '2026-09-01' }, '09:00 Europe/London, Monday to Friday, from 1 September 2026'],
    [{ lastDate: '2026-12-18' }, '09:00 Europe/London, Monday to Friday, until 18 December 2026'],
    [
      { firstDate: '2026-09-01', lastDate: '2026-12-18' },
      '09:00 Europe/London, Monday to Friday, from 1 September 2026 to 18 December 2026',
    ],
    [
      { firstDate: '2026-09-01', lastDate: '2026-09-01' },
      '09:00 Europe/London, Monday to Friday, on 1 September 2026',
    ],
  ])('with %j reads "%s"', (changes, words) => {
    const parsed = parseRecurrence({ ...GOOD, ...changes });
    expect(parsed.ok ? describeRecurrence(parsed.value) : parsed.message).toBe(words);
  });

  test('is refused with every problem at once, each naming its field', () => {
    const parsed = parseRecurrence({
      time: '25:00',
      zone: '+05:30',
      weekdays: 'someday',
      firstDate: '1 May',
    });
    expect(parsed).toEqual({
      ok: false,
      message: expect.stringMatching(
        /^25:00 is not a time\. Use 24-hour time such as 09:30\. \+05:30 is an offset/,
      ),
      problems: [
        { field: 'time', message: '25:00 is not a time. Use 24-hour time such as 09:30.' },
        { field: 'zone', message: expect.stringContaining('such as Asia/Kolkata') },
        { field: 'weekdays', message: expect.stringContaining('such as mon,wed,fri') },
        { field: 'firstDate', message: '1 May is not a date. Write year-month-day, such as 2026-09-01.' },
      ],
    });
  });

  test('is refused when its first date is after its last', () => {
    expect(parseRecurrence({ ...GOOD, firstDate: '2026-09-02', lastDate: '2026-09-01' })).toMatchObject({
      problems: [
        {
          field: 'lastDate',
          message:
            'The first date 2026-09-02 is after the last date 2026-09-01. Use a last date such as 2026-09-02 or later.',
        },
      ],
    });
  });

  test('is refused when its season holds no question day', () => {
    expect(parseRecurrence({ ...GOOD, firstDate: '2026-09-05', lastDate: '2026-09-06' })).toMatchObject({
      ok: false,
      message:
        'The season from 5 September 2026 to 6 September 2026 has no question day (Monday to Friday). Use daily, or a longer season.',
    });
    const skipped = { ...GOOD, zone: 'Pacific/Apia', firstDate: '2011-12-30', lastDate: '2011-12-30' };
    expect(parseRecurrence(skipped)).toMatchObject({ ok: false });
    expect(parseRecurrence({ ...skipped, zone: 'Pacific/Kiritimati' })).toMatchObject({ ok: true });
  });

  test(`never throws, and every refusal is one line that ends in a full stop (seed ${SEED})`, () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom('9am', '09:00', 'UTC', 'mon', 'mon-', '2026-09-01', 'a/b', '\u0000', '\ud800'),
    );
    const input = fc.record({ time: words, zone: words, weekdays: words, firstDate: words, lastDate: words });
    fc.assert(
      fc.property(input, (given) => {
        const parsed = parseRecurrence(given);
        if (parsed.ok) return;
        expect(parsed.problems.length).toBeGreaterThan(0);
        for (const { message } of parsed.problems) expect(message).toMatch(/^\P{C}{10,250}\.$/u);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});
