import { never } from '../errors.ts';
import type { MockPhase, MockState } from './session-state.ts';
import { moved, refuse, type MockEffect, type Step } from './session-step.ts';

/** How one phase follows another; session.ts says which event leads there. All of it pure. */

/** Half one or two begins: the brief, and each of the two gets their part. */
export function beginHalf(state: MockState, half: 1 | 2, now: Temporal.Instant): Step {
  return enterTimed({ ...state, half, scored: [] }, 'brief', now, [{ kind: 'give_parts' }]);
}

/** On to the next phase; what a phase leads to does not depend on why it ended. */
export function advance(state: MockState, now: Temporal.Instant): Step {
  switch (state.phase) {
    case 'brief':
      return enterTimed(state, 'answer', now);
    case 'answer':
      return enterTimed(state, 'scoring', now);
    case 'scoring':
      return enterTimed({ ...state, scoredHalves: state.scoredHalves + 1 }, 'debrief', now);
    case 'debrief': {
      if (state.half >= state.halves.length) return reveal(state, now);
      const swap = enter(state, 'swap', now);
      const endsAt = state.untimed ? null : now.add({ minutes: state.times.show });
      return moved({ ...swap, endsAt }, [{ kind: 'post', what: 'swap' }]);
    }
    case 'swap':
      return reveal(state, now);
    case 'reveal':
      return finish(state, now);
    case 'matched':
    case 'confirmed':
    case 'done':
    case 'cancelled':
    case 'expired':
    case 'no_show':
      return refuse('not_started');
    default:
      return never(state.phase);
  }
}

/** The phases with a clock, and with Pause. */
export type TimedPhase = 'brief' | 'answer' | 'scoring' | 'debrief';

/** Whether the phase is one with a clock. */
export function isTimed(phase: MockPhase): phase is TimedPhase {
  return phase === 'brief' || phase === 'answer' || phase === 'scoring' || phase === 'debrief';
}

function enterTimed(
  state: MockState,
  phase: TimedPhase,
  now: Temporal.Instant,
  more: readonly MockEffect[] = [],
): Step {
  const length = state.untimed ? null : Temporal.Duration.from({ minutes: state.times[phase] });
  const endsAt = length === null ? null : now.add(length);
  // Only the answer is long enough for a word in the middle.
  const halfwayAt =
    length === null || phase !== 'answer'
      ? null
      : now.add({ milliseconds: Math.round(length.total('milliseconds') / 2) });
  return moved({ ...enter(state, phase, now), endsAt, halfwayAt }, [...more, { kind: 'post', what: phase }]);
}

/** What was scored is shown to both. */
export function reveal(state: MockState, now: Temporal.Instant): Step {
  const open = enter(state, 'reveal', now);
  return moved({ ...open, endsAt: now.add({ minutes: state.times.show }) }, [
    { kind: 'reveal' },
    { kind: 'post', what: 'reveal' },
  ]);
}

/** The end of a mock that was held. */
export function finish(state: MockState, now: Temporal.Instant): Step {
  return moved({ ...enter(state, 'done', now), endsAt: null }, [
    { kind: 'finished' },
    { kind: 'post', what: 'done' },
  ]);
}

/** An end before anything was scored: it came to nothing, and nobody is to blame. */
export function endEarly(
  state: MockState,
  phase: 'cancelled' | 'expired' | 'no_show',
  now: Temporal.Instant,
  how: Partial<Pick<MockState, 'leftBy' | 'absent'>>,
): Step {
  const hadRoom = state.phase !== 'matched';
  return moved({ ...enter(state, phase, now), endsAt: null, ...how }, [
    { kind: 'fell_through' },
    ...(hadRoom ? [{ kind: 'post', what: 'ended' } as const] : []),
  ]);
}

/** The state at the beginning of a phase; its times are for the caller to set. */
export function enter(state: MockState, phase: MockPhase, now: Temporal.Instant): MockState {
  return {
    ...touch(state, now),
    phase,
    turn: state.turn + 1,
    enteredAt: now,
    ready: [],
    halfwayAt: null,
    paused: null,
  };
}

/** Somebody did something, or the session went on: the wait for nothing begins anew. */
export function touch(state: MockState, now: Temporal.Instant): MockState {
  return state.phase === 'matched' ? state : { ...state, idleAt: now.add({ minutes: state.times.idle }) };
}
