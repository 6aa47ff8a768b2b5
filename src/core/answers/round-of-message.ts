import type { Tx } from '../db/database.ts';
import type { Member } from '../members/member.ts';
import type { EventOf } from '../platform/event.ts';
import { findRound, findRoundByThread, type Round } from '../rounds/load-round.ts';
import { newestOpenRound } from '../rounds/newest-open-round.ts';

/**
 * The question a message is for. One that is part of an answer stays with it, whatever newer questions there
 * are; else its place decides: the thread, or for a direct message the newest open question.
 */
export async function roundOf(tx: Tx, event: EventOf<'message'>, member: Member): Promise<Round | null> {
  const part = await tx
    .selectFrom('answer_pieces')
    .innerJoin('answers', 'answers.id', 'answer_pieces.answer_id')
    .select('answers.round_id')
    .where('answer_pieces.community_id', '=', member.communityId)
    .where('answer_pieces.message_id', '=', event.messageId)
    .where('answers.member_id', '=', member.id)
    .orderBy('answers.id', 'desc')
    .executeTakeFirst();
  if (part !== undefined) return findRound(tx, part.round_id);
  if (event.direct) return newestOpenRound(tx, member, Temporal.Instant.from(event.sentAt));
  if (event.threadId === null) return null;
  const round = await findRoundByThread(tx, member.communityId, event.threadId);
  return round?.threadAnswers === true ? round : null;
}
