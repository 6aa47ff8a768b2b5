import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from '../../src/core/core.ts';
import { isJobName, JOBS } from '../../src/core/jobs/catalog.ts';
import type { JobContext } from '../../src/core/jobs/job.ts';
import { HANDLERS } from '../../src/jobs/handlers.ts';
import { openQueue, type JobQueue } from '../../src/jobs/queue.ts';
import { startRelay } from '../../src/jobs/relay.ts';
import { runJob, startWorkers } from '../../src/jobs/worker.ts';

/** How long `settled` waits before it says what is stuck, in milliseconds. */
const PATIENCE_MS = 30_000;

/** How a room's background jobs get done. */
export interface RoomJobs {
  readonly queue: JobQueue;
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** By BullMQ, as in a running installation. */
export function jobsByQueue(
  ctx: JobContext,
  databaseUrl: string,
  options: { readonly redisUrl?: string | null; readonly idle?: boolean },
): RoomJobs {
  const queue = openQueue({
    redisUrl: options.redisUrl ?? null,
    databaseUrl,
    // On Redis all tests share one; a database is the test's own and has these tables already.
    ...(options.redisUrl === null || options.redisUrl === undefined
      ? {}
      : { prefix: `t${randomUUID().slice(0, 8)}` }),
    onError: () => {},
  });
  if (options.idle !== true) startWorkers(ctx, queue);
  const relay = startRelay(ctx, queue, databaseUrl);
  return {
    queue,
    settled: () => waitWhile(ctx, 'done_at'),
    async close() {
      await relay.close();
      await queue.close();
    },
  };
}

/**
 * One after the other, in the order of their time, when `settled` is called: each job is run twice, as after
 * a crash, and a failed one is tried again at once.
 */
export function jobsByHand(ctx: JobContext): RoomJobs {
  const none = (): never => {
    throw new Error('this room runs its jobs by hand');
  };
  return {
    queue: {
      backend: 'postgres',
      add: none,
      isAlive: none,
      work: none,
      ping: none,
      forget: none,
      close: none,
    },
    settled: () => runDueJobs(ctx),
    close: () => Promise.resolve(),
  };
}

/** Runs every due job, and those they ask for, in the order of their time. */
async function runDueJobs(ctx: JobContext): Promise<void> {
  for (let count = 0; count < 2_000; count += 1) {
    const row = await ctx.db
      .selectFrom('outbox')
      .select(['id', 'name', 'payload'])
      .where('done_at', 'is', null)
      .where('run_at', '<=', ctx.clock.now())
      .orderBy('run_at')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) return;
    if (!isJobName(row.name)) throw new Error(`a job of unknown name ${row.name}`);
    // A process that crashed before it could write down that the job is done: the job runs again.
    await HANDLERS[row.name].run(ctx, row.payload).catch(() => {});
    const { attempts } = JOBS[row.name];
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      try {
        await runJob(ctx, { outboxId: row.id, attempt, lastAttempt: attempt === attempts });
        break;
      } catch (error) {
        if (attempt === attempts) throw error;
      }
    }
  }
  throw new Error('jobs go on for ever');
}

/** Waits until no due row of the outbox lacks what is named; throws with those that do. */
export async function waitWhile(core: Core, missing: 'published_at' | 'done_at'): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const open = await core.db
      .selectFrom('outbox')
      .select(['id', 'name', 'published_at', 'publishes'])
      .where(missing, 'is', null)
      .where('done_at', 'is', null)
      .where('run_at', '<=', core.clock.now())
      .execute();
    if (open.length === 0) return;
    if (performance.now() > until) throw new Error(`jobs are stuck: ${JSON.stringify(open)}`);
    await sleep(20);
  }
}
