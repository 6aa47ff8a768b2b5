import type { Tx } from '../db/database.ts';
import { enqueue } from '../jobs/outbox.ts';

/** A member's very first answer brings one private message about what is kept; later ones bring none. */
export async function welcomeOnce(
  tx: Tx,
  answer: { readonly id: string; readonly member_id: string },
  now: Temporal.Instant,
): Promise<void> {
  const first = await tx
    .updateTable('members')
    .set({ welcomed_at: now })
    .where('id', '=', answer.member_id)
    .where('welcomed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (first === undefined) return;
  await enqueue(tx, 'member.welcome', { memberId: answer.member_id, answerId: answer.id }, { now });
}
