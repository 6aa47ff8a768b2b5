/** When a service names no time, one asks again after so many milliseconds. */
const DEFAULT_WAIT_MS = 20_000;
/** Whatever is asked for, one looks again after this, in milliseconds: an hour. */
const LONGEST_WAIT_MS = 3_600_000;
const SHORTEST_WAIT_MS = 1_000;

/**
 * How long a service asks to be left alone, in milliseconds between 1 s and 1 h: `retry-after-ms`, or
 * `retry-after` in seconds or as a date (RFC 9110 §10.2.3). Null when it says nothing that can be read.
 */
export function readRetryAfter(headers: Headers | undefined, now: Temporal.Instant): number | null {
  const exact = headers?.get('retry-after-ms');
  const text = headers?.get('retry-after');
  const ms = toNumber(exact) ?? inSeconds(toNumber(text)) ?? untilDate(text, now);
  return ms === null ? null : Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, Math.ceil(ms)));
}

/** The same, with a usual pause when nothing is said. */
export function readRetryAfterOrDefault(headers: Headers | undefined, now: Temporal.Instant): number {
  return readRetryAfter(headers, now) ?? DEFAULT_WAIT_MS;
}

function toNumber(text: string | null | undefined): number | null {
  return typeof text === 'string' && /^\s*\d{1,9}(?:\.\d+)?\s*$/.test(text) ? Number(text) : null;
}

function inSeconds(seconds: number | null): number | null {
  return seconds === null ? null : seconds * 1_000;
}

function untilDate(text: string | null | undefined, now: Temporal.Instant): number | null {
  const moment = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  return Number.isNaN(moment) ? null : moment - now.epochMilliseconds;
}
