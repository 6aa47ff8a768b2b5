import { sql } from 'kysely';
import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { nextAsked, holidaysOf } from '../schedules/next-asked.ts';
import { recurrenceOf, type ScheduleRow } from '../schedules/schedule.ts';
import { createRound } from './create-round.ts';

/** How many schedules one transaction takes, so that many processes share a busy minute. */
const BATCH = 25;

/**
 * Makes the rounds that are due, as the tick calls it, in any number of processes at once: due schedules
 * are locked `for update skip locked`, and a date that has its round never gets a second one, whatever the
 * clock does. A schedule that fell behind by several dates catches up date by date; each of those rounds
 * decides for itself whether it is still posted (post-round.ts). Returns how many rounds were made.
 */
export async function openDueRounds(core: Core, now: Temporal.Instant): Promise<number> {
  let made = 0;
  for (;;) {
    const batch = await core.db.transaction().execute((tx) => openBatch(core, tx, now));
    made += batch.made;
    if (batch.taken === 0) return made;
  }
}

async function openBatch(
  core: Core,
  tx: Tx,
  now: Temporal.Instant,
): Promise<{ readonly taken: number; readonly made: number }> {
  const due: ScheduleRow[] = await tx
    .selectFrom('schedules')
    .selectAll()
    .where('paused_at', 'is', null)
    .where('next_run_at', '<=', now)
    .orderBy('next_run_at')
    .limit(BATCH)
    .forUpdate()
    .skipLocked()
    .execute();
  let made = 0;
  for (const schedule of due) if (await openOne(core, tx, schedule, now)) made += 1;
  return { taken: due.length, made };
}

async function openOne(core: Core, tx: Tx, schedule: ScheduleRow, now: Temporal.Instant): Promise<boolean> {
  const { next_run_at: dueAt, next_local_date: localDate } = schedule;
  if (dueAt === null || localDate === null) return false;
  const holidays = await holidaysOf(tx, schedule.community_id);
  const made = holidays.includes(localDate)
    ? false
    : await createRound(core, tx, schedule, { localDate, dueAt }, now);
  const next = await nextAsked(tx, schedule.community_id, recurrenceOf(schedule), {
    instant: dueAt,
    exclusiveLocalDate: localDate,
  });
  await tx
    .updateTable('schedules')
    .set({ next_run_at: next?.instant ?? null, next_local_date: next?.localDate ?? null })
    .where('id', '=', schedule.id)
    // What made it due is repeated here, so that two processes can never both move it on.
    .where('next_run_at', '=', dueAt)
    .where(sql<boolean>`next_local_date = ${localDate}`)
    .execute();
  return made;
}
