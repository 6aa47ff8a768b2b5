import { endOf } from '../jobs/deliver.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import type { Card } from '../platform/card.ts';
import { portFor } from '../platform/ports.ts';
import { revealCard } from './reveal-card.ts';
import { loadReveal } from './load-reveal.ts';
import { roomCard } from './room-cards.ts';
import { sessionCategory } from './session-question.ts';
import { sessionKey } from './session-key.ts';
import { isStale, sayInRoom } from './session-sends.ts';
import { findSession, type MockSession } from './session-store.ts';
import type { MockPost } from './session-step.ts';

interface Say {
  readonly sessionId: string;
  readonly what: MockPost;
  readonly turn: number;
  readonly version: number;
}

/**
 * Job `mock.say`: says in the room where the session is. A card of a phase that has passed meanwhile is left
 * out, unless it may be there already. Safe to run twice.
 */
export async function saySession(ctx: JobContext, payload: Say): Promise<JobOutcome> {
  const session = await findSession(ctx.db, payload.sessionId);
  if (session === null) return done('gone');
  const takenBack = session.seats.some((seat) => seat.removed_at !== null);
  if (payload.what === 'reveal' && takenBack) return done('taken back');
  const key = sessionKey(session.id, keyOf(session, payload));
  if (await isStale(ctx, key, isCurrent(session, payload))) return done('passed');
  return endOf(await sayInRoom(ctx, session, key, await cardOf(ctx, session, payload.what)));
}

/** A phase is said once a room; a pause may come again. */
function keyOf({ roomNumber }: MockSession, { what, turn, version }: Say): string {
  const again = what === 'paused' || what === 'resumed' ? `:${version}` : '';
  return `${what}:${turn}:${roomNumber}${again}`;
}

function isCurrent({ state, version }: MockSession, { what, turn, version: said }: Say): boolean {
  if (state.turn !== turn) return false;
  if (what === 'paused') return state.paused !== null;
  if (what === 'resumed') return state.paused === null && version === said;
  return true;
}

async function cardOf(ctx: JobContext, session: MockSession, what: MockPost): Promise<Card> {
  const categoryName = sessionCategory(ctx, session);
  if (what === 'reveal') return revealCard(session, await loadReveal(ctx, ctx.db, session));
  const moderatorsMayRead = portFor(ctx, session.platform).can.roomsOpenToModerators;
  return roomCard({ session, categoryName, moderatorsMayRead }, what);
}
