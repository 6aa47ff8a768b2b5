import { FAILURES, ModelBusy, ModelFailed } from '../../core/feedback/model-trouble.ts';
import type { Clock } from '../../core/time.ts';

/** So many outages in a row, whichever answers they hit, and the service is left alone. */
export const FAILURES_TO_OPEN = 5;
/** After so many milliseconds one call may try whether the service is back. */
export const PAUSE_MS = 30_000;

export interface CircuitBreaker {
  /** Throws what {@link CircuitBreaker.run} would throw now without calling; takes no probe. */
  check(): void;
  /**
   * Runs `call`, or throws at once while the service is left alone: ModelBusy with the time to wait, or, when
   * waiting is of no use (the key is refused), ModelFailed. A ModelBusy from `call` holds everyone back for
   * its time.
   */
  run<T>(call: () => Promise<T>): Promise<T>;
}

/**
 * One for each endpoint and process. Closed: everything passes. Open, after {@link FAILURES_TO_OPEN} outages
 * in a row: nothing passes for {@link PAUSE_MS}, then a single probe, whose outcome closes or opens it again.
 */
export function createCircuitBreaker(clock: Clock, onOpen: (because: ModelFailed) => void): CircuitBreaker {
  let inARow = 0;
  /** Why it is open; null when it is closed. */
  let because: ModelFailed | null = null;
  let until: Temporal.Instant | null = null;
  let heldUntil: Temporal.Instant | null = null;
  let probing = false;

  const leftMs = (moment: Temporal.Instant | null): number =>
    moment === null ? 0 : Math.ceil(clock.now().until(moment).total('milliseconds'));
  const refuse = (afterMs: number): never => {
    if (because !== null && !FAILURES[because.code].retry)
      throw new ModelFailed(because.code, because.status);
    throw new ModelBusy('outage', afterMs);
  };
  const check = (): void => {
    const held = leftMs(heldUntil);
    if (held > 0) throw new ModelBusy('asked_to_wait', held);
    if (because === null) return;
    const paused = leftMs(until);
    if (paused > 0) refuse(paused);
    if (probing) refuse(PAUSE_MS);
  };
  const succeeded = (): void => {
    inARow = 0;
    because = null;
    until = null;
  };
  const failed = (failure: ModelFailed, probe: boolean): void => {
    inARow += 1;
    // What was under way when it opened says nothing new.
    if (inARow < FAILURES_TO_OPEN || (because !== null && !probe)) return;
    because = failure;
    until = clock.now().add({ milliseconds: PAUSE_MS });
    onOpen(failure);
  };
  return {
    check,
    async run(call) {
      check();
      const probe = because !== null;
      if (probe) probing = true;
      try {
        const result = await call();
        succeeded();
        return result;
      } catch (error) {
        if (error instanceof ModelBusy) {
          heldUntil = clock.now().add({ milliseconds: Math.ceil(error.afterMs) });
          // It answers: that is no outage.
          succeeded();
        } else if (error instanceof ModelFailed) {
          if (FAILURES[error.code].outage) failed(error, probe);
          else succeeded();
        }
        throw error;
      } finally {
        if (probe) probing = false;
      }
    },
  };
}
