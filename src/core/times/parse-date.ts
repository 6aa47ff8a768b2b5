import { echoInput } from '../echo-input.ts';
import {
  addDays,
  fromPlainDate,
  isLocalDate,
  isoWeekday,
  toPlainDate,
  type LocalDate,
  type Parsed,
} from '../time.ts';
import { countOf, monthOf, weekdayOf } from './calendar-words.ts';

/** What to write, for every refusal of a date. */
export const DATE_HELP = 'Write a date such as 24 Dec, 2026-12-24, tomorrow or Monday.';

/** From which date on a day without a year, or a weekday, is looked for. */
export interface DateAnchor {
  readonly today: LocalDate;
  /** The earliest date meant; by default today. A weekday is then the first one from there on. */
  readonly earliest?: LocalDate;
  /** What to write instead, for a refusal; by default how one date is written. */
  readonly help?: string;
}

/**
 * Reads a date as people write it: `2026-12-24`, `24 Dec`, `Dec 24th 2026`, `today`, `tomorrow`, `yesterday`,
 * `Monday` and `next Monday` (the first one after today), `last Friday`, `in 3 days`. Without a year it is the
 * first such date from `earliest` on. Refuses, with a sentence, what is no date and what could be two, such as
 * 4/5. Pure.
 */
export function parseDate(text: string, anchor: DateAnchor): Parsed<LocalDate> {
  const said = text.trim().toLowerCase().replaceAll(/\s+/g, ' ').replace(/^on /, '');
  if (isLocalDate(said)) return { ok: true, value: said };
  const near = nearDate(said, anchor) ?? weekdayDate(said, anchor) ?? namedDate(said, anchor);
  if (near !== null) return { ok: true, value: near };
  if (/^\d{1,2}[./-]\d{1,2}([./-]\d{2,4})?\.?$/.test(said)) {
    return {
      ok: false,
      message: `${echoInput(text)} can be read in two ways. Write the month as a word, such as 24 Dec.`,
    };
  }
  const echo = echoInput(text);
  return {
    ok: false,
    message: `${echo === '' ? 'An empty text' : echo} is not a date I know. ${anchor.help ?? DATE_HELP}`,
  };
}

function nearDate(said: string, { today }: DateAnchor): LocalDate | null {
  if (said === 'today' || said === 'now') return today;
  if (said === 'tomorrow') return addDays(today, 1);
  if (said === 'yesterday') return addDays(today, -1);
  const ahead = /^in (\S+) (day|week)s?$/.exec(said);
  const count = ahead === null ? null : countOf(ahead[1] ?? '');
  return count === null ? null : addDays(today, count * (ahead?.[2] === 'week' ? 7 : 1));
}

function weekdayDate(said: string, { today, earliest }: DateAnchor): LocalDate | null {
  const [, way, word] = /^(?:(next|this|last) )?([a-z]+\.?)$/.exec(said) ?? [];
  const weekday = word === undefined ? null : weekdayOf(word);
  if (weekday === null) return null;
  if (way === 'last') return firstWeekday(addDays(today, -7), weekday);
  // Said on a Monday, "Monday" is the one to come; as the end of a range it may be the range's first day.
  return firstWeekday(earliest ?? addDays(today, 1), weekday);
}

function firstWeekday(from: LocalDate, weekday: number): LocalDate {
  return addDays(from, (weekday - isoWeekday(from) + 7) % 7);
}

function namedDate(said: string, { today, earliest }: DateAnchor): LocalDate | null {
  const parts = said
    .replaceAll(',', ' ')
    .split(' ')
    .filter((word) => word !== '' && word !== 'of' && word !== 'the');
  // "Thu 24 Dec": a weekday in front is only a help for readers.
  const [first = '', second = '', year, ...more] =
    weekdayOf(parts[0] ?? '') === null ? parts : parts.slice(1);
  if (more.length > 0 || (year !== undefined && !/^\d{4}$/.test(year))) return null;
  const day = dayOf(first) ?? dayOf(second);
  const month = monthOf(first) ?? monthOf(second);
  if (day === null || month === null) return null;
  if (year !== undefined) return dateOf(Number(year), month, day);
  const from = earliest ?? today;
  const start = toPlainDate(from).year;
  // 29 February may be four years away, eight around 2100.
  for (let offset = 0; offset <= 8; offset += 1) {
    const date = dateOf(start + offset, month, day);
    if (date !== null && date >= from) return date;
  }
  return null;
}

function dayOf(word: string): number | null {
  const [, digits] = /^(\d{1,2})(?:st|nd|rd|th|\.)?$/.exec(word) ?? [];
  return digits === undefined ? null : Number(digits);
}

function dateOf(year: number, month: number, day: number): LocalDate | null {
  try {
    return fromPlainDate(Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }));
  } catch {
    return null;
  }
}
