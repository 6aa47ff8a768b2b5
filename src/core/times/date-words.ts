import { toPlainDate, type LocalDate } from '../time.ts';

/** Fixed names, so that no version of ICU changes what people read. */
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** A date in full, "Tue 24 Nov", with the year when it is another one than today's. */
export function dateWords(date: LocalDate, today: LocalDate): string {
  const plain = toPlainDate(date);
  const words = `${WEEKDAYS[plain.dayOfWeek - 1] ?? ''} ${plain.day} ${MONTHS[plain.month - 1] ?? ''}`;
  return date.slice(0, 4) === today.slice(0, 4) ? words : `${words} ${plain.year}`;
}

/** "Tue 24 Nov to Mon 30 Nov", or one date when both are the same. */
export function rangeWords(
  range: { readonly first: LocalDate; readonly last: LocalDate },
  today: LocalDate,
): string {
  const first = dateWords(range.first, today);
  return range.first === range.last ? first : `${first} to ${dateWords(range.last, today)}`;
}
