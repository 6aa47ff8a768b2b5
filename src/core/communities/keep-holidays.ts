import type { Reader, Tx } from '../db/database.ts';
import { homesChanged } from '../members/home-changed.ts';
import { planAllNextRuns } from '../schedules/plan-next-run.ts';
import { addDays, type LocalDate } from '../time.ts';
import type { DateRange } from '../times/parse-date-range.ts';

/** The longest stretch of holidays taken at once, in days: a slip in the year must not silence a season. */
export const HOLIDAY_DAYS_MAX = 60;

/** A stretch of holidays with one name. */
export interface Holiday extends DateRange {
  readonly name: string;
}

/** The dates of a stretch, both ends included. */
export function datesOf(range: DateRange): LocalDate[] {
  const dates: LocalDate[] = [];
  for (let date = range.first; date <= range.last && dates.length < 1_000; date = addDays(date, 1)) {
    dates.push(date);
    // The calendar's very last day has no next one.
    if (date === range.last) break;
  }
  return dates;
}

/** Takes the dates off the schedules of the community. A date that is one already gets the new name. */
export async function addHolidays(
  tx: Tx,
  communityId: string,
  holiday: Holiday,
  now: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto('holidays')
    .values(
      datesOf(holiday).map((date) => ({ community_id: communityId, local_date: date, name: holiday.name })),
    )
    .onConflict((conflict) =>
      conflict.columns(['community_id', 'local_date']).doUpdateSet({ name: holiday.name }),
    )
    .execute();
  await planAllNextRuns(tx, communityId, now);
  await homesChanged(tx, communityId, now);
}

/** Gives the dates back to the schedules. Returns how many of them were holidays. */
export async function removeHolidays(
  tx: Tx,
  communityId: string,
  range: DateRange,
  now: Temporal.Instant,
): Promise<number> {
  const rows = await tx
    .deleteFrom('holidays')
    .where('community_id', '=', communityId)
    .where('local_date', '>=', range.first)
    .where('local_date', '<=', range.last)
    .returning('local_date')
    .execute();
  if (rows.length > 0) {
    await planAllNextRuns(tx, communityId, now);
    await homesChanged(tx, communityId, now);
  }
  return rows.length;
}

/** The holidays from a date on, days in a row with one name taken together. */
export async function listHolidays(db: Reader, communityId: string, from: LocalDate): Promise<Holiday[]> {
  const rows = await db
    .selectFrom('holidays')
    .select(['local_date', 'name'])
    .where('community_id', '=', communityId)
    .where('local_date', '>=', from)
    .orderBy('local_date')
    .execute();
  const stretches: Holiday[] = [];
  for (const row of rows) {
    const last = stretches.at(-1);
    if (last !== undefined && last.name === row.name && addDays(last.last, 1) === row.local_date) {
      stretches[stretches.length - 1] = { ...last, last: row.local_date };
    } else stretches.push({ first: row.local_date, last: row.local_date, name: row.name });
  }
  return stretches;
}
