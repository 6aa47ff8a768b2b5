import { addDays, isLocalTime, toPlainDate, type LocalDate } from '../time.ts';
import type { ScheduleWish } from './keep-schedule.ts';
import { parseRecurrence } from './parse-recurrence.ts';

/** Days are counted from here in a draft. */
const EPOCH: LocalDate = '2000-01-01';

/**
 * A schedule that waits for its [Start it], in the button itself: at most 70 characters that an action may
 * carry. `target` is the channel's id, or the number of the schedule to change.
 */
export function encodeDraft(wish: ScheduleWish, target: string): string {
  const { time, zone, weekdays, firstDate, lastDate } = wish.recurrence;
  const days = weekdays.reduce((mask, day) => mask + 2 ** (day - 1), 0);
  return [
    time.replace(':', ''),
    zone,
    days,
    dayNumber(firstDate),
    dayNumber(lastDate),
    wish.threadAnswers ? 1 : 0,
    target,
  ].join('.');
}

/** Reads what {@link encodeDraft} wrote, checked like typed words; null for anything else. */
export function decodeDraft(text: string): { readonly wish: ScheduleWish; readonly target: string } | null {
  const [clock = '', zone = '', mask = '', first = '', last = '', threads = '', target = '', ...more] =
    text.split('.');
  const time = `${clock.slice(0, 2)}:${clock.slice(2)}`;
  if (more.length > 0 || !isLocalTime(time) || !/^\d{1,3}$/.test(mask) || !/^\d{1,19}$/.test(target))
    return null;
  const days = WEEKDAYS.filter((_, index) => (Number(mask) & (2 ** index)) !== 0);
  const firstDate = dateOf(first);
  const lastDate = dateOf(last);
  if (firstDate === undefined || lastDate === undefined) return null;
  const parsed = parseRecurrence({ time, zone, weekdays: days.join(','), firstDate, lastDate });
  return parsed.ok ? { wish: { recurrence: parsed.value, threadAnswers: threads === '1' }, target } : null;
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

function dayNumber(date: LocalDate | null): string {
  if (date === null) return '0';
  return toPlainDate(EPOCH).until(toPlainDate(date)).days.toString(36);
}

function dateOf(text: string): LocalDate | null | undefined {
  if (text === '0') return null;
  const days = /^[a-z0-9]{1,5}$/.test(text) ? Number.parseInt(text, 36) : Number.NaN;
  // The calendar's last year is 9999.
  return days <= 2_900_000 ? addDays(EPOCH, days) : undefined;
}
