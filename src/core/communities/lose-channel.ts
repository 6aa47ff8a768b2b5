import type { Tx } from '../db/database.ts';
import { openNotice } from '../notices/open-notice.ts';
import type { EventOf } from '../platform/event.ts';
import { NOTHING_TO_SAY, type Reply } from '../platform/reply.ts';
import { excuseOpenRounds } from '../rounds/excuse-open-rounds.ts';
import { stopSchedules } from '../schedules/stop-schedules.ts';

/**
 * A channel was deleted or closed to the bot: its schedules stop, its open questions are nobody's miss, and
 * organizers hear of it once, with what to do. Problems are told privately when it was the notice channel. A
 * channel that Greenroom does not know changes nothing.
 */
export async function loseChannel(
  tx: Tx,
  event: EventOf<'channel_gone'>,
  now: Temporal.Instant,
): Promise<Reply> {
  const channel = await tx
    .selectFrom('channels')
    .innerJoin('communities', 'communities.id', 'channels.community_id')
    .select('channels.id')
    .where('communities.platform', '=', event.platform)
    .where('communities.external_id', '=', event.community.externalId)
    .where('channels.external_id', '=', event.channelId)
    .executeTakeFirst();
  if (channel !== undefined) await markChannelGone(tx, channel.id, Temporal.Instant.from(event.at), now);
  return NOTHING_TO_SAY;
}

/** The same for a channel by our id; also called where a platform says so when something is to be sent there. */
export async function markChannelGone(
  tx: Tx,
  channelId: string,
  at: Temporal.Instant,
  now: Temporal.Instant,
): Promise<void> {
  const gone = await tx
    .updateTable('channels')
    .set({ gone_at: at })
    .where('id', '=', channelId)
    .where('gone_at', 'is', null)
    .returning('community_id')
    .executeTakeFirst();
  if (gone === undefined) return;
  const { community_id: communityId } = gone;
  const stopped = await stopSchedules(tx, { communityId, channelId }, 'channel_gone', at);
  await excuseOpenRounds(tx, { communityId, channelId }, at);
  const told = await tx
    .updateTable('communities')
    .set({ notice_channel_id: null })
    .where('id', '=', communityId)
    .where('notice_channel_id', '=', channelId)
    .returning('id')
    .executeTakeFirst();
  if (stopped === 0 && told === undefined) return;
  const latest = told === undefined ? 'schedules' : 'notices';
  await openNotice(tx, { communityId, kind: 'channel_gone', subject: channelId, latest }, now);
}
