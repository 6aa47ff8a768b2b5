import { z } from 'zod';
import { echoInput } from '../../echo-input.ts';
import { parseWeekdays } from '../../schedules/parse-recurrence.ts';
import { addDays, isLocalTime, isoWeekday, localDateAt, parseLocalTime, toPlainDate } from '../../time.ts';
import type { LocalTime, Parsed } from '../../time.ts';
import { mergeStretches, type Stretch } from '../match/stretch.ts';

const timeSchema = z.custom<LocalTime>((value) => typeof value === 'string' && isLocalTime(value));

/** A stretch of each week: weekday (1 is Monday) and wall times; which zone's clock is said beside it. */
export const slotSchema = z.object({ day: z.int().min(1).max(7), from: timeSchema, until: timeSchema });
export type Slot = z.infer<typeof slotSchema>;

/** So many slots can be kept. */
export const SLOTS_MAX = 14;
/** Shorter ones fit no mock, in minutes: one half and a little. */
const SHORTEST_MINUTES = 30;

export const SLOTS_HELP = 'Write days and times such as: Tue 18:00-21:00, Sat and Sun 10:00-12:00.';

/**
 * Reads "Tue 18:00-21:00, Sat and Sun 10am-12:00" into slots, sorted by day and time. Refuses, with a
 * sentence, what is no day or no time, an end before its beginning, slots under {@link SHORTEST_MINUTES}
 * minutes and more than {@link SLOTS_MAX} of them. Pure.
 */
export function parseSlots(text: string): Parsed<readonly Slot[]> {
  const slots: Slot[] = [];
  for (const item of text.split(/[,;\n]+/).map((one) => one.trim())) {
    if (item === '') continue;
    const found =
      /^(.*?)\s*(\d[\d:.]*\s*(?:[ap]\.?m\.?)?)\s*(?:-|–|—|to|until)\s*(\d[\d:.]*\s*(?:[ap]\.?m\.?)?)$/iu.exec(
        item,
      );
    const [, days = '', first = '', last = ''] = found ?? [];
    if (found === null || days === '')
      return { ok: false, message: `"${echoInput(item)}" is no day with two times. ${SLOTS_HELP}` };
    const weekdays = parseWeekdays(days);
    if (!weekdays.ok) return { ok: false, message: `${weekdays.message} ${SLOTS_HELP}` };
    const [from, until] = [readTime(first), readTime(last)];
    if (!from.ok) return from;
    if (!until.ok) return until;
    if (minutesBetween(from.value, until.value) < SHORTEST_MINUTES)
      return {
        ok: false,
        message: `"${echoInput(item)}" is shorter than ${SHORTEST_MINUTES} minutes, or ends before it begins. For a time over midnight write two.`,
      };
    for (const day of weekdays.value) slots.push({ day, from: from.value, until: until.value });
  }
  if (slots.length === 0) return { ok: false, message: `There are no days in it. ${SLOTS_HELP}` };
  if (slots.length > SLOTS_MAX)
    return {
      ok: false,
      message: `That is ${slots.length} times a week; ${SLOTS_MAX} can be kept. Join some of them.`,
    };
  return { ok: true, value: slots.toSorted((a, b) => a.day - b.day || (a.from < b.from ? -1 : 1)) };
}

/** 18 can only be the evening; 9 alone may be morning or evening, so it is refused. */
function readTime(text: string): Parsed<LocalTime> {
  return parseLocalTime(/^(1[3-9]|2[0-3])$/.test(text.trim()) ? `${text.trim()}:00` : text);
}

function minutesBetween(from: LocalTime, until: LocalTime): number {
  const [a, b] = [Temporal.PlainTime.from(from), Temporal.PlainTime.from(until)];
  return a.until(b).total({ unit: 'minutes' });
}

const DAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** "Tue 18:00-21:00, Sat 10:00-12:00", which {@link parseSlots} reads again. */
export function slotWords(slots: readonly Slot[]): string {
  return slots.map((slot) => `${DAYS[slot.day] ?? ''} ${slot.from}-${slot.until}`).join(', ');
}

/**
 * The slots' stretches from `now` on for so many days, by the clock of `zone` on each of these dates: a slot
 * after a change of the clocks is at its wall time all the same (a time that is skipped moves on with the
 * gap). Sorted and merged. Pure.
 */
export function stretchesOf(
  slots: readonly Slot[],
  zone: string,
  now: Temporal.Instant,
  days: number,
): Stretch[] {
  const today = localDateAt(now, zone);
  const stretches: Stretch[] = [];
  for (let ahead = 0; ahead <= days; ahead += 1) {
    const date = addDays(today, ahead);
    for (const slot of slots.filter((one) => one.day === isoWeekday(date))) {
      const at = (time: LocalTime): number =>
        toPlainDate(date).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
      stretches.push({ from: Math.max(at(slot.from), now.epochMilliseconds), until: at(slot.until) });
    }
  }
  return mergeStretches(stretches);
}
