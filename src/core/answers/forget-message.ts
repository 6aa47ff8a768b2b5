import type { Tx } from '../db/database.ts';
import { upsertCommunity } from '../communities/upsert-community.ts';
import type { EventOf } from '../platform/event.ts';
import { NOTHING_TO_SAY, type Reply } from '../platform/reply.ts';
import { findRound } from '../rounds/load-round.ts';
import { lockMessage } from './accept-message.ts';
import { lockAnswerById, piecesOf } from './answer-store.ts';
import { gather } from './gather.ts';
import { withdrawAnswer } from './withdraw-answer.ts';

/**
 * A message was deleted on the platform. Its text is erased here; what is left of the answer is read anew,
 * and with nothing left the answer is withdrawn. Only when its author deleted it does the day go with it:
 * a moderator's deletion, and one by nobody knows whom, never costs the day.
 */
export async function forgetMessage(
  tx: Tx,
  event: EventOf<'message_deleted'>,
  now: Temporal.Instant,
): Promise<Reply> {
  const communityId = await upsertCommunity(tx, event.platform, event.community, now);
  await lockMessage(tx, communityId, event.messageId);
  await tx
    .insertInto('deleted_messages')
    .values({ community_id: communityId, message_id: event.messageId, deleted_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const piece = await tx
    .selectFrom('answer_pieces')
    .innerJoin('answers', 'answers.id', 'answer_pieces.answer_id')
    .innerJoin('members', 'members.id', 'answers.member_id')
    .select(['answer_pieces.answer_id', 'members.external_id'])
    .where('answer_pieces.community_id', '=', communityId)
    .where('answer_pieces.message_id', '=', event.messageId)
    .executeTakeFirst();
  if (piece === undefined) return NOTHING_TO_SAY;
  const answer = await lockAnswerById(tx, piece.answer_id);
  if (answer === null) return NOTHING_TO_SAY;
  await tx
    .deleteFrom('answer_pieces')
    .where('answer_id', '=', answer.id)
    .where('message_id', '=', event.messageId)
    .execute();
  const left = await piecesOf(tx, answer.id);
  if (left.length > 0) {
    // Older revisions hold the deleted words as well.
    await tx.deleteFrom('answer_revisions').where('answer_id', '=', answer.id).execute();
    const round = await findRound(tx, answer.round_id);
    if (round !== null && answer.state !== 'held') await gather(tx, round, answer, now);
    return NOTHING_TO_SAY;
  }
  await withdrawAnswer(tx, answer, event.byExternalId === piece.external_id ? 'member' : 'moderator', now);
  return NOTHING_TO_SAY;
}
