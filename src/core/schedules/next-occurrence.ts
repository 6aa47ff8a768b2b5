import {
  addDays,
  isoWeekday,
  localDateAt,
  startOfLocalDate,
  toPlainDate,
  type LocalDate,
  type LocalTime,
} from '../time.ts';

/** When a channel is asked: a wall time in a zone, on some weekdays, perhaps only within a season. */
export type Recurrence = {
  /** Wall time in `zone`. */
  readonly time: LocalTime;
  /** IANA name, as `parseZone` returns it. */
  readonly zone: string;
  /** ISO weekdays, 1 Monday to 7 Sunday; sorted, unique, never empty. */
  readonly weekdays: readonly number[];
  /** First date of the season, inclusive; null for no beginning. */
  readonly firstDate: LocalDate | null;
  /** Last date of the season, inclusive; null for no end. */
  readonly lastDate: LocalDate | null;
};

/** One question day of a schedule: the date it belongs to and the instant it falls due. */
export type Occurrence = { readonly localDate: LocalDate; readonly instant: Temporal.Instant };

/**
 * Dates looked at before giving up: the day before the start (a gap over midnight can push its time past the start),
 * then two weeks, because the only chosen weekday may be the one date a zone skipped.
 */
const SEARCH_DAYS = 16;

/**
 * The instant at which the schedule falls due for that date, or null when the date is not one of its days: another
 * weekday, outside the season, or a date its zone never had. A wall time in a spring gap is shifted forward by the gap
 * (02:30 becomes 03:30), in an autumn overlap the first pass counts: Temporal's `compatible`, as RFC 5545 says.
 */
export function occurrenceOn(recurrence: Recurrence, localDate: LocalDate): Temporal.Instant | null {
  const { time, zone, weekdays, firstDate, lastDate } = recurrence;
  if (firstDate !== null && localDate < firstDate) return null;
  if (lastDate !== null && localDate > lastDate) return null;
  if (!weekdays.includes(isoWeekday(localDate))) return null;
  if (startOfLocalDate(localDate, zone) === null) return null;
  return toPlainDate(localDate)
    .toPlainDateTime(time)
    .toZonedDateTime(zone, { disambiguation: 'compatible' })
    .toInstant();
}

/**
 * The first occurrence strictly after `after.instant`; null when the season has none left. With
 * `after.exclusiveLocalDate`, only later dates count: pass the last date that was asked, and a schedule whose time or
 * zone was changed never asks twice for a date.
 */
export function nextOccurrence(
  recurrence: Recurrence,
  after: { readonly instant: Temporal.Instant; readonly exclusiveLocalDate?: LocalDate | null },
): Occurrence | null {
  let localDate = addDays(localDateAt(after.instant, recurrence.zone), -1);
  const asked = after.exclusiveLocalDate ?? null;
  if (asked !== null && localDate <= asked) localDate = addDays(asked, 1);
  if (recurrence.firstDate !== null && localDate < recurrence.firstDate) localDate = recurrence.firstDate;
  for (let looked = 0; looked < SEARCH_DAYS; looked += 1) {
    const instant = occurrenceOn(recurrence, localDate);
    if (instant !== null && Temporal.Instant.compare(instant, after.instant) > 0)
      return { localDate, instant };
    localDate = addDays(localDate, 1);
  }
  return null;
}
