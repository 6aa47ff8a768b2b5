import type { Tx } from '../db/database.ts';
import { resolveNotice } from '../notices/open-notice.ts';
import type { Recurrence } from './next-occurrence.ts';
import { planNextRun } from './plan-next-run.ts';
import type { ScheduleRow } from './schedule.ts';

/** What an organizer decides about a schedule. */
export interface ScheduleWish {
  readonly recurrence: Recurrence;
  /** Whether messages in the question's thread can be answers. */
  readonly threadAnswers: boolean;
}

/** Starts a schedule in a channel. The same one twice is refused: null when it is there already. */
export async function addSchedule(
  tx: Tx,
  at: { readonly communityId: string; readonly channelId: string; readonly pack: string },
  wish: ScheduleWish,
  now: Temporal.Instant,
): Promise<string | null> {
  // Two presses at once must not make two schedules.
  await tx.selectFrom('channels').select('id').where('id', '=', at.channelId).forUpdate().execute();
  const there = await tx
    .selectFrom('schedules')
    .select(['weekdays', 'first_date', 'last_date'])
    .where('channel_id', '=', at.channelId)
    .where('removed_at', 'is', null)
    .where('local_time', '=', wish.recurrence.time)
    .where('zone', '=', wish.recurrence.zone)
    .execute();
  const { weekdays, firstDate, lastDate } = wish.recurrence;
  const same = there.some(
    (one) =>
      one.weekdays.join() === weekdays.join() && one.first_date === firstDate && one.last_date === lastDate,
  );
  if (same) return null;
  const { id } = await tx
    .insertInto('schedules')
    .values({
      community_id: at.communityId,
      channel_id: at.channelId,
      pack: at.pack,
      ...columnsOf(wish),
      paused_at: null,
      next_run_at: null,
      next_local_date: null,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await planNextRun(tx, id, now);
  return id;
}

/**
 * Gives a schedule new times. A date that was asked under the old ones is never asked again. A schedule that
 * the web room made by itself is the organizer's own from now on.
 */
export async function changeSchedule(
  tx: Tx,
  schedule: ScheduleRow,
  wish: ScheduleWish,
  now: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable('schedules')
    .set({ ...columnsOf(wish), made_by_default: false })
    .where('id', '=', schedule.id)
    .execute();
  await planNextRun(tx, schedule.id, now);
}

/** Stops a schedule from asking, until it is resumed. An open question stays open. */
export async function pauseSchedule(tx: Tx, schedule: ScheduleRow, now: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('schedules')
    .set({ paused_at: now, made_by_default: false })
    .where('id', '=', schedule.id)
    .where('paused_at', 'is', null)
    .execute();
  await planNextRun(tx, schedule.id, now);
}

/** Goes on from now; what would have been asked meanwhile is not made up for. */
export async function resumeSchedule(tx: Tx, schedule: ScheduleRow, now: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('schedules')
    .set({ paused_at: null, paused_because: null })
    .where('id', '=', schedule.id)
    .where('removed_at', 'is', null)
    .execute();
  await planNextRun(tx, schedule.id, now);
  await resolveChannelGone(tx, schedule, now);
}

/** Ends a schedule for good. Its rounds, and what members answered, stay. */
export async function removeSchedule(tx: Tx, schedule: ScheduleRow, now: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('schedules')
    .set({
      paused_at: schedule.paused_at ?? now,
      removed_at: now,
      made_by_default: false,
      next_run_at: null,
      next_local_date: null,
    })
    .where('id', '=', schedule.id)
    .execute();
  await tx.deleteFrom('schedule_queue').where('schedule_id', '=', schedule.id).execute();
  await resolveChannelGone(tx, schedule, now);
}

/** The notice that a channel was deleted is over once no schedule waits because of it. */
async function resolveChannelGone(tx: Tx, schedule: ScheduleRow, now: Temporal.Instant): Promise<void> {
  if (schedule.paused_because !== 'channel_gone') return;
  const left = await tx
    .selectFrom('schedules')
    .select('id')
    .where('channel_id', '=', schedule.channel_id)
    .where('removed_at', 'is', null)
    .where('paused_because', '=', 'channel_gone')
    .limit(1)
    .executeTakeFirst();
  const notice = {
    communityId: schedule.community_id,
    kind: 'channel_gone',
    subject: schedule.channel_id,
  } as const;
  if (left === undefined) await resolveNotice(tx, notice, now);
}

function columnsOf({ recurrence, threadAnswers }: ScheduleWish) {
  return {
    local_time: recurrence.time,
    zone: recurrence.zone,
    weekdays: [...recurrence.weekdays],
    first_date: recurrence.firstDate,
    last_date: recurrence.lastDate,
    thread_answers: threadAnswers,
  };
}
