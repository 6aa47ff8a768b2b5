import { refusalCard } from '../answers/cards.ts';
import type { Tx } from '../db/database.ts';
import type { Member } from '../members/member.ts';
import type { Reply } from '../platform/reply.ts';
import { followChannel } from './follow.ts';

/** *Count this channel too*: from tomorrow on, this channel's question days are days of the member's streak. */
export async function followHere(
  tx: Tx,
  member: Member,
  channelId: string,
  now: Temporal.Instant,
): Promise<Reply> {
  const schedule = /^\d{1,18}$/.test(channelId)
    ? await tx
        .selectFrom('schedules')
        .select('zone')
        .where('community_id', '=', member.communityId)
        .where('channel_id', '=', channelId)
        .limit(1)
        .executeTakeFirst()
    : undefined;
  if (schedule === undefined) {
    return {
      kind: 'private',
      card: refusalCard('That channel has no daily question. Follow one that has, by answering there.'),
    };
  }
  await followChannel(tx, member, { id: channelId, zone: schedule.zone }, now);
  return {
    kind: 'private',
    card: refusalCard("From tomorrow on, this channel's question days count for you too."),
  };
}
