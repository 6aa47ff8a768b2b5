/** A stretch of time, epoch milliseconds, `until` not in it. Numbers, since a big community compares many. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
}

/** The time that two people have in common. */
export interface CommonTime {
  /** The first moment from which both have `minutes` together. */
  readonly startsAt: number;
  /** All their time in common that is long enough, in minutes. */
  readonly minutes: number;
}

/**
 * When two people can meet for so many minutes: null when never. Each list is sorted and does not overlap
 * itself (see {@link mergeStretches}). Pure.
 */
export function commonTime(
  a: readonly Stretch[],
  b: readonly Stretch[],
  neededMinutes: number,
): CommonTime | null {
  const needed = neededMinutes * 60_000;
  let startsAt: number | null = null;
  let total = 0;
  let i = 0;
  let j = 0;
  for (;;) {
    const one = a[i];
    const other = b[j];
    if (one === undefined || other === undefined) break;
    const from = Math.max(one.from, other.from);
    const length = Math.min(one.until, other.until) - from;
    if (length >= needed) {
      startsAt ??= from;
      total += length;
    }
    if (one.until < other.until) i += 1;
    else j += 1;
  }
  return startsAt === null ? null : { startsAt, minutes: Math.floor(total / 60_000) };
}

/** Sorts stretches and joins those that overlap or touch; empty ones go. Pure. */
export function mergeStretches(stretches: readonly Stretch[]): Stretch[] {
  const merged: Stretch[] = [];
  for (const next of stretches.toSorted((a, b) => a.from - b.from)) {
    if (next.until <= next.from) continue;
    const last = merged.at(-1);
    if (last !== undefined && next.from <= last.until)
      merged[merged.length - 1] = { from: last.from, until: Math.max(last.until, next.until) };
    else merged.push(next);
  }
  return merged;
}
