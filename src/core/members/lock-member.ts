import type { Tx } from '../db/database.ts';

/** Waits for, and keeps off, other transactions that act for this member, as `upsertMember` does for events. */
export async function lockMember(tx: Tx, memberId: string): Promise<void> {
  await tx.selectFrom('members').select('id').where('id', '=', memberId).forNoKeyUpdate().execute();
}
