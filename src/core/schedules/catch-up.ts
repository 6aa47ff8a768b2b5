import { addDays, localDateAt, startOfLocalDate, type LocalDate } from '../time.ts';
import type { Recurrence } from './next-occurrence.ts';

/** How long after its time a question may still be posted: a number of hours, or until its local date ends. */
export type CatchUpWindow =
  | { readonly kind: 'hours'; readonly hours: number }
  | { readonly kind: 'rest_of_local_date' };

/** The window on Discord and Slack: a question six hours late reaches a channel that has gone home. */
export const CHAT_CATCH_UP: CatchUpWindow = { kind: 'hours', hours: 6 };

/** The window on the web channel, which people start when they sit down to practise. */
export const WEB_CATCH_UP: CatchUpWindow = { kind: 'rest_of_local_date' };

/** Hours a round stays open at the least, so that a schedule moved to an earlier time does not cut a day short. */
const OPEN_AT_LEAST_HOURS = 20;

/** Hours a round stays open when its schedule has no further round: what a daily schedule gives. */
const OPEN_WITHOUT_NEXT_HOURS = 24;

/**
 * Whether a question that fell due at `dueAt` for `localDate` is still posted at `now`, or skipped. Both ends of the
 * hours window count as inside; the rest of the local date ends with the schedule's next midnight. A `now` before
 * `dueAt` (a clock set back) is not late.
 */
export function decideLate(input: {
  readonly dueAt: Temporal.Instant;
  readonly now: Temporal.Instant;
  readonly recurrence: Pick<Recurrence, 'zone'>;
  readonly localDate: LocalDate;
  readonly window: CatchUpWindow;
}): 'post' | 'skip' {
  const { dueAt, now, recurrence, localDate, window } = input;
  switch (window.kind) {
    case 'hours': {
      const latest = dueAt.add({ hours: window.hours });
      return Temporal.Instant.compare(now, latest) <= 0 ? 'post' : 'skip';
    }
    case 'rest_of_local_date': {
      // A gap over midnight moves the due time into the next date: then the rest of that date is meant.
      const dueDate = localDateAt(dueAt, recurrence.zone);
      const end = endOfLocalDate(dueDate > localDate ? dueDate : localDate, recurrence.zone);
      return Temporal.Instant.compare(now, end) < 0 ? 'post' : 'skip';
    }
    default: {
      const unknown: never = window;
      throw new TypeError(`unknown catch-up window ${JSON.stringify(unknown)}`);
    }
  }
}

/**
 * Until when an answer keeps the day of a round posted at `postedAt`: until the schedule's next round `next`, but at
 * least 20 hours; 24 hours when there is no next one (the season's last day, a paused schedule). `next` is the next
 * occurrence that will really be asked, so holidays are already left out. The instant itself is outside.
 */
export function closesAt(input: {
  readonly postedAt: Temporal.Instant;
  readonly next: Temporal.Instant | null;
}): Temporal.Instant {
  const { postedAt, next } = input;
  if (next === null) return postedAt.add({ hours: OPEN_WITHOUT_NEXT_HOURS });
  const earliest = postedAt.add({ hours: OPEN_AT_LEAST_HOURS });
  return Temporal.Instant.compare(next, earliest) > 0 ? next : earliest;
}

/** The first instant after the date in that zone; the next date may be one the zone skipped. */
function endOfLocalDate(date: LocalDate, zone: string): Temporal.Instant {
  const next = addDays(date, 1);
  return startOfLocalDate(next, zone) ?? endOfLocalDate(next, zone);
}
