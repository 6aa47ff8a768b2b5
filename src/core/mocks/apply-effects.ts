import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { never } from '../errors.ts';
import { enqueue } from '../jobs/outbox.ts';
import { refreshStreak } from '../streaks/refresh-streak.ts';
import { backInLine } from './join/back-in-line.ts';
import { onSeatsFreed, type FreedSeats } from './on-seat-freed.ts';
import { isLater, PAIR, type MockState } from './session-state.ts';
import { at, type MockSession } from './session-store.ts';
import type { MockEffect, MockEvent } from './session-step.ts';

/** What brought the session on. */
interface Cause {
  readonly event: MockEvent;
  readonly now: Temporal.Instant;
}

/** Writes what follows from a step; `session` has its new state and version already. */
export async function applyEffects(
  core: Core,
  tx: Tx,
  session: MockSession,
  effects: readonly MockEffect[],
  cause: Cause,
): Promise<void> {
  for (const effect of effects) await applyEffect(core, tx, session, effect, cause);
}

async function applyEffect(
  core: Core,
  tx: Tx,
  session: MockSession,
  effect: MockEffect,
  cause: Cause,
): Promise<void> {
  const { id: sessionId, state, version } = session;
  const { now } = cause;
  switch (effect.kind) {
    case 'open_room': {
      const room = state.roomsLost + 1;
      await tx
        .updateTable('mock_sessions')
        .set({ room_id: null, room_number: room })
        .where('id', '=', sessionId)
        .execute();
      await enqueue(tx, 'mock.room', { sessionId, room }, { now });
      if (state.phase === 'confirmed' && room === 1 && isLater(state.startsAt, now))
        for (const seat of PAIR) await enqueue(tx, 'mock.calendar', { sessionId, seat }, { now });
      return;
    }
    case 'post':
      return enqueue(tx, 'mock.say', { sessionId, what: effect.what, turn: state.turn, version }, { now });
    case 'give_parts': {
      const { half } = state;
      if (half === 0) return;
      for (const seat of PAIR) await enqueue(tx, 'mock.part', { sessionId, seat, half }, { now });
      return;
    }
    case 'reveal':
      return openScores(tx, session, now);
    case 'fell_through':
      return freeSeats(core, tx, session, cause);
    case 'finished':
      return finish(tx, session, now);
    default:
      return never(effect);
  }
}

/**
 * From now on a score that is shown is also of the one it is about; what was typed goes to be read. What was
 * only begun, or given in a half that ended before its scoring did, stays with its writer.
 */
async function openScores(tx: Tx, session: MockSession, now: Temporal.Instant): Promise<void> {
  for (const half of [1, 2] as const) {
    const parts = session.state.halves[half - 1];
    if (parts === undefined || at(session, parts.candidate) === null) continue;
    if (half <= session.state.scoredHalves) {
      await tx
        .updateTable('mock_scores')
        .set({ about_seat: parts.candidate })
        .where('session_id', '=', session.id)
        .where('half', '=', half)
        .where('given_at', 'is not', null)
        .execute();
    }
    await enqueue(tx, 'mock.read', { sessionId: session.id, half }, { now });
  }
}

async function freeSeats(core: Core, tx: Tx, session: MockSession, cause: Cause): Promise<void> {
  await closeSeats(tx, session.id);
  const freed = describeFreed(session, cause.event);
  const hadRoom = session.roomId !== null;
  for (const { seat, member_id: memberId } of session.seats) {
    const knows = hadRoom && !freed.observers.includes(memberId);
    const did = 'seat' in cause.event && cause.event.seat === seat;
    if (!knows && !did) await enqueue(tx, 'mock.off', { sessionId: session.id, seat }, { now: cause.now });
  }
  await onSeatsFreed(core, tx, freed, cause.now);
}

function describeFreed(session: MockSession, event: MockEvent): FreedSeats {
  const { state } = session;
  const missingSeats = state.leftBy === null ? state.absent : [state.leftBy];
  const pair = PAIR.flatMap((seat) => {
    const member = at(session, seat);
    return member === null ? [] : [{ seat, memberId: member.member_id }];
  });
  return {
    sessionId: session.id,
    communityId: session.communityId,
    category: session.category,
    untimed: state.untimed,
    asked: session.asked,
    startsAt: state.startsAt,
    because: becauseOf(state, event),
    missing: pair.filter((one) => missingSeats.includes(one.seat)).map((one) => one.memberId),
    waiting: pair.filter((one) => !missingSeats.includes(one.seat)).map((one) => one.memberId),
    observers: session.seats.filter((seat) => seat.role === 'observer').map((seat) => seat.member_id),
  };
}

function becauseOf(state: MockState, event: MockEvent): FreedSeats['because'] {
  if (event.kind === 'left') return 'gone';
  if (state.phase === 'no_show') return 'no_show';
  if (state.phase === 'cancelled') return state.leftBy === null ? 'no_room' : 'cancelled';
  return state.absent.length > 0 ? 'unconfirmed' : 'idle';
}

async function closeSeats(tx: Tx, sessionId: string): Promise<void> {
  await tx.updateTable('mock_seats').set({ open: false }).where('session_id', '=', sessionId).execute();
}

/** The two who held it keep their day, whether they wrote or spoke. */
async function finish(tx: Tx, session: MockSession, now: Temporal.Instant): Promise<void> {
  await closeSeats(tx, session.id);
  const pair = PAIR.flatMap((seat) => at(session, seat)?.member_id ?? []);
  await backInLine(tx, session.communityId, pair, now);
  if (session.state.scoredHalves === 0) return;
  await tx
    .updateTable('mock_seats')
    .set({ finished_at: now })
    .where('session_id', '=', session.id)
    .where('role', '<>', 'observer')
    .execute();
  for (const memberId of pair) await refreshStreak(tx, memberId, now);
}
