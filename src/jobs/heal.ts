import type { Core } from '../core/core.ts';
import { isJobName } from '../core/jobs/catalog.ts';
import type { JobQueue } from './queue.ts';
import { jobIdOf } from './relay.ts';

/** While the bot runs, only rows so far past their time are looked at, so that a burst is left alone. */
export const HEAL_AFTER_MINUTES = 15;
const BATCH = 500;

/**
 * Puts back outbox rows whose job is gone (a wiped queue): published, past their time by `graceMinutes`,
 * not done, and without a job that waits, is delayed or runs. Returns how many were put back. At start the
 * grace is 0: what was lost while nobody ran goes on at once.
 */
export async function heal(
  core: Pick<Core, 'db' | 'clock' | 'log'>,
  queue: JobQueue,
  graceMinutes: number = HEAL_AFTER_MINUTES,
): Promise<number> {
  const now = core.clock.now();
  let after = '0';
  let healed = 0;
  for (;;) {
    const rows = await core.db
      .selectFrom('outbox')
      .select(['id', 'name', 'publishes'])
      .where('published_at', 'is not', null)
      .where('done_at', 'is', null)
      .where('run_at', '<=', now.subtract({ minutes: graceMinutes }))
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .execute();
    const lost = await Promise.all(
      rows.map(
        async (row) =>
          isJobName(row.name) && !(await queue.isAlive(row.name, jobIdOf(row.id, row.publishes))),
      ),
    );
    for (const row of rows.filter((_, index) => lost[index])) {
      const put = await core.db
        .updateTable('outbox')
        .set({ published_at: null })
        .where('id', '=', row.id)
        .where('publishes', '=', row.publishes)
        .where('done_at', 'is', null)
        .executeTakeFirst();
      healed += Number(put.numUpdatedRows);
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) break;
    after = last.id;
  }
  if (healed > 0) core.log.warn({ jobs: healed }, 'put jobs back that the queue had lost');
  return healed;
}
