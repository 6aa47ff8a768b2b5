import { never } from '../errors.ts';
import type { Card } from '../platform/card.ts';
import { joinRich, rich, type Rich } from '../platform/rich.ts';
import { lookButton } from './mock-action.ts';
import { nameOf, roomPiece, text, type RoomContext } from './room-pieces.ts';
import { PAIR, type MockState, type Seat } from './session-state.ts';
import { at } from './session-store.ts';

/** The mock was held. */
export function doneCard({ session }: RoomContext): Card {
  const names = PAIR.filter((seat) => at(session, seat) !== null).map(
    (seat) => rich`${nameOf(session, seat)}`,
  );
  return roomPiece(
    rich`The mock is over`,
    [
      text(
        rich`It counts for the day of ${joinRich(names, ' and ')}. The room stays, so you can go on talking.`,
      ),
      text(rich`The buttons below are private: the other one does not hear of them.`),
    ],
    [
      lookButton(session, 'notes', 'Read the notes', 'primary'),
      lookButton(session, 'helped', 'Was your partner helpful?'),
      lookButton(session, 'report', 'Report'),
      lookButton(session, 'block', 'Not with this person again'),
      lookButton(session, 'remove', 'Delete my part'),
    ],
  );
}

/** It came to nothing. */
export function endedCard({ session }: RoomContext): Card {
  const { state } = session;
  const missing = state.absent.map((seat) => nameOf(session, seat)).join(' and ');
  const why = endWords(state, missing, state.leftBy);
  return {
    tone: 'notice',
    title: rich`This mock is off`,
    blocks: [text(state.leftBy === null ? why : rich`${nameOf(session, state.leftBy)} cannot go on. ${why}`)],
    buttons: [
      lookButton(session, 'report', 'Report'),
      lookButton(session, 'block', 'Not with this person again'),
    ],
  };
}

function endWords(state: MockState, missing: string, leftBy: Seat | null): Rich {
  switch (state.phase) {
    case 'no_show':
      return state.absent.length === PAIR.length
        ? rich`Neither of you pressed Start in time. To find a time that suits you, type /practice mock join.`
        : rich`${missing} did not press Start in time. Whoever was here is matched again first.`;
    case 'cancelled':
      return leftBy === null
        ? rich`Its room was deleted too often.`
        : rich`That is fine at any time and costs nothing.`;
    case 'expired':
      return rich`Nothing happened here for a long time. That costs nothing.`;
    case 'matched':
    case 'confirmed':
    case 'brief':
    case 'answer':
    case 'scoring':
    case 'debrief':
    case 'swap':
    case 'reveal':
    case 'done':
      return rich`It is over.`;
    default:
      return never(state.phase);
  }
}
