import { refusalCard } from '../answers/cards.ts';
import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { never } from '../errors.ts';
import type { Member } from '../members/member.ts';
import type { ActionId } from '../platform/action.ts';
import { rich } from '../platform/rich.ts';
import { NOTHING_TO_SAY, type Reply } from '../platform/reply.ts';
import { advanceSession } from './advance-session.ts';
import { blockPartner } from './block-partner.ts';
import { giveScore, setLevel } from './give-score.ts';
import { decodeWhat, MOCK_ACTS, type MockAct } from './mock-action.ts';
import { noteHelped } from './note-helped.ts';
import { EARLIER_STEP, NOT_YOURS, refusalWords } from './refusal-words.ts';
import { removeOwnPart } from './remove-own-part.ts';
import { reportSession } from './report-session.ts';
import { nameOf } from './room-pieces.ts';
import type { Seat } from './session-state.ts';
import { lockSession, otherSeat, seatOf, type MockSession } from './session-store.ts';
import type { MockEvent } from './session-step.ts';

/** A press of one of the two, on a card of their session. */
export interface MockMove {
  readonly session: MockSession;
  readonly seat: Seat;
  readonly member: Member;
  readonly args: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
  readonly now: Temporal.Instant;
}

/**
 * A press that changes a mock session, or a form of one. Only the two may, each for themselves; a button of an
 * earlier step changes nothing and says so.
 */
export async function actOnMock(
  core: Core,
  tx: Tx,
  member: Member,
  action: Extract<ActionId, { verb: 'mock' }>,
  fields: Readonly<Record<string, string>>,
  now: Temporal.Instant,
): Promise<Reply> {
  const press = decodeWhat(MOCK_ACTS, action.what);
  const session = await lockSession(tx, action.sessionId);
  const seat = session === null ? null : seatOf(session, member.id);
  if (press === null || session === null || seat === null) return say(NOT_YOURS);
  if (needsTurn(press.name) && press.turn !== session.state.turn) return say(EARLIER_STEP);
  const move: MockMove = { session, seat, member, args: press.args, fields, now };
  switch (press.name) {
    case 'confirm':
    case 'start':
    case 'pause':
    case 'resume':
    case 'next':
    case 'swap':
    case 'cancel':
      return advance(core, tx, move, { kind: press.name, seat });
    case 'level':
      return setLevel(core, tx, move);
    case 'score':
      return giveScore(core, tx, move);
    case 'helped':
      return noteHelped(tx, move);
    case 'report':
      return reportSession(core, tx, move);
    case 'block':
      return blockPartner(core, tx, move);
    case 'remove':
      return removeOwnPart(tx, move);
    default:
      return never(press.name);
  }
}

/** What concerns one phase only counts in that phase. */
function needsTurn(name: MockAct): boolean {
  switch (name) {
    case 'confirm':
    case 'start':
    case 'pause':
    case 'resume':
    case 'next':
    case 'swap':
    case 'cancel':
      return true;
    // A score carries its half, and may come a little after its phase.
    case 'level':
    case 'score':
    case 'helped':
    case 'report':
    case 'block':
    case 'remove':
      return false;
    default:
      return never(name);
  }
}

async function advance(
  core: Core,
  tx: Tx,
  move: MockMove,
  event: Extract<MockEvent, { seat: Seat }>,
): Promise<Reply> {
  const advanced = await advanceSession(core, tx, move.session.id, event, move.now);
  switch (advanced.kind) {
    case 'gone':
      return say(NOT_YOURS);
    case 'refused':
      return say(refusalWords(advanced.because));
    case 'moved':
      return receipt(advanced.session, move.seat, event.kind, move.session.state.turn);
    default:
      return never(advanced);
  }
}

/** What the person who pressed is told; nothing where the room says it to both. */
function receipt(
  session: MockSession,
  seat: Seat,
  did: Extract<MockEvent, { seat: Seat }>['kind'],
  turnBefore: number,
): Reply {
  const other = nameOf(session, otherSeat(seat));
  const waits = session.state.turn === turnBefore;
  switch (did) {
    case 'confirm':
      return replace(
        waits
          ? `You confirmed. When ${other} has as well, your private room opens and you are told.`
          : 'Both of you confirmed. Your private room opens now; press Start there when you are ready.',
      );
    case 'start':
      return waits && session.state.phase === 'confirmed'
        ? say(`You are here. It begins when ${other} presses Start as well.`)
        : NOTHING_TO_SAY;
    case 'next':
      return waits ? say(`Noted. It goes on when ${other} presses Next as well.`) : NOTHING_TO_SAY;
    case 'cancel':
      return replace('It is called off. That is fine at any time and costs nothing.');
    case 'pause':
    case 'resume':
    case 'swap':
    case 'score':
    case 'left':
      return NOTHING_TO_SAY;
    default:
      return never(did);
  }
}

function say(words: string): Reply {
  return { kind: 'private', card: refusalCard(words) };
}

function replace(words: string): Reply {
  return {
    kind: 'replace',
    card: { tone: 'private', blocks: [{ kind: 'text', text: rich`${words}` }], buttons: [] },
  };
}
