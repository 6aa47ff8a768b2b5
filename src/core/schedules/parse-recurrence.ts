import { echoInput } from '../echo-input.ts';
import {
  parseLocalDate,
  parseLocalTime,
  parseZone,
  toPlainDate,
  type LocalDate,
  type Parsed,
} from '../time.ts';
import { describeDates, describeWeekdays } from './describe-recurrence.ts';
import { nextOccurrence, type Recurrence } from './next-occurrence.ts';

/** What an organizer typed or picked. Missing or blank dates mean no season. */
export type RecurrenceInput = {
  readonly time: string;
  readonly zone: string;
  readonly weekdays: string;
  readonly firstDate?: string | null;
  readonly lastDate?: string | null;
};

/** One part of the input that was refused, with a sentence that says what to write instead. */
export type RecurrenceProblem = { readonly field: keyof RecurrenceInput; readonly message: string };

/** A schedule that can be kept, or every problem at once; `message` is their sentences in one line. */
export type ParsedRecurrence =
  | { readonly ok: true; readonly value: Recurrence }
  | { readonly ok: false; readonly message: string; readonly problems: readonly RecurrenceProblem[] };

/**
 * Reads a schedule from an organizer's words. Refuses a time, zone, weekday or date that does not exist, a first date
 * after the last one, and a season without a single question day.
 */
export function parseRecurrence(input: RecurrenceInput): ParsedRecurrence {
  const problems: RecurrenceProblem[] = [];
  const take = <T>(field: keyof RecurrenceInput, parsed: Parsed<T>): T | null => {
    if (parsed.ok) return parsed.value;
    problems.push({ field, message: parsed.message });
    return null;
  };
  const time = take('time', parseLocalTime(input.time));
  const zone = take('zone', parseZone(input.zone));
  const weekdays = take('weekdays', parseWeekdays(input.weekdays));
  const firstDate = take('firstDate', parseOptionalDate(input.firstDate));
  const lastDate = take('lastDate', parseOptionalDate(input.lastDate));
  if (firstDate !== null && lastDate !== null && firstDate > lastDate) {
    problems.push({
      field: 'lastDate',
      message: `The first date ${firstDate} is after the last date ${lastDate}. Use a last date such as ${firstDate} or later.`,
    });
  }
  if (time === null || zone === null || weekdays === null || problems.length > 0) return refuse(problems);
  const recurrence: Recurrence = { time, zone, weekdays, firstDate, lastDate };
  return hasQuestionDay(recurrence) ? { ok: true, value: recurrence } : refuse([emptySeason(recurrence)]);
}

/**
 * Reads weekdays as ISO numbers, sorted and unique: `weekdays`, `weekends`, `daily`, `mon,wed,fri`,
 * `Tuesday and Thursday`, `Monday to Friday`, `sat-mon`.
 */
export function parseWeekdays(text: string): Parsed<readonly number[]> {
  const days = new Set<number>();
  const items = text
    .toLowerCase()
    .replace(/\bevery\s+day\b/gu, 'daily')
    .replace(/\s*(?:[-–—]|\b(?:to|through|until)\b)\s*/gu, '-')
    .split(/(?:[\s,;+&/]|\band\b|\bevery\b|\bon\b)+/u)
    .filter((item) => item !== '');
  for (const item of items) {
    const found = weekdaysOf(item);
    if (found === null) return refuseWeekdays(item);
    for (const day of found) days.add(day);
  }
  if (days.size === 0) return refuseWeekdays(text);
  return { ok: true, value: [...days].sort((a, b) => a - b) };
}

const DAY_WORD =
  /^(?:(mon)(?:days?)?|(tue)(?:s|sdays?)?|(wed)(?:s|nesdays?)?|(thu)(?:r|rs|rsdays?)?|(fri)(?:days?)?|(sat)(?:urdays?)?|(sun)(?:days?)?)$/u;

function weekdaysOf(item: string): readonly number[] | null {
  if (/^(?:weekdays?|workdays?)$/u.test(item)) return [1, 2, 3, 4, 5];
  if (/^weekends?$/u.test(item)) return [6, 7];
  if (/^(?:daily|everyday)$/u.test(item)) return [1, 2, 3, 4, 5, 6, 7];
  const [first, last, ...more] = item.split('-').map(weekdayOf);
  if (first === undefined || first === null || last === null || more.length > 0) return null;
  const length = last === undefined ? 1 : ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, step) => ((first - 1 + step) % 7) + 1);
}

function weekdayOf(word: string): number | null {
  const groups = DAY_WORD.exec(word)?.slice(1) ?? [];
  const index = groups.findIndex((group) => group !== undefined);
  return index === -1 ? null : index + 1;
}

function refuseWeekdays(text: string): Parsed<never> {
  const said = echoInput(text);
  return {
    ok: false,
    message: `${said === '' ? 'An empty text' : said} is not a day of the week. Use weekdays, weekends, daily, or days such as mon,wed,fri.`,
  };
}

function parseOptionalDate(text: string | null | undefined): Parsed<LocalDate | null> {
  return text === null || text === undefined || text.trim() === ''
    ? { ok: true, value: null }
    : parseLocalDate(text);
}

function hasQuestionDay(recurrence: Recurrence): boolean {
  if (recurrence.firstDate === null || recurrence.lastDate === null) return true;
  // Two days earlier in UTC is before the season's first occurrence in every zone.
  const before = toPlainDate(recurrence.firstDate).subtract({ days: 2 }).toZonedDateTime('UTC').toInstant();
  return nextOccurrence(recurrence, { instant: before }) !== null;
}

function emptySeason(recurrence: Recurrence): RecurrenceProblem {
  const days = describeWeekdays(recurrence.weekdays);
  return {
    field: 'weekdays',
    message: `The season ${describeDates(recurrence)} has no question day (${days}). Use daily, or a longer season.`,
  };
}

function refuse(problems: readonly RecurrenceProblem[]): ParsedRecurrence {
  return { ok: false, message: problems.map((problem) => problem.message).join(' '), problems };
}
