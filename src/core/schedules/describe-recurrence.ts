import { toPlainDate, type LocalDate } from '../time.ts';
import type { Recurrence } from './next-occurrence.ts';

const DAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** A schedule in words: `09:00 Europe/London, Monday to Friday, from 1 September 2026 to 18 December 2026`. */
export function describeRecurrence(recurrence: Recurrence): string {
  const season = describeDates(recurrence);
  const when = `${recurrence.time} ${recurrence.zone}, ${describeWeekdays(recurrence.weekdays)}`;
  return season === '' ? when : `${when}, ${season}`;
}

/** ISO weekdays in words that `parseWeekdays` reads back: `every day`, `Monday to Friday`, `Monday and Thursday`. */
export function describeWeekdays(weekdays: readonly number[]): string {
  if (weekdays.length === DAY_NAMES.length) return 'every day';
  const names = DAY_NAMES.filter((_, index) => weekdays.includes(index + 1));
  const [first, last] = [weekdays.at(0), weekdays.at(-1)];
  const inARow = first !== undefined && last !== undefined && last - first === weekdays.length - 1;
  if (inARow && weekdays.length > 2) return `${names.at(0)} to ${names.at(-1)}`;
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names);
}

/** A season in words, empty when there is none: `from 1 September 2026`, `until 18 December 2026`. */
export function describeDates(season: Pick<Recurrence, 'firstDate' | 'lastDate'>): string {
  const { firstDate, lastDate } = season;
  if (firstDate !== null && firstDate === lastDate) return `on ${describeDate(firstDate)}`;
  if (firstDate !== null && lastDate !== null)
    return `from ${describeDate(firstDate)} to ${describeDate(lastDate)}`;
  if (firstDate !== null) return `from ${describeDate(firstDate)}`;
  return lastDate === null ? '' : `until ${describeDate(lastDate)}`;
}

function describeDate(date: LocalDate): string {
  return toPlainDate(date).toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
}
