import { parseZone, parseLocalTime } from '../time.ts';
import { parseWeekdays } from './parse-recurrence.ts';

/** The parts of a typed schedule, as they were typed; null for a part that was not given. */
export interface TypedSchedule {
  readonly time: string | null;
  readonly zone: string | null;
  readonly weekdays: string | null;
  readonly firstDate: string | null;
  readonly lastDate: string | null;
  readonly threads: string | null;
}

/**
 * Takes a line such as "9am Europe/London mon to fri from 1 Sep until 18 Dec threads off" apart. It only
 * finds the parts, so that each can be refused in its own words. Pure; never throws.
 */
export function splitRecurrence(text: string): TypedSchedule {
  const [head = '', ...tail] = text.trim().split(/(?<=^|\s)(from|until|threads?|thread answers)(?=\s|$)/iu);
  const named = new Map<string, string>();
  for (let index = 0; index + 1 < tail.length; index += 2) {
    named.set((tail[index] ?? '').toLowerCase(), (tail[index + 1] ?? '').trim());
  }
  return {
    ...splitHead(
      head
        .trim()
        .split(/[\s,]+(?=\S)/u)
        .filter((word) => word !== ''),
    ),
    firstDate: named.get('from') ?? null,
    lastDate: named.get('until') ?? null,
    threads: named.get('threads') ?? named.get('thread') ?? named.get('thread answers') ?? null,
  };
}

function splitHead(words: readonly string[]): Pick<TypedSchedule, 'time' | 'zone' | 'weekdays'> {
  // No place and no day begins with a digit, so the time may stand anywhere.
  const start = words.findIndex((word) => /^\d/.test(word));
  const length = start < 0 ? 0 : timeLength(words.slice(start));
  const rest = start < 0 ? words : [...words.slice(0, start), ...words.slice(start + length)];
  const time = start < 0 ? null : words.slice(start, start + length).join(' ');
  if (rest.length === 0) return { time, zone: null, weekdays: null };
  const placed = rest.findIndex(
    (word) => word.includes('/') || /^(?:utc|gmt)\b/iu.test(word) || /^[+-]\d/.test(word),
  );
  if (placed >= 0) {
    const before = rest.slice(0, placed).join(' ');
    const after = rest.slice(placed + 1).join(' ');
    // What stands before the place and is no day was meant as the time.
    const isTime = time === null && before !== '' && !parseWeekdays(before).ok;
    const days = isTime ? after : `${before} ${after}`.trim();
    return { time: isTime ? before : time, zone: rest[placed] ?? null, weekdays: days === '' ? null : days };
  }
  const days = rest.findIndex((_, index) => parseWeekdays(rest.slice(index).join(' ')).ok);
  if (days === 0) return { time, zone: null, weekdays: rest.join(' ') };
  if (days > 0) return { time, zone: rest.slice(0, days).join(' '), weekdays: rest.slice(days).join(' ') };
  // Nothing fits: the first word is taken as the place, and refused as such, unless all of it is one.
  const whole = rest.join(' ');
  if (rest.length === 1 || parseZone(whole).ok) return { time, zone: whole, weekdays: null };
  return { time, zone: rest[0] ?? null, weekdays: rest.slice(1).join(' ') };
}

/** How many words a time has: "9am", "9 am", "25:00" (which is refused as one). */
function timeLength(words: readonly string[]): number {
  const [first = '', second = ''] = words;
  return /^[ap]\.?m\.?$/iu.test(second) && parseLocalTime(`${first} ${second}`).ok ? 2 : 1;
}
