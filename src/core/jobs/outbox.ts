import type { Insertable } from 'kysely';
import type { Tx } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
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
    .values(outboxRow(name, payload, at))
    .execute();
}

/** The row of a job, for statements that write it together with what it is about; see {@link enqueue}. */
export function outboxRow<N extends JobName>(
  name: N,
  payload: PayloadOf<N>,
  at: { readonly now: Temporal.Instant; readonly runAt?: Temporal.Instant },
): Pick<Insertable<Tables['outbox']>, 'name' | 'payload' | 'run_at' | 'created_at'> {
  return {
    name,
    payload: JSON.stringify(JOBS[name].payload.parse(payload)),
    run_at: at.runAt ?? at.now,
    created_at: at.now,
  };
}
