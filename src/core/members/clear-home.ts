import type { Tx } from '../db/database.ts';
import { askRemoval } from '../removals/ask-removal.ts';
import { homeKey } from './home-changed.ts';
import type { Member } from './member.ts';

/** Takes everything off the member's own page, if they ever opened it. Call it before their rows go. */
export async function clearHome(tx: Tx, member: Member, now: Temporal.Instant): Promise<void> {
  const key = homeKey(member.id);
  const shown = await tx
    .selectFrom('deliveries')
    .innerJoin('communities', 'communities.id', 'deliveries.community_id')
    .select('communities.external_id')
    .where('deliveries.key', '=', key)
    .executeTakeFirst();
  if (shown === undefined) return;
  const near = { communityId: shown.external_id, channelId: 'home' };
  await askRemoval(tx, { communityId: member.communityId, near, key }, now);
}
