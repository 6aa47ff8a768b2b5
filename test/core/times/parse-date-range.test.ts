import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateWords, rangeWords } from '../../../src/core/times/date-words.ts';
import { parseDateRange } from '../../../src/core/times/parse-date-range.ts';
import { parseDate } from '../../../src/core/times/parse-date.ts';
import { addDays, isLocalDate, type LocalDate } from '../../../src/core/time.ts';

/** A Tuesday. */
const TODAY = '2026-11-24';

describe('a stretch of days in natural words', () => {
  it.each([
    ['until Monday', '2026-11-24', '2026-11-30'],
    ['until next Monday', '2026-11-24', '2026-11-30'],
    ['till tuesday', '2026-11-24', '2026-12-01'],
    ['2 weeks', '2026-11-24', '2026-12-07'],
    ['for two weeks', '2026-11-24', '2026-12-07'],
    ['a week', '2026-11-24', '2026-11-30'],
    ['1 month', '2026-11-24', '2026-12-23'],
    ['24 Dec to 2 Jan', '2026-12-24', '2027-01-02'],
    ['Dec 24th – Jan 2nd', '2026-12-24', '2027-01-02'],
    ['24 to 26 Dec', '2026-12-24', '2026-12-26'],
    ['24-26 dec', '2026-12-24', '2026-12-26'],
    ['2026-12-24 to 2027-01-02', '2026-12-24', '2027-01-02'],
    ['2026-12-24..2027-01-02', '2026-12-24', '2027-01-02'],
    ['Thu 24 Dec for 10 days', '2026-12-24', '2027-01-02'],
    ['from Monday for 2 weeks', '2026-11-30', '2026-12-13'],
    ['Monday to Wednesday', '2026-11-30', '2026-12-02'],
    ['next week', '2026-11-30', '2026-12-06'],
    ['this week', '2026-11-24', '2026-11-29'],
    ['tomorrow', '2026-11-25', '2026-11-25'],
  ])('"%s" is %s to %s', (said, first, last) => {
    expect(parseDateRange(said, TODAY)).toEqual({ ok: true, value: { first, last } });
  });

  it.each([
    ['yesterday', '2026-11-23', '2026-11-23'],
    ['since Friday', '2026-11-20', '2026-11-24'],
    ['last Friday', '2026-11-20', '2026-11-20'],
    ['last week', '2026-11-16', '2026-11-22'],
    ['I was ill on Thursday', '2026-11-19', '2026-11-19'],
    ['I was sick yesterday', '2026-11-23', '2026-11-23'],
    ['ill since Friday', '2026-11-20', '2026-11-24'],
    ['on vacation until Monday', '2026-11-24', '2026-11-30'],
    ["I'm away on Thursday", '2026-11-26', '2026-11-26'],
    ['20 Nov', '2026-11-20', '2026-11-20'],
    ['20 Nov to 23 Nov', '2026-11-20', '2026-11-23'],
  ])('what was forgotten may be said afterwards: "%s" is %s to %s', (said, first, last) => {
    expect(parseDateRange(said, TODAY)).toEqual({ ok: true, value: { first, last } });
  });

  it.each([
    '24/12',
    '24.12. to 2.1.',
    'banana',
    '',
    '0 days',
    'until 31 feb',
    '2026-12-24 to 2026-12-01',
    'a to b to c',
  ])('refuses "%s" with a sentence that says what to write', (said) => {
    const parsed = parseDateRange(said, TODAY);
    expect(parsed.ok ? '' : parsed.message).toMatch(/\. Write /);
  });

  it('never throws, and what it reads is in order, whatever is typed', () => {
    const words = fc.constantFrom(
      'until',
      'since',
      'from',
      'for',
      'to',
      '-',
      '..',
      'next',
      'last',
      'monday',
      'fri',
      '24',
      '999',
      'dec',
      'week',
      'months',
      'a',
      '2026-12-24',
      '9999-12-31',
      'in',
      '29',
      'feb',
      '.',
    );
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(words, { maxLength: 6 }).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(text, (said) => {
        const parsed = parseDateRange(said, TODAY);
        if (parsed.ok) expect(parsed.value.first <= parsed.value.last).toBe(true);
        else expect(parsed.message.length).toBeGreaterThan(10);
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads back what it echoes', () => {
    const date = fc.integer({ min: -6, max: 400 }).map((days): LocalDate => addDays(TODAY, days));
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 300 }), (first, length) => {
        const range = { first, last: addDays(first, length) };
        expect(parseDateRange(rangeWords(range, TODAY), TODAY)).toEqual({ ok: true, value: range });
      }),
    );
  });
});

describe('one date in natural words', () => {
  it.each([
    ['2026-12-24', '2026-12-24'],
    ['24 Dec', '2026-12-24'],
    ['December 24, 2027', '2027-12-24'],
    ['the 1st of January', '2027-01-01'],
    ['Tuesday', '2026-12-01'],
    ['in 3 days', '2026-11-27'],
    ['29 Feb', '2028-02-29'],
  ])('"%s" is %s', (said, date) => {
    expect(parseDate(said, { today: TODAY })).toEqual({ ok: true, value: date });
  });

  it('is shown with its year only when that is another one', () => {
    expect(isLocalDate(TODAY) && dateWords(TODAY, TODAY)).toBe('Tue 24 Nov');
    expect(dateWords('2027-01-02', TODAY)).toBe('Sat 2 Jan 2027');
  });
});
