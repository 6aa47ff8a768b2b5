import type { Tx } from '../db/database.ts';
import { rich } from '../platform/rich.ts';
import type { Reply } from '../platform/reply.ts';
import type { MockMove } from './act-mock.ts';
import { actButton } from './mock-action.ts';
import { takeBackRevealed } from './take-back-cards.ts';
import { isOver } from './session-state.ts';
import { otherSeat, type MockSession } from './session-store.ts';
import type { Seat } from './session-state.ts';
import { nameOf } from './room-pieces.ts';
import { refusalCard } from '../answers/cards.ts';

/** Says what deleting one's part does, before it is done. */
export function removeReply(session: MockSession, seat: Seat): Reply {
  return {
    kind: 'private',
    card: {
      tone: 'private',
      title: rich`Delete your part?`,
      blocks: [
        {
          kind: 'text',
          text: rich`Your scores, notes, wishes and what you wrote in the room are deleted here, and the cards in the room that show them are taken away. ${nameOf(session, otherSeat(seat))}'s part stays theirs, under Read the notes. An answer of yours that was read is in /practice history, with its own Delete. Your day stays counted. Your messages in the chat itself you delete there.`,
        },
      ],
      buttons: [actButton(session, 'remove', 'Delete my part', 'danger')],
    },
  };
}

/** Deletes what one of the two said and scored; only once the session is over. The day stays. Doing it twice changes nothing. */
export async function removeOwnPart(tx: Tx, { session, seat, now }: MockMove): Promise<Reply> {
  if (!isOver(session.state.phase)) {
    const sentence = 'The mock is still going on. Press Next until it is over, or call it off first.';
    return { kind: 'private', card: refusalCard(sentence) };
  }
  await tx
    .deleteFrom('mock_scores')
    .where('session_id', '=', session.id)
    .where('by_seat', '=', seat)
    .execute();
  await tx
    .deleteFrom('mock_messages')
    .where('session_id', '=', session.id)
    .where('seat', '=', seat)
    .execute();
  await tx
    .updateTable('mock_seats')
    .set({ notes: '', voice_link: null, helped: null, removed_at: now })
    .where('session_id', '=', session.id)
    .where('seat', '=', seat)
    .execute();
  await takeBackRevealed(tx, session, seat, now);
  return {
    kind: 'replace',
    card: {
      tone: 'private',
      blocks: [{ kind: 'text', text: rich`Deleted. Your day stays counted.` }],
      buttons: [],
    },
  };
}
