import type { Clock } from '../../src/core/time.ts';

/** A clock that stands still until a test moves it, forwards or back. */
export interface TestClock extends Clock {
  /** Moves to the instant of an ISO text such as `2026-03-02T09:00:00Z`. */
  set(iso: string): void;
  /** Moves by a duration such as `{ hours: 6 }`; negative goes back. Days are 24 hours. */
  advance(duration: { days?: number; hours?: number; minutes?: number; seconds?: number }): void;
}

/** A test clock that starts at the given ISO instant. */
export function createTestClock(startIso: string): TestClock {
  let current = Temporal.Instant.from(startIso);
  return {
    now: () => current,
    set: (iso) => {
      current = Temporal.Instant.from(iso);
    },
    advance: ({ days = 0, hours = 0, minutes = 0, seconds = 0 }) => {
      current = current.add({ hours: hours + 24 * days, minutes, seconds });
    },
  };
}
