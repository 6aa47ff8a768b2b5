import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { askRemoval } from '../removals/ask-removal.ts';
import { sessionOfRoom } from './accept-room-message.ts';
import { advanceSession } from './advance-session.ts';
import { roomKey, sessionKey } from './session-key.ts';
import { findSession, openSessionOf, roomOf, seatOf } from './session-store.ts';

/**
 * The member is no longer here (they left the community, or erase themselves): a session they are in goes on
 * without them, to the reveal if a half was scored and to its end otherwise. Nobody is to blame. Call it
 * before their rows go; twice changes nothing. An observer's leaving changes nothing for the two.
 */
export async function leaveMocks(core: Core, tx: Tx, memberId: string, now: Temporal.Instant): Promise<void> {
  await tx.deleteFrom('mock_requests').where('member_id', '=', memberId).execute();
  const session = await openSessionOf(tx, memberId);
  if (session === null) return;
  const seat = seatOf(session, memberId);
  if (seat === null) {
    await tx
      .updateTable('mock_seats')
      .set({ open: false })
      .where('session_id', '=', session.id)
      .where('member_id', '=', memberId)
      .execute();
    return;
  }
  await advanceSession(core, tx, session.id, { kind: 'left', seat }, now);
}

/**
 * The thread with this platform id was deleted. A session whose room it was stands still and gets a new one.
 * Returns whether it was a session's room; call it for any deleted thread.
 */
export async function loseMockRoom(
  core: Core,
  tx: Tx,
  communityId: string,
  threadId: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const session = await sessionOfRoom(tx, communityId, threadId);
  if (session === null) return false;
  await advanceSession(core, tx, session.id, { kind: 'room_gone' }, now);
  return true;
}

/**
 * Asks for every card of this member's sessions to be taken away where it was sent: they say their name, and
 * the private ones what they wished for. The room itself stays for the other one. Called by erase, before the rows go.
 */
export async function takeAwayMockCards(tx: Tx, memberId: string, now: Temporal.Instant): Promise<void> {
  const sat = await tx
    .selectFrom('mock_seats')
    .select('session_id')
    .where('member_id', '=', memberId)
    .execute();
  for (const { session_id: sessionId } of sat) {
    const session = await findSession(tx, sessionId);
    if (session === null) continue;
    const channel =
      session.channelExternalId === null
        ? null
        : { communityId: session.communityExternalId, channelId: session.channelExternalId };
    const near = roomOf(session) ?? channel;
    if (near === null) continue;
    const sent = await tx
      .selectFrom('deliveries')
      .select('key')
      .where('key', 'like', `${sessionKey(sessionId, '')}%`)
      .where('key', 'not like', `${roomKey(sessionId, 0).slice(0, -1)}%`)
      .execute();
    for (const { key } of sent) await askRemoval(tx, { communityId: session.communityId, near, key }, now);
  }
}
