import type { Tx } from '../db/database.ts';
import { askRemoval } from '../removals/ask-removal.ts';
import { sessionKey } from './session-key.ts';
import { findSession, roomOf, type MockSession } from './session-store.ts';
import type { Seat } from './session-state.ts';

/**
 * Asks for the cards in the room that show what this one scored, or what the reading of their answer came to, to
 * be taken away. The other one still finds their own under *Read the notes*. Only for a session that is over.
 */
export async function takeBackRevealed(
  tx: Tx,
  session: MockSession,
  seat: Seat,
  now: Temporal.Instant,
): Promise<void> {
  const { halves, turn } = session.state;
  const reveal = sessionKey(session.id, 'reveal:');
  const sent = await tx
    .selectFrom('deliveries')
    .select('key')
    .where('key', 'like', `${reveal}%`)
    .where('state', '<>', 'failed')
    .execute();
  // The one of this room also when it is only on its way: the reveal is the turn before the end.
  const keys = new Set([...sent.map((one) => one.key), `${reveal}${turn - 1}:${session.roomNumber}`]);
  for (const [index, half] of halves.entries())
    if (half.candidate === seat) keys.add(readingKey(session.id, index + 1));
  for (const key of keys) await takeBack(tx, session, key, now);
}

/** The key of the card that says what the reading of a half's answer came to. */
export function readingKey(sessionId: string, half: number): string {
  return sessionKey(sessionId, `reading:${half}`);
}

/** Asks for what the room says about the reading of these answers to be taken away. Call it before their rows go. */
export async function takeBackReadings(
  tx: Tx,
  answerIds: readonly string[],
  now: Temporal.Instant,
): Promise<void> {
  const seats = await tx
    .selectFrom('mock_seats')
    .select(['session_id', 'seat'])
    .where('answer_id', 'in', answerIds)
    .execute();
  for (const { session_id: sessionId, seat } of seats) {
    const session = await findSession(tx, sessionId);
    if (session === null) continue;
    for (const [index, half] of session.state.halves.entries())
      if (half.candidate === seat) await takeBack(tx, session, readingKey(sessionId, index + 1), now);
  }
}

async function takeBack(tx: Tx, session: MockSession, key: string, now: Temporal.Instant): Promise<void> {
  const near = roomOf(session);
  if (near !== null) await askRemoval(tx, { communityId: session.communityId, near, key }, now);
}
