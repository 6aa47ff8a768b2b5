import type { LocalDate } from '../time.ts';
import type { DayRecord } from './day-records.ts';

/** The community's two numbers: at most `misses` missed days in any `window` question days in a row. */
export type StreakRules = { readonly window: number; readonly misses: number };

/** You may miss 2 of any 10 question days (DESIGN section 11). */
export const DEFAULT_STREAK_RULES: StreakRules = { window: 10, misses: 2 };

/** What a day must say for the streak; `deriveDayRecords` gives more. */
export type StreakDay = Omit<DayRecord, 'reason'>;

/** A member's streak, in days. */
export type Streak = {
  /** Kept days of the longest run that ends at the last day that counts. */
  readonly current: number;
  /** Kept days of the longest run of all. */
  readonly longest: number;
  /** The first kept day of the current run; null when `current` is 0. */
  readonly currentSince: LocalDate | null;
  /** The missed days that still weigh: those since `currentSince` among the last `window` days, oldest first. */
  readonly missesUsed: readonly LocalDate[];
  /** What `current` would be after missing the next question day: says what a further miss costs before it happens. */
  readonly currentAfterNextMiss: number;
};

/**
 * The streak of a member from their days, one record a date, in any order. Days that do not count are left out: not
 * scheduled, or excused or still open and not kept. A run is any stretch of the rest in which no `window` days in a row
 * (nor all of them, when they are fewer) hold more than `misses` missed ones. One more kept day therefore never lowers
 * `current` or `longest`. Throws RangeError for a window below 1 or a negative or fractional number.
 */
export function computeStreak(days: readonly StreakDay[], rules: StreakRules = DEFAULT_STREAK_RULES): Streak {
  const { window, misses } = rules;
  if (!Number.isInteger(window) || window < 1 || !Number.isInteger(misses) || misses < 0) {
    throw new RangeError(
      `a streak needs a window of at least 1 and 0 or more misses, not ${misses} of ${window}`,
    );
  }
  const counted = days.filter(countsForStreak).sort((a, b) => (a.date < b.date ? -1 : 1));
  const lengths = runLengths(
    counted.map((day) => day.kept),
    rules,
  );
  const current = lengths.at(-1) ?? 0;
  const run = currentRun(counted, current);
  return {
    current,
    longest: Math.max(0, ...lengths),
    currentSince: run[0]?.date ?? null,
    missesUsed: run.slice(-window).flatMap((day) => (day.kept ? [] : [day.date])),
    currentAfterNextMiss: runLengths([...counted.map((day) => day.kept), false], rules).at(-1) ?? 0,
  };
}

/** Whether the day is one of the days a run is made of; what excuses a day takes away a miss, never a kept day. */
export function countsForStreak(day: StreakDay): boolean {
  const excused = day.paused || day.holiday || day.withdrawn || day.open;
  return day.scheduled && (day.kept || !excused);
}

/** For every day, the kept days of the longest run that ends there: a sliding window that drops days from the front. */
function runLengths(kept: readonly boolean[], { window, misses }: StreakRules): readonly number[] {
  const lengths: number[] = [];
  const recentMisses: number[] = [];
  let start = 0;
  let length = 0;
  for (const [index, isKept] of kept.entries()) {
    if (isKept) length += 1;
    else recentMisses.push(index);
    const oldest = recentMisses[0];
    if (oldest !== undefined && oldest <= index - window) recentMisses.shift();
    if (recentMisses.length > misses) {
      const dropped = recentMisses.shift() ?? index;
      for (; start <= dropped; start += 1) if (kept[start]) length -= 1;
    }
    lengths.push(length);
  }
  return lengths;
}

/** The last days that hold `length` kept ones, from the first of those: misses before it cost nothing any more. */
function currentRun(counted: readonly StreakDay[], length: number): readonly StreakDay[] {
  if (length === 0) return [];
  const keptDays = counted.flatMap((day, index) => (day.kept ? [index] : []));
  return counted.slice(keptDays.at(-length));
}
