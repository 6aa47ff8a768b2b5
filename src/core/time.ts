import { echoInput } from './echo-input.ts';

/** Tells the time. Rules take `now` as an argument; only the edges hold a clock. */
export interface Clock {
  now(): Temporal.Instant;
}

/** The machine's clock, and the only place in the project that reads it. */
export const systemClock: Clock = { now: () => Temporal.Now.instant() };

/**
 * A calendar date `YYYY-MM-DD` (years 0001 to 9999) with no zone: the date a round belongs to. Kept as text because it
 * then compares with `<` and `===`, works as a map key and is what the database and JSON hold.
 */
export type LocalDate = `${number}-${number}-${number}`;

/** A wall time on the 24-hour clock, always two digits each: `09:00`. */
export type LocalTime = `${number}:${number}`;

/** The result of reading a person's words: the value, or one sentence that says what to write instead. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string };

/** Whether the text is a real date written `YYYY-MM-DD`. */
export function isLocalDate(text: string): text is LocalDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false;
  try {
    Temporal.PlainDate.from(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether the text is a wall time written `HH:MM`, 00:00 to 23:59. */
export function isLocalTime(text: string): text is LocalTime {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** Reads `YYYY-MM-DD`; refuses dates that do not exist and any other way of writing one. */
export function parseLocalDate(text: string): Parsed<LocalDate> {
  const trimmed = text.trim();
  if (isLocalDate(trimmed)) return { ok: true, value: trimmed };
  return refuse(text, 'a date', 'Write year-month-day, such as 2026-09-01.');
}

/** The calendar date as Temporal knows it, for arithmetic. */
export function toPlainDate(date: LocalDate): Temporal.PlainDate {
  return Temporal.PlainDate.from(date);
}

/** The text of a calendar date. Throws RangeError outside the years 0001 to 9999. */
export function fromPlainDate(date: Temporal.PlainDate): LocalDate {
  const text = date.withCalendar('iso8601').toString();
  if (!isLocalDate(text)) throw new RangeError(`${text} is outside the years 0001 to 9999`);
  return text;
}

/** The date so many days later (or earlier, when negative). Throws RangeError outside the years 0001 to 9999. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return fromPlainDate(toPlainDate(date).add({ days }));
}

/** The ISO weekday of a date: 1 is Monday, 7 is Sunday. */
export function isoWeekday(date: LocalDate): number {
  return toPlainDate(date).dayOfWeek;
}

/** The date on the calendar of `zone` at that instant. */
export function localDateAt(instant: Temporal.Instant, zone: string): LocalDate {
  return fromPlainDate(instant.toZonedDateTimeISO(zone).toPlainDate());
}

/**
 * The first instant of the date in `zone` (01:00 where midnight is skipped), or null when that zone never had the date,
 * such as 30 December 2011 in Pacific/Apia.
 */
export function startOfLocalDate(date: LocalDate, zone: string): Temporal.Instant | null {
  const start = toPlainDate(date).toZonedDateTime(zone);
  return fromPlainDate(start.toPlainDate()) === date ? start.toInstant() : null;
}

const ZONE_HELP = 'Use a name such as Europe/London or America/New_York.';

/**
 * Reads an IANA time zone name in any case and returns it in its usual spelling, keeping the name the person chose
 * (Asia/Kathmandu stays Asia/Kathmandu). Accepted are names with a slash, and UTC and GMT. Refused are offsets such as
 * +05:30, whose sign means the opposite in PostgreSQL, and short names such as EST, which never has summer time and is
 * seldom what its writer wants. A city alone is refused with the full name to use.
 */
export function parseZone(text: string): Parsed<string> {
  const trimmed = text.trim();
  if (/^(?:utc|gmt)?\s*[+\-−]\s*\d/iu.test(trimmed)) {
    return {
      ok: false,
      message: `${echoInput(text)} is an offset, which does not follow summer time. Use the name of a place, such as Asia/Kolkata or Europe/London.`,
    };
  }
  if (trimmed.includes('/') || /^(?:utc|gmt)$/i.test(trimmed)) {
    const zone = canonicalZone(trimmed.replaceAll(' ', '_'));
    if (zone !== null) return { ok: true, value: zone };
  }
  const suggestion = zoneOfCity(trimmed);
  return refuse(
    text,
    'a time zone',
    suggestion === null ? ZONE_HELP : `Use ${suggestion} if you mean that one.`,
  );
}

function canonicalZone(name: string): string | null {
  try {
    return new Temporal.ZonedDateTime(0n, name).timeZoneId;
  } catch {
    return null;
  }
}

/** The zone whose last part is this city, such as America/New_York for "new york"; null when there is none. Pure. */
export function zoneOfCity(text: string): string | null {
  const city = text.trim().toLowerCase().replaceAll(' ', '_');
  return (
    Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase().split('/').at(-1) === city) ?? null
  );
}

/**
 * Reads a wall time: `09:00`, `9:30`, `9am`, `9:30 pm`, `12 a.m.` (midnight). A bare number such as `9` is refused,
 * since it may be morning or evening.
 */
export function parseLocalTime(text: string): Parsed<LocalTime> {
  const written = /^(\d{1,2})(?:[:.](\d{2}))?\s*(?:([ap])\.?m\.?)?$/.exec(text.trim().toLowerCase());
  const time = written === null ? null : toLocalTime(written[1], written[2], written[3]);
  if (time !== null) return { ok: true, value: time };
  return refuse(text, 'a time', 'Use 24-hour time such as 09:30.');
}

function toLocalTime(hourText?: string, minuteText?: string, half?: string): LocalTime | null {
  if (half === undefined && minuteText === undefined) return null;
  let hour = Number(hourText);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half === 'p' ? 12 : 0);
  }
  const time = `${String(hour).padStart(2, '0')}:${minuteText ?? '00'}`;
  return isLocalTime(time) ? time : null;
}

function refuse(text: string, wanted: string, help: string): { ok: false; message: string } {
  const said = echoInput(text);
  return { ok: false, message: `${said === '' ? 'An empty text' : said} is not ${wanted}. ${help}` };
}
