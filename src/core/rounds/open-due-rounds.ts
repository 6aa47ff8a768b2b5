import { sql } from 'kysely';
import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { nextAsked, holidaysOf } from '../schedules/next-asked.ts';
import { recurrenceOf, type ScheduleRow } from '../schedules/schedule.ts';
import { createRound } from './create-round.ts';

/**
 * Makes the rounds that are due, as the tick calls it, in any number of processes at once: each due schedule
 * is locked `for update skip locked`, and a date that has its round never gets a second one, whatever the
 * clock does. A schedule that fell behind by several dates catches up date by date; each of those rounds
 * decides for itself whether it is still posted (post-round.ts). A schedule that breaks is left for the next
 * tick and keeps nobody else from being asked. Returns how many rounds were made.
 */
export async function openDueRounds(core: Core, now: Temporal.Instant): Promise<number> {
  const broken: string[] = [];
  let made = 0;
  for (;;) {
    let taken: string | null = null;
    try {
      const opened = await core.db.transaction().execute(async (tx) => {
        const schedule = await takeDue(tx, broken, now);
        if (schedule === null) return null;
        taken = schedule.id;
        return openOne(core, tx, schedule, now);
      });
      if (opened === null) return made;
      if (opened) made += 1;
    } catch (error) {
      if (taken === null || !(error instanceof Error)) throw error;
      core.log.error({ scheduleId: taken, err: error }, 'a schedule could not ask its question');
      broken.push(taken);
    }
  }
}

async function takeDue(
  tx: Tx,
  broken: readonly string[],
  now: Temporal.Instant,
): Promise<ScheduleRow | null> {
  const schedule = await tx
    .selectFrom('schedules')
    .selectAll()
    .where('paused_at', 'is', null)
    .where('next_run_at', '<=', now)
    .$if(broken.length > 0, (query) => query.where('id', 'not in', broken))
    .orderBy('next_run_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return schedule ?? null;
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
