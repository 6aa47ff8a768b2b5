import type { Tx } from '../db/database.ts';
import type { EventOf } from '../platform/event.ts';
import { NOTHING_TO_SAY, type Reply } from '../platform/reply.ts';

/**
 * A channel has another name: lists of schedules and notices say it from now on. A channel that Greenroom does not know
 * stays unknown. Of two renames that arrive in the wrong order the older name stays until somebody acts there.
 */
export async function renameChannel(tx: Tx, event: EventOf<'channel_renamed'>): Promise<Reply> {
  await tx
    .updateTable('channels')
    .from('communities')
    .set({ name: event.name })
    .whereRef('communities.id', '=', 'channels.community_id')
    .where('communities.platform', '=', event.platform)
    .where('communities.external_id', '=', event.community.externalId)
    .where('channels.external_id', '=', event.channelId)
    .execute();
  return NOTHING_TO_SAY;
}
