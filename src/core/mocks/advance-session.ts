import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { enqueue } from '../jobs/outbox.ts';
import { applyEffects } from './apply-effects.ts';
import { findSession, lockSession, saveState, type MockSession } from './session-store.ts';
import { step, wakeAt } from './session.ts';
import type { MockEvent, MockRefusal } from './session-step.ts';

export type Advanced =
  | { readonly kind: 'moved'; readonly session: MockSession }
  | { readonly kind: 'refused'; readonly because: MockRefusal; readonly session: MockSession }
  | { readonly kind: 'gone' };

/**
 * Something happened to a session: locks it, lets the rules decide (session.ts), keeps the new state and
 * writes what follows from it, all in the caller's transaction. The wake-up that is asked for is a hint; the
 * tick finds the session by its `wake_at` all the same.
 */
export async function advanceSession(
  core: Core,
  tx: Tx,
  sessionId: string,
  event: MockEvent,
  now: Temporal.Instant,
): Promise<Advanced> {
  const session = await lockSession(tx, sessionId);
  if (session === null) return { kind: 'gone' };
  const stepped = step(session.state, withoutRoom(session, event, now) ? { kind: 'no_room' } : event, now);
  if (stepped.kind === 'refused') return { ...stepped, session };
  const { state, effects } = stepped;
  const version = await saveState(tx, session, state, now);
  await applyEffects(core, tx, { ...session, state, version }, effects, { event, now });
  const wake = wakeAt(state);
  const before = wakeAt(session.state);
  if (wake !== null && (before === null || !wake.equals(before)))
    await enqueue(tx, 'mock.wake', { sessionId }, { now, runAt: wake });
  const after = await findSession(tx, sessionId);
  return after === null ? { kind: 'gone' } : { kind: 'moved', session: after };
}

/** The time to press Start is over, and there was no room to press it in: nobody is to blame. */
function withoutRoom(session: MockSession, event: MockEvent, now: Temporal.Instant): boolean {
  const { phase, endsAt } = session.state;
  return (
    event.kind === 'wake' &&
    phase === 'confirmed' &&
    session.roomId === null &&
    endsAt !== null &&
    Temporal.Instant.compare(endsAt, now) <= 0
  );
}
