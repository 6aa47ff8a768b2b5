import type { Tx } from '../db/database.ts';
import { JOBS, type JobName, type PayloadOf } from './catalog.ts';

/**
 * Asks for a job in the caller's transaction: it will run if and only if the transaction commits, at
 * `runAt` or soon after, at least once. Throws a ZodError when the payload is not the job's.
 */
export async function enqueue<N extends JobName>(
  tx: Tx,
  name: N,
  payload: PayloadOf<N>,
  at: { readonly now: Temporal.Instant; readonly runAt?: Temporal.Instant },
): Promise<void> {
  await tx
    .insertInto('outbox')
    .values({
      name,
      payload: JSON.stringify(JOBS[name].payload.parse(payload)),
      run_at: at.runAt ?? at.now,
      created_at: at.now,
    })
    .execute();
}
