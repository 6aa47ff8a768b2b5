import type { Block, Button, Card } from '../platform/card.ts';
import type { Rich } from '../platform/rich.ts';
import { at, type MockSession } from './session-store.ts';

/** What a room's card is made from beside the session. */
export interface RoomContext {
  readonly session: MockSession;
  readonly categoryName: string;
  /** The community's moderators can open the room. */
  readonly moderatorsMayRead: boolean;
}

/** A member's name as the other one may read it. */
export function nameOf(session: MockSession, seat: number): string {
  const name = at(session, seat)?.name ?? '';
  return name === '' ? 'Your partner' : name;
}

/** A card that both read, with what can be pressed. */
export function roomPiece(title: Rich, blocks: readonly Block[], buttons: readonly Button[]): Card {
  return { tone: 'question', title, blocks, buttons };
}

/** A paragraph. */
export function text(words: Rich): Block {
  return { kind: 'text', text: words };
}
