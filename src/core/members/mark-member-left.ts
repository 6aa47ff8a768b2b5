import type { Tx } from '../db/database.ts';

/**
 * Keeps in mind that a member, by our id, left the community; also called where a platform says so when something is to be sent to them.
 * Whoever comes back is made organizer anew, by the platform or by another organizer. Returns whether they had
 * been here.
 */
export async function markMemberLeft(tx: Tx, memberId: string, at: Temporal.Instant): Promise<boolean> {
  const left = await tx
    .updateTable('members')
    .set({ left_at: at, is_organizer: false })
    .where('id', '=', memberId)
    .where('left_at', 'is', null)
    .where((eb) => eb(eb.fn.coalesce('last_here_at', 'created_at'), '<', at))
    .returning('id')
    .executeTakeFirst();
  return left !== undefined;
}
