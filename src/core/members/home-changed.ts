import type { Tx } from '../db/database.ts';
import { enqueue } from '../jobs/outbox.ts';

/** The ledger's key of a member's page. */
export function homeKey(memberId: string): string {
  return `home:${memberId}`;
}

/**
 * Something that a member's own page shows has changed: it is renewed, if they ever opened it. Called in the
 * transaction that changes it.
 */
export async function homeChanged(tx: Tx, memberId: string, now: Temporal.Instant): Promise<void> {
  const opened = await tx
    .selectFrom('deliveries')
    .select('key')
    .where('key', '=', homeKey(memberId))
    .executeTakeFirst();
  if (opened !== undefined) await enqueue(tx, 'member.home', { memberId }, { now });
}
