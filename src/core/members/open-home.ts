import type { Tx } from '../db/database.ts';
import { enqueue } from '../jobs/outbox.ts';
import { NOTHING_TO_SAY, type Reply } from '../platform/reply.ts';
import { renewAt } from '../rounds/note-closed.ts';
import { homeKey } from './home-changed.ts';
import type { Member } from './member.ts';

/**
 * Somebody opened their own page in the app: it is filled, or renewed. The first time it is also asked to be renewed when
 * the questions end that are open now; those that are posted later do that for everybody (rounds/post-round.ts).
 */
export async function openHome(tx: Tx, member: Member, now: Temporal.Instant): Promise<Reply> {
  const memberId = member.id;
  const known = await tx
    .selectFrom('deliveries')
    .select('key')
    .where('key', '=', homeKey(memberId))
    .executeTakeFirst();
  await enqueue(tx, 'member.home', { memberId }, { now });
  if (known !== undefined) return NOTHING_TO_SAY;
  const open = await tx
    .selectFrom('rounds')
    .select('closes_at')
    .distinct()
    .where('community_id', '=', member.communityId)
    .where('state', '=', 'posted')
    .where('closes_at', '>', now)
    .execute();
  for (const { closes_at: closesAt } of open) {
    if (closesAt !== null) await enqueue(tx, 'member.home', { memberId }, { now, runAt: renewAt(closesAt) });
  }
  return NOTHING_TO_SAY;
}
