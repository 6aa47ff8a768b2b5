import { cleanText } from '../answers/clean-text.ts';
import { refusalCard } from '../answers/cards.ts';
import type { Reader, Tx } from '../db/database.ts';
import type { Member } from '../members/member.ts';
import type { EventOf } from '../platform/event.ts';
import { NOTHING_TO_SAY, type Reply } from '../platform/reply.ts';
import { currentHalf, isOver, type MockState } from './session-state.ts';
import { findSession, lockSession, type MockSession } from './session-store.ts';

/** The session whose room this is: the one going on, else the newest; null when it is no session's. */
export async function sessionOfRoom(
  db: Reader,
  communityId: string,
  roomId: string,
): Promise<MockSession | null> {
  const row = await db
    .selectFrom('mock_sessions')
    .select('id')
    .where('community_id', '=', communityId)
    .where('room_id', '=', roomId)
    .orderBy((eb) => eb('ended_at', 'is not', null))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : findSession(db, row.id);
}

/**
 * A message in a session's room: never an answer to a round. While the session goes on its words are kept
 * with it: the candidate's, in the answer part, as what they typed; all others as talk, for a report only.
 * Copies in any order end in the same state.
 */
export async function acceptRoomMessage(
  tx: Tx,
  event: EventOf<'message'>,
  member: Member,
  sessionId: string,
): Promise<Reply> {
  const found = await findSession(tx, sessionId);
  const session = found === null || isOver(found.state.phase) ? null : await lockSession(tx, found.id);
  const seat = session?.seats.find((one) => one.member_id === member.id);
  // After the end it is the two's own talk, and nothing of it is kept.
  if (session === null || seat === undefined) return NOTHING_TO_SAY;
  const at = Temporal.Instant.from(event.at);
  const body = cleanText(event.text);
  if (!body.ok) {
    if (event.change === 'edited') await dropRoomMessage(tx, member.communityId, event.messageId);
    return event.text.trim().length > 0
      ? { kind: 'private', card: refusalCard(body.message) }
      : NOTHING_TO_SAY;
  }
  const sentAt = Temporal.Instant.from(event.sentAt);
  const answering = isAnswer(session.state, seat.seat, sentAt);
  await tx
    .insertInto('mock_messages')
    .values({
      community_id: member.communityId,
      session_id: session.id,
      seat: seat.seat,
      message_id: event.messageId,
      half: answering && session.state.half !== 0 ? session.state.half : null,
      body: body.value,
      sent_at: sentAt,
      edited_at: at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['session_id', 'message_id'])
        .doUpdateSet({ body: body.value, edited_at: at })
        .where('mock_messages.edited_at', '<=', at),
    )
    .execute();
  return NOTHING_TO_SAY;
}

/** The candidate's words in the answer part; also when they were sent in it and came while it was being scored. */
function isAnswer(state: MockState, seat: number, sentAt: Temporal.Instant): boolean {
  if (currentHalf(state)?.candidate !== seat) return false;
  const { phase, enteredAt } = state;
  if (phase === 'answer') return true;
  return phase === 'scoring' && enteredAt !== null && Temporal.Instant.compare(sentAt, enteredAt) <= 0;
}

/** A message was deleted: its words go from the session as well. What a report has sealed stays sealed. */
export async function dropRoomMessage(tx: Tx, communityId: string, messageId: string): Promise<void> {
  await tx
    .deleteFrom('mock_messages')
    .where('community_id', '=', communityId)
    .where('message_id', '=', messageId)
    .execute();
}
