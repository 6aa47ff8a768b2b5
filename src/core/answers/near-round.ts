import type { Reader } from '../db/database.ts';
import type { AnswerVia } from '../db/tables/answers.ts';
import type { ChannelAddress, ThreadAddress } from '../platform/port.ts';
import { channelOf, findRound, type Round } from '../rounds/load-round.ts';

/**
 * Where a private message about an answer belongs: beside the thread it was written in; for a form, which
 * was opened from the question, in its channel. A personal round has
 * neither: then it is the channel its member follows. Null when the round is gone or nothing is near.
 */
export async function nearRound(
  db: Reader,
  roundId: string,
  via: AnswerVia,
): Promise<{ readonly round: Round; readonly address: ThreadAddress | ChannelAddress } | null> {
  const round = await findRound(db, roundId);
  if (round === null) return null;
  if (round.channelExternalId !== null) {
    const channel = channelOf(round);
    return {
      round,
      address: via === 'form' || round.threadId === null ? channel : { ...channel, threadId: round.threadId },
    };
  }
  const channel = await db
    .selectFrom('channels')
    .leftJoin('follows', (join) =>
      join.onRef('follows.channel_id', '=', 'channels.id').on('follows.member_id', '=', round.memberId),
    )
    .select('channels.external_id')
    .where('channels.community_id', '=', round.communityId)
    .orderBy('follows.from_date', (order) => order.desc().nullsLast())
    .orderBy('channels.id')
    .limit(1)
    .executeTakeFirst();
  if (channel === undefined) return null;
  return { round, address: { communityId: round.communityExternalId, channelId: channel.external_id } };
}
