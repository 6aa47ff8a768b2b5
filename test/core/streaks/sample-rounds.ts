import type { ScheduleRound } from '../../../src/core/streaks/day-records.ts';
import { addDays, type LocalDate } from '../../../src/core/time.ts';

/** The first date of every history in these tests. */
export const MONDAY: LocalDate = '2026-01-05';

/** A round of a channel asked daily at 09:00 UTC, so many days after Monday 5 January. */
export function round(channelId: string, index: number, changes: Partial<ScheduleRound> = {}): ScheduleRound {
  const localDate = addDays(MONDAY, index);
  return {
    roundId: `${channelId}${index}`,
    channelId,
    localDate,
    state: 'posted',
    postedAt: Temporal.Instant.from(`${localDate}T09:00:00Z`),
    closesAt: Temporal.Instant.from(`${addDays(localDate, 1)}T09:00:00Z`),
    ...changes,
  };
}

/** A round that was not posted, at least not yet. */
export function notAsked(channelId: string, index: number, state: ScheduleRound['state']): ScheduleRound {
  return round(channelId, index, { state, postedAt: null, closesAt: null });
}
