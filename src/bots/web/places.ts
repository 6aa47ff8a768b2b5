import type { Reader } from '../../core/db/database.ts';
import type { ChannelAddress, SendResult, ThreadAddress } from '../../core/platform/port.ts';

/** Our ids of the web community with this name, for a `where … in`. */
export function communityWith(db: Reader, externalId: string) {
  return db
    .selectFrom('communities')
    .where('platform', '=', 'web')
    .where('external_id', '=', externalId)
    .select('id');
}

/** The community of a channel that the web server knows; null for any other. */
export async function findChannel(db: Reader, at: ChannelAddress): Promise<{ communityId: string } | null> {
  const row = await db
    .selectFrom('channels')
    .where('external_id', '=', at.channelId)
    .where('community_id', 'in', communityWith(db, at.communityId))
    .select('community_id as communityId')
    .executeTakeFirst();
  return row ?? null;
}

/** The refusal for a place that the web channel does not have. */
export function channelUnknown(at: ChannelAddress): SendResult {
  const known: ThreadAddress['channelId'] = 'practice';
  return {
    kind: 'refused',
    reason: `The web channel has no place called ${at.communityId}/${at.channelId}.`,
    fix: `Point the schedule at the channel ${known}, which is there once the web server has started.`,
  };
}
