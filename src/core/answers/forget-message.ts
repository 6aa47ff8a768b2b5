import type { Tx } from '../db/database.ts';
import { upsertCommunity } from '../communities/upsert-community.ts';
import { lockMember } from '../members/lock-member.ts';
import { dropRoomMessage } from '../mocks/accept-room-message.ts';
import type { EventOf } from '../platform/event.ts';
import { NOTHING_TO_SAY, type Reply } from '../platform/reply.ts';
import { lockAnswerById } from './answer-store.ts';
import { dropPiece } from './drop-piece.ts';

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
  await tx
    .insertInto('deleted_messages')
    .values({
      community_id: communityId,
      message_id: event.messageId,
      deleted_at: now,
      by_author: event.byExternalId !== null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await dropRoomMessage(tx, communityId, event.messageId);
  const holders = await tx
    .selectFrom('answer_pieces')
    .innerJoin('answers', 'answers.id', 'answer_pieces.answer_id')
    .innerJoin('members', 'members.id', 'answers.member_id')
    .select(['answer_pieces.answer_id', 'answers.member_id', 'members.external_id'])
    .where('answer_pieces.community_id', '=', communityId)
    .where('answer_pieces.message_id', '=', event.messageId)
    .orderBy('answers.member_id')
    .orderBy('answers.id')
    .execute();
  for (const holder of holders) {
    await lockMember(tx, holder.member_id);
    const answer = await lockAnswerById(tx, holder.answer_id);
    if (answer === null) continue;
    const by = event.byExternalId === holder.external_id ? 'member' : 'moderator';
    await dropPiece(tx, answer, event.messageId, by, now);
  }
  return NOTHING_TO_SAY;
}
