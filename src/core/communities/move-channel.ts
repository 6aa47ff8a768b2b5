import type { Reader, Tx } from '../db/database.ts';
import type { EventOf } from '../platform/event.ts';
import { NOTHING_TO_SAY, type Reply } from '../platform/reply.ts';

/**
 * The platform gave a channel another id: its schedules, questions and followers stay with it. Where somebody acted under
 * the new id before this was told, the two become one. A channel that Greenroom does not know changes nothing. Ids of
 * messages that name their channel are the adapter's to rewrite, in the same transaction (`alongside` of handle.ts).
 */
export async function moveChannel(tx: Tx, event: EventOf<'channel_moved'>): Promise<Reply> {
  const old = await find(tx, event, event.channelId);
  if (old === undefined) return NOTHING_TO_SAY;
  const early = await find(tx, event, event.newChannelId);
  if (early !== undefined) await mergeInto(tx, old.id, early.id);
  await tx
    .updateTable('channels')
    .set({ external_id: event.newChannelId, ...(early === undefined ? {} : { gone_at: null }) })
    .where('id', '=', old.id)
    .execute();
  return NOTHING_TO_SAY;
}

function find(db: Reader, event: EventOf<'channel_moved'>, externalId: string) {
  return db
    .selectFrom('channels')
    .innerJoin('communities', 'communities.id', 'channels.community_id')
    .select('channels.id')
    .where('communities.platform', '=', event.platform)
    .where('communities.external_id', '=', event.community.externalId)
    .where('channels.external_id', '=', externalId)
    .executeTakeFirst();
}

/** Gives everything that hangs on one channel to another, and takes the empty one away. */
async function mergeInto(tx: Tx, stays: string, goes: string): Promise<void> {
  for (const table of ['schedules', 'rounds', 'mock_sessions'] as const) {
    await tx.updateTable(table).set({ channel_id: stays }).where('channel_id', '=', goes).execute();
  }
  await tx
    .updateTable('communities')
    .set({ notice_channel_id: stays })
    .where('notice_channel_id', '=', goes)
    .execute();
  await tx
    .updateTable('follows')
    .set({ channel_id: stays })
    .where('channel_id', '=', goes)
    .where('member_id', 'not in', (those) =>
      those.selectFrom('follows').select('member_id').where('channel_id', '=', stays),
    )
    .execute();
  // Who followed both follows the one that stays; the other row goes with its channel.
  await tx.deleteFrom('channels').where('id', '=', goes).execute();
}
