import { never } from '../errors.ts';
import { advance, beginHalf, endEarly, enter, finish, isTimed, reveal, touch } from './session-phases.ts';
import { isOver, PAIR, type MockState, type Seat } from './session-state.ts';
import { moved, postOf, refuse, type MockEvent, type Step } from './session-step.ts';

/** A session whose room was deleted more often than this ends. */
const ROOMS_LOST_MAX = 2;

/**
 * The rules of a pair session: what an event makes of a state at `now`, or why it makes nothing of it. Pure.
 *
 *   matched → confirmed → [brief → answer → scoring → debrief] → swap → [the same, parts swapped] → reveal → done
 *
 * It may also end as cancelled, expired or no_show. Every state that is not an end has a moment at which it
 * goes on by itself ({@link wakeAt}), so no session lasts for ever.
 */
export function step(state: MockState, event: MockEvent, now: Temporal.Instant): Step {
  if (isOver(state.phase)) return refuse('over');
  switch (event.kind) {
    case 'wake':
      return wake(state, now);
    case 'room_gone':
      return loseRoom(state, now);
    case 'no_room':
      return state.scoredHalves > 0 ? finish(state, now) : endEarly(state, 'cancelled', now, {});
    case 'confirm':
      return confirm(state, event.seat, now);
    case 'start':
      return start(state, event.seat, now);
    case 'pause':
      return pause(state, event.seat, now);
    case 'resume':
      return resume(state, now);
    case 'next':
      return next(state, event.seat, now);
    case 'swap':
      return state.phase === 'swap' ? beginHalf(state, 2, now) : refuse('not_swapping');
    case 'score':
      return score(state, event.seat, now);
    case 'cancel':
    case 'left':
      return callOff(state, event.seat, now);
    default:
      return never(event);
  }
}

/** When the session goes on by itself; null once it is over. */
export function wakeAt(state: MockState): Temporal.Instant | null {
  if (isOver(state.phase)) return null;
  return earliest([state.endsAt, state.halfwayAt, state.idleAt]) ?? state.idleAt;
}

function wake(state: MockState, now: Temporal.Instant): Step {
  const due = (at: Temporal.Instant | null): boolean => at !== null && Temporal.Instant.compare(at, now) <= 0;
  if (due(state.endsAt)) return runOut(state, now);
  if (due(state.idleAt)) return giveUp(state, now);
  if (due(state.halfwayAt)) return moved({ ...state, halfwayAt: null }, [{ kind: 'post', what: 'halfway' }]);
  return refuse('early');
}

/** The phase's time is over. */
function runOut(state: MockState, now: Temporal.Instant): Step {
  switch (state.phase) {
    case 'matched':
      return endEarly(state, 'expired', now, { absent: without(PAIR, state.confirmed) });
    case 'confirmed':
      return endEarly(state, 'no_show', now, { absent: without(PAIR, state.present) });
    case 'brief':
    case 'answer':
    case 'scoring':
    case 'debrief':
    case 'swap':
    case 'reveal':
      return advance(state, now);
    case 'done':
    case 'cancelled':
    case 'expired':
    case 'no_show':
      return refuse('over');
    default:
      return never(state.phase);
  }
}

/** Nobody did anything for long. What was scored is still shown. */
function giveUp(state: MockState, now: Temporal.Instant): Step {
  if (state.phase === 'reveal') return finish(state, now);
  if (state.scoredHalves > 0) return reveal(state, now);
  return endEarly(state, 'expired', now, {});
}

function confirm(state: MockState, seat: Seat, now: Temporal.Instant): Step {
  if (state.phase !== 'matched') return refuse('already');
  if (state.confirmed.includes(seat)) return refuse('already');
  const confirmed = [...state.confirmed, seat];
  if (confirmed.length < PAIR.length) return moved({ ...state, confirmed }, []);
  const from = latest(state.startsAt, now);
  const endsAt = from.add({ minutes: state.times.show });
  return moved({ ...enter(state, 'confirmed', now), confirmed, endsAt, idleAt: endsAt }, [
    { kind: 'open_room' },
  ]);
}

function start(state: MockState, seat: Seat, now: Temporal.Instant): Step {
  if (state.paused !== null) return resume(state, now);
  if (state.phase === 'matched') return refuse('not_confirmed');
  if (state.phase !== 'confirmed') return refuse('started');
  if (state.present.includes(seat)) return refuse('already');
  const present = [...state.present, seat];
  if (present.length < PAIR.length) return moved({ ...state, present }, []);
  return beginHalf({ ...state, present }, 1, now);
}

function pause(state: MockState, seat: Seat, now: Temporal.Instant): Step {
  if (state.paused !== null) return refuse('paused');
  if (!isTimed(state.phase)) return refuse('not_started');
  return moved(stopClock(touch(state, now), seat, now), [{ kind: 'post', what: 'paused' }]);
}

function resume(state: MockState, now: Temporal.Instant): Step {
  const { paused } = state;
  if (paused === null) return refuse('not_paused');
  const after = (ms: number | null): Temporal.Instant | null =>
    ms === null ? null : now.add({ milliseconds: Math.round(ms) });
  const running = { endsAt: after(paused.endsIn), halfwayAt: after(paused.halfwayIn), paused: null };
  return moved({ ...touch(state, now), ...running }, [
    // A new room does not have this phase's card yet.
    { kind: 'post', what: paused.by === null ? postOf(state.phase) : 'resumed' },
  ]);
}

function next(state: MockState, seat: Seat, now: Temporal.Instant): Step {
  if (state.paused !== null) return refuse('paused');
  if (state.phase === 'swap') return beginHalf(state, 2, now);
  if (!isTimed(state.phase) && state.phase !== 'reveal')
    return refuse(state.phase === 'matched' ? 'not_confirmed' : 'not_started');
  if (state.ready.includes(seat)) return refuse('already');
  const ready = [...state.ready, seat];
  const settled = state.phase === 'scoring' ? [...ready, ...state.scored] : ready;
  const all = PAIR.every((one) => settled.includes(one));
  return all ? advance(state, now) : moved({ ...touch(state, now), ready }, []);
}

function score(state: MockState, seat: Seat, now: Temporal.Instant): Step {
  if (state.phase !== 'scoring') return refuse('not_scoring');
  if (state.paused !== null) return refuse('paused');
  const scored = state.scored.includes(seat) ? state.scored : [...state.scored, seat];
  const settled = [...scored, ...state.ready];
  const known = { ...touch(state, now), scored };
  return PAIR.every((one) => settled.includes(one)) ? advance(known, now) : moved(known, []);
}

/** One of the two calls it off, or is gone. Before a half was scored it came to nothing, afterwards it is revealed. */
function callOff(state: MockState, seat: Seat, now: Temporal.Instant): Step {
  if (state.phase === 'reveal') return finish({ ...state, leftBy: seat }, now);
  if (state.scoredHalves > 0) return reveal({ ...state, leftBy: seat }, now);
  return endEarly(state, 'cancelled', now, { leftBy: seat });
}

/** The room was deleted on the platform: the clock stands still, and there is a new one. */
function loseRoom(state: MockState, now: Temporal.Instant): Step {
  if (state.phase === 'matched') return refuse('not_confirmed');
  const roomsLost = state.roomsLost + 1;
  if (roomsLost > ROOMS_LOST_MAX)
    return state.scoredHalves > 0
      ? finish({ ...state, roomsLost }, now)
      : endEarly({ ...state, roomsLost }, 'cancelled', now, {});
  const still =
    isTimed(state.phase) && state.paused === null ? stopClock(touch(state, now), null, now) : state;
  return moved({ ...still, roomsLost }, [{ kind: 'open_room' }]);
}

function stopClock(state: MockState, by: Seat | null, now: Temporal.Instant): MockState {
  const left = (at: Temporal.Instant | null): number | null =>
    at === null ? null : Math.max(1_000, at.since(now).total('milliseconds'));
  const paused = { by, endsIn: left(state.endsAt), halfwayIn: left(state.halfwayAt) };
  return { ...state, endsAt: null, halfwayAt: null, paused };
}

function without(all: readonly Seat[], some: readonly Seat[]): Seat[] {
  return all.filter((seat) => !some.includes(seat));
}

function earliest(moments: readonly (Temporal.Instant | null)[]): Temporal.Instant | null {
  return moments.filter((at) => at !== null).toSorted((a, b) => Temporal.Instant.compare(a, b))[0] ?? null;
}

function latest(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) >= 0 ? a : b;
}
