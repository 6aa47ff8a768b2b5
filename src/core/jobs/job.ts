import type { Core } from '../core.ts';
import type { FeedbackModel } from '../feedback/contract.ts';
import type { Platform } from '../platform/event.ts';
import type { PlatformPort } from '../platform/port.ts';

/** What job handlers work with, beside their payload. */
export interface JobContext extends Core {
  readonly ports: ReadonlyMap<Platform, PlatformPort>;
  readonly model: FeedbackModel;
  /** Answers when `model` cannot; always there, never leaves the machine. */
  readonly fallbackModel: FeedbackModel;
}

/**
 * How a handler ended. `done` is final, with a word for the record. `again` asks to be run once more
 * after `afterMs` (a rate limit, a send in flight elsewhere); it does not count as a failed try. A handler
 * throws when something broke: it is tried again with growing delays until its attempts are used up.
 */
export type JobOutcome =
  | { readonly kind: 'done'; readonly result: string }
  | { readonly kind: 'again'; readonly afterMs: number };

export function done(result: string): JobOutcome {
  return { kind: 'done', result };
}
