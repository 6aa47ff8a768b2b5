import { sql } from 'kysely';
import type { Core } from '../core/core.ts';
import type { JobQueue } from './queue.ts';

/**
 * Takes up at once what a killed run had under way. Elsewhere a job of a killed process is noticed when its
 * lock runs out, and its half-made send when it is old enough; a process that is surely the only one (it
 * holds the lock of the database it brought along) knows that nothing is under way, and need not wait. Call
 * it before anything works. Returns how many jobs go on.
 */
export async function resumeAlone(core: Pick<Core, 'db' | 'log'>, queue: JobQueue): Promise<number> {
  await queue.forget();
  await core.db
    .updateTable('deliveries')
    .set({ tried_at: sql`clock_timestamp() - interval '1 hour'` })
    .where('state', '=', 'sending')
    .execute();
  const put = await core.db
    .updateTable('outbox')
    .set({ published_at: null })
    .where('published_at', 'is not', null)
    .where('done_at', 'is', null)
    .executeTakeFirst();
  const jobs = Number(put.numUpdatedRows);
  if (jobs > 0) core.log.info({ jobs }, 'going on with what the last run left');
  return jobs;
}
