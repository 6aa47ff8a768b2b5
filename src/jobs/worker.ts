import type { Database } from '../core/db/database.ts';
import { isJobName, QUEUES, type QueueName } from '../core/jobs/catalog.ts';
import { failpoint } from '../core/jobs/failpoint.ts';
import type { JobContext, JobOutcome } from '../core/jobs/job.ts';
import { HANDLERS } from './handlers.ts';
import type { JobQueue, QueuedJob } from './queue.ts';

/**
 * Jobs that run at once in one process, per queue. A send waits for its turn and for the platform's answer: sixteen
 * keep up with Discord's 48 requests a second alone while an answer takes up to a third of a second.
 */
export const CONCURRENCY: Readonly<Record<QueueName, number>> = { send: 16, think: 4 };

/** A job whose name this version does not know is put off so long, in milliseconds. */
const UNKNOWN_AGAIN_AFTER_MS = 60_000;

/** Takes jobs until the queue is closed. */
export function startWorkers(ctx: JobContext, queue: JobQueue): void {
  for (const name of QUEUES) queue.work(name, CONCURRENCY[name], (job) => runJob(ctx, job));
}

/**
 * Runs the job of one outbox row and writes down how it ended. A row that is done already, as after a
 * redelivery, is left alone. Throws for BullMQ to try again later, with growing delays.
 */
export async function runJob(ctx: JobContext, job: QueuedJob): Promise<void> {
  const row = await ctx.db
    .selectFrom('outbox')
    .select(['name', 'payload', 'done_at'])
    .where('id', '=', job.outboxId)
    .executeTakeFirst();
  if (row === undefined || row.done_at !== null) return;
  if (!isJobName(row.name)) {
    // Put there by a newer version, while the two run side by side: back it goes, for that one to take.
    await putOff(ctx, job.outboxId, UNKNOWN_AGAIN_AFTER_MS);
    return;
  }
  failpoint(`${row.name}:taken`);
  let outcome: JobOutcome;
  try {
    outcome = await HANDLERS[row.name].run(ctx, row.payload);
  } catch (error) {
    const err = error instanceof Error ? error : new Error('a job threw something that is no error');
    ctx.log.warn({ job: row.name, outboxId: job.outboxId, attempt: job.attempt, err }, 'a job failed');
    if (!job.lastAttempt) throw err;
    outcome = (await HANDLERS[row.name].giveUp(ctx, row.payload)) ?? { kind: 'done', result: 'gave up' };
    ctx.log.error({ job: row.name, outboxId: job.outboxId, err }, 'a job failed for the last time');
  }
  failpoint(`${row.name}:before-done`);
  if (outcome.kind === 'again') await putOff(ctx, job.outboxId, outcome.afterMs);
  else await markDone(ctx, job.outboxId, outcome.result);
  failpoint(`${row.name}:done`);
}

async function markDone(ctx: JobContext, outboxId: string, result: string): Promise<void> {
  await ctx.db
    .updateTable('outbox')
    .set({ done_at: ctx.clock.now(), result })
    .where('id', '=', outboxId)
    .where('done_at', 'is', null)
    .execute();
}

/** Hands the row back to the relay, for a new job at its new time. */
async function putOff(
  ctx: { readonly db: Database; readonly clock: JobContext['clock'] },
  outboxId: string,
  afterMs: number,
): Promise<void> {
  await ctx.db
    .updateTable('outbox')
    .set({ published_at: null, run_at: ctx.clock.now().add({ milliseconds: Math.ceil(afterMs) }) })
    .where('id', '=', outboxId)
    .where('done_at', 'is', null)
    .execute();
}
