import type { Tx } from '../db/database.ts';
import type { PausedBecause } from '../db/tables/questions.ts';
import { planNextRun } from './plan-next-run.ts';

/**
 * Stops schedules that ask, by no decision of an organizer: those of a community, or of one channel. What an
 * organizer paused stays their pause. Returns how many were stopped.
 */
export async function stopSchedules(
  tx: Tx,
  where: { readonly communityId: string; readonly channelId?: string },
  because: PausedBecause,
  at: Temporal.Instant,
): Promise<number> {
  const { communityId, channelId } = where;
  const stopped = await tx
    .updateTable('schedules')
    .set({ paused_at: at, paused_because: because, next_run_at: null, next_local_date: null })
    .where('community_id', '=', communityId)
    .$if(channelId !== undefined, (query) => query.where('channel_id', '=', channelId ?? ''))
    .where('paused_at', 'is', null)
    .where('removed_at', 'is', null)
    .returning('id')
    .execute();
  return stopped.length;
}

/** Lets the schedules of a community that were stopped for this reason go on from now; nothing is made up for. */
export async function goOnWithSchedules(
  tx: Tx,
  communityId: string,
  because: PausedBecause,
  now: Temporal.Instant,
): Promise<void> {
  const stopped = await tx
    .updateTable('schedules')
    .set({ paused_at: null, paused_because: null })
    .where('community_id', '=', communityId)
    .where('paused_because', '=', because)
    .where('removed_at', 'is', null)
    .returning('id')
    .execute();
  for (const { id } of stopped) await planNextRun(tx, id, now);
}
