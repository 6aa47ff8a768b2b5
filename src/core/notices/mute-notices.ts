import type { Tx } from '../db/database.ts';
import type { NoticeKind } from '../db/tables/notices.ts';
import { renewNotice } from './open-notice.ts';

/**
 * Keeps notices of one kind from being told for so many days; 0 days ends that, and what is still open is
 * told then. Returns until when it holds, or null.
 */
export async function muteNotices(
  tx: Tx,
  communityId: string,
  kind: NoticeKind,
  days: number,
  now: Temporal.Instant,
): Promise<Temporal.Instant | null> {
  if (days > 0) {
    const until = now.add({ hours: days * 24 });
    await tx
      .insertInto('notice_mutes')
      .values({ community_id: communityId, kind, muted_until: until })
      .onConflict((conflict) =>
        conflict.columns(['community_id', 'kind']).doUpdateSet({ muted_until: until }),
      )
      .execute();
    return until;
  }
  await tx
    .deleteFrom('notice_mutes')
    .where('community_id', '=', communityId)
    .where('kind', '=', kind)
    .execute();
  const open = await tx
    .selectFrom('notices')
    .select('subject')
    .where('community_id', '=', communityId)
    .where('kind', '=', kind)
    .where('resolved_at', 'is', null)
    .execute();
  for (const { subject } of open) await renewNotice(tx, { communityId, kind, subject }, now);
  return null;
}
