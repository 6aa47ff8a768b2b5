import type { Tx } from '../db/database.ts';
import type { LocalDate } from '../time.ts';
import { nextAsked } from './next-asked.ts';
import { recurrenceOf, type ScheduleRow } from './schedule.ts';

/**
 * Sets when the schedule asks next, from its times as they stand now. A date that has its round already,
 * posted or not, never gets a second one, whatever was changed. A paused schedule asks nothing.
 */
export async function planNextRun(tx: Tx, scheduleId: string, now: Temporal.Instant): Promise<void> {
  const schedule = await tx
    .selectFrom('schedules')
    .selectAll()
    .where('id', '=', scheduleId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const next =
    schedule.paused_at === null
      ? await nextAsked(tx, schedule.community_id, recurrenceOf(schedule), {
          instant: now,
          exclusiveLocalDate: await lastAskedDate(tx, schedule),
        })
      : null;
  await tx
    .updateTable('schedules')
    .set({ next_run_at: next?.instant ?? null, next_local_date: next?.localDate ?? null })
    .where('id', '=', scheduleId)
    .execute();
}

/** Plans all schedules of a community anew, after its holidays changed. */
export async function planAllNextRuns(tx: Tx, communityId: string, now: Temporal.Instant): Promise<void> {
  const schedules = await tx
    .selectFrom('schedules')
    .select('id')
    .where('community_id', '=', communityId)
    .where('paused_at', 'is', null)
    // One that is due this minute keeps its date; the tick decides about it.
    .where((eb) => eb.or([eb('next_run_at', '>', now), eb('next_run_at', 'is', null)]))
    .orderBy('id')
    .execute();
  for (const schedule of schedules) await planNextRun(tx, schedule.id, now);
}

/** The newest date for which the schedule has a round; null before its first. */
export async function lastAskedDate(tx: Tx, schedule: Pick<ScheduleRow, 'id'>): Promise<LocalDate | null> {
  const row = await tx
    .selectFrom('rounds')
    .select('local_date')
    .where('schedule_id', '=', schedule.id)
    .orderBy('local_date', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.local_date ?? null;
}
