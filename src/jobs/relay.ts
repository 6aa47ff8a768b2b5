import { sql } from 'kysely';
import type { Core } from '../core/core.ts';
import type { Tx } from '../core/db/database.ts';
import { isJobName, JOB_NAMES } from '../core/jobs/catalog.ts';
import { OUTBOX_CHANNEL } from '../core/db/outbox-nudge.ts';
import { failpoint } from '../core/jobs/failpoint.ts';
import { listen, type Listener } from '../core/db/listen.ts';
import type { JobQueue } from './queue.ts';

/** How often the relay looks by itself, in milliseconds: for rows whose time comes, and notices it missed. */
const POLL_MS = 500;
const BATCH = 100;

type RelayCore = Pick<Core, 'db' | 'clock' | 'log'>;

/** Carries outbox rows to the queue as their time comes; any number of processes may run one. */
export function startRelay(
  core: RelayCore,
  queue: JobQueue,
  databaseUrl: string,
): { close(): Promise<void> } {
  let closed = false;
  let running: Promise<void> = Promise.resolve();
  let wanted = false;
  let failing = false;
  const run = async (): Promise<void> => {
    while (wanted && !closed) {
      wanted = false;
      try {
        while (!closed && (await publishDue(core, queue)) === BATCH);
        if (failing) core.log.info({}, 'the relay goes on');
        failing = false;
      } catch (err) {
        // Said once, not twice a second for as long as an outage lasts.
        if (!failing)
          core.log.warn(
            { err: err instanceof Error ? err : new Error('relay') },
            'the relay waits for the queue',
          );
        failing = true;
      }
    }
  };
  const wake = (): void => {
    if (wanted || closed) return;
    wanted = true;
    running = running.then(run);
  };
  const timer = setInterval(wake, POLL_MS);
  const listener: Listener = listen(databaseUrl, [OUTBOX_CHANNEL], wake, core.log);
  wake();
  return {
    async close() {
      closed = true;
      clearInterval(timer);
      await listener.close();
      await running;
    },
  };
}

/**
 * Hands due rows to the queue and marks them. Rows are read by `published_at is null`, never by id: a row
 * that commits late is not lost. A crash between the two leaves the row unmarked; adding its job again
 * under the same id does nothing. A row whose job this version does not know is left for one that does.
 * Returns how many rows it took.
 */
export async function publishDue(core: RelayCore, queue: JobQueue): Promise<number> {
  const taken = await core.db.transaction().execute(async (tx: Tx) => {
    const rows = await tx
      .selectFrom('outbox')
      .select(['id', 'name', 'publishes'])
      .where('name', 'in', JOB_NAMES)
      .where('published_at', 'is', null)
      .where('done_at', 'is', null)
      .where('run_at', '<=', core.clock.now())
      .orderBy('run_at')
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute();
    if (rows.length === 0) return 0;
    await Promise.all(
      rows.map(async (row) => {
        if (isJobName(row.name)) await queue.add(row.name, jobIdOf(row.id, row.publishes + 1), row.id);
      }),
    );
    failpoint('relay:added');
    await tx
      .updateTable('outbox')
      .set({ published_at: core.clock.now(), publishes: sql<number>`publishes + 1` })
      .where(
        'id',
        'in',
        rows.map((row) => row.id),
      )
      .execute();
    return rows.length;
  });
  if (taken > 0) failpoint('relay:published');
  return taken;
}

/** A job's id in the queue. BullMQ wants no plain number and no colon. */
export function jobIdOf(outboxId: string, publishes: number): string {
  return `o-${outboxId}-${publishes}`;
}
