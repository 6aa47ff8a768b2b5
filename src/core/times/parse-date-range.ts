import { echoInput } from '../echo-input.ts';
import { addDays, fromPlainDate, isoWeekday, toPlainDate, type LocalDate, type Parsed } from '../time.ts';
import { countOf, monthOf } from './calendar-words.ts';
import { parseDate, type DateAnchor } from './parse-date.ts';

/** Dates from `first` to `last`, both inclusive. */
export interface DateRange {
  readonly first: LocalDate;
  readonly last: LocalDate;
}

/** What to write, for every refusal of a stretch of days. */
export const RANGE_HELP = 'Write for example: until Monday, 2 weeks, or 24 Dec to 2 Jan.';

/** A day without a year, or a weekday, may lie so many days back: what was forgotten is said afterwards. */
const LOOK_BACK_DAYS = 7;

/**
 * Reads a stretch of days as people write it: `until Monday` (today to that day), `2 weeks` and `for 10 days`
 * (from today), `from Monday for a week`, `24 Dec to 2 Jan`, `2026-12-24..2027-01-02`, `next week`, `last week`, `since
 * Friday` (to today), or one date. Both ends are inclusive. Refuses, with a sentence, what it cannot read and an
 * end before its beginning. Pure.
 */
export function parseDateRange(text: string, today: LocalDate): Parsed<DateRange> {
  const said = withoutReason(
    text.trim().toLowerCase().replaceAll(/[–—]/g, '-').replaceAll(/\s+/g, ' ').replace(/\.$/, ''),
  );
  try {
    return inOrder(
      readWeek(said, today) ?? readOpen(said, today) ?? readLength(said, today) ?? readEnds(said, today),
      text,
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { ok: false, message: `${echoInput(text)} is too far away. ${RANGE_HELP}` };
  }
}

function inOrder(range: Parsed<DateRange>, text: string): Parsed<DateRange> {
  if (!range.ok || range.value.first <= range.value.last) return range;
  return { ok: false, message: `${echoInput(text)} ends before it begins. ${RANGE_HELP}` };
}

/** "I was ill on Thursday" is "last Thursday", "away until Monday" is "until Monday": why does not matter here. */
function withoutReason(said: string): string {
  const [whole, past] =
    /^(?:i(?:'m| am| will be| (was|have been|'ve been))? )?(?:ill|sick|unwell|away|off|on holiday|on vacation|busy) (?:on )?/.exec(
      said,
    ) ?? [];
  if (whole === undefined) return said;
  const rest = said.slice(whole.length);
  return past !== undefined && /^[a-z]+day$/.test(rest) && rest !== 'today' && rest !== 'yesterday'
    ? `last ${rest}`
    : rest;
}

/** "this week" from today, "next week" and "last week" from Monday, each to Sunday. */
function readWeek(said: string, today: LocalDate): Parsed<DateRange> | null {
  const sunday = addDays(today, 7 - isoWeekday(today));
  if (/^(?:this|the rest of (?:this|the)) week$/.test(said))
    return { ok: true, value: { first: today, last: sunday } };
  if (said === 'next week')
    return { ok: true, value: { first: addDays(sunday, 1), last: addDays(sunday, 7) } };
  if (said === 'last week')
    return { ok: true, value: { first: addDays(sunday, -13), last: addDays(sunday, -7) } };
  return null;
}

/** "until …" from today, "since …" up to today. */
function readOpen(said: string, today: LocalDate): Parsed<DateRange> | null {
  const [, word, rest = ''] = /^(until|till|til|through|to|since) (.+)$/.exec(said) ?? [];
  if (word === undefined) return null;
  if (word === 'since') {
    const first = parseDate(/^[a-z]+\.?$/.test(rest) ? `last ${rest}` : rest, {
      today,
      earliest: back(today),
    });
    const found = first.ok ? first : parseDate(rest, { today, earliest: back(today), help: RANGE_HELP });
    return found.ok ? { ok: true, value: { first: found.value, last: today } } : found;
  }
  const last = parseDate(rest, { today, help: RANGE_HELP });
  return last.ok ? { ok: true, value: { first: today, last: last.value } } : last;
}

/** "2 weeks", "for 10 days", "from Monday for a week". */
function readLength(said: string, today: LocalDate): Parsed<DateRange> | null {
  const [, from, number = '', unit] =
    /^(?:(?:from )?(.+?) )??(?:for )?(\S+) (day|week|month)s?$/.exec(said) ?? [];
  const count = countOf(number);
  if (unit === undefined || count === null) return null;
  if (count === 0) return { ok: false, message: `${echoInput(said)} is no day at all. ${RANGE_HELP}` };
  const first =
    from === undefined ? ({ ok: true, value: today } as const) : parseDate(from, startAnchor(from, today));
  if (!first.ok) return first;
  const lengths = { day: { days: count }, week: { weeks: count }, month: { months: count } } as const;
  const length = unit === 'day' ? lengths.day : unit === 'week' ? lengths.week : lengths.month;
  const last = fromPlainDate(toPlainDate(first.value).add(length).subtract({ days: 1 }));
  return { ok: true, value: { first: first.value, last } };
}

/** "24 Dec to 2 Jan", "from Monday until Friday", or one date. */
function readEnds(said: string, today: LocalDate): Parsed<DateRange> {
  const [start = '', end, ...more] = said
    .replace(/^from /, '')
    .split(
      / (?:to|until|till|til|through) | - |\.\.+|(?<=\d{4}-\d{2}-\d{2})-(?=\d{4})|(?<=^\d{1,2})-(?=\d{1,2} )/,
    );
  if (more.length > 0)
    return { ok: false, message: `${echoInput(said)} has more than two dates. ${RANGE_HELP}` };
  const first = parseDate(withMonth(start, end), startAnchor(start, today));
  if (!first.ok) return first;
  if (end === undefined) return { ok: true, value: { first: first.value, last: first.value } };
  const last = parseDate(end, { today, earliest: first.value, help: RANGE_HELP });
  return last.ok ? { ok: true, value: { first: first.value, last: last.value } } : last;
}

/** A day with its month may be one of the last week; a bare weekday is the one to come, today included. */
function startAnchor(start: string, today: LocalDate): DateAnchor {
  return { today, earliest: /\d/.test(start) ? back(today) : today, help: RANGE_HELP };
}

/** "24 to 26 Dec": the first day is of the second one's month. */
function withMonth(start: string, end: string | undefined): string {
  const month = end?.split(' ').find((word) => monthOf(word) !== null);
  return month !== undefined && /^\d{1,2}(?:st|nd|rd|th)?$/.test(start) ? `${start} ${month}` : start;
}

function back(today: LocalDate): LocalDate {
  return addDays(today, -LOOK_BACK_DAYS);
}
