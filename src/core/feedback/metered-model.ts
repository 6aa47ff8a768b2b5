import type { Assessment, AssessRequest, FeedbackModel } from './contract.ts';

/** What calls to an outside model used up: requests it may have worked on, and its tokens, in and out. */
export interface Usage {
  readonly requests: number;
  readonly tokens: number;
}

export const NO_USAGE: Usage = { requests: 0, tokens: 0 };

/** Both together. */
export function addUsage(a: Usage, b: Usage): Usage {
  return { requests: a.requests + b.requests, tokens: a.tokens + b.tokens };
}

/** A model outside of this machine, whose readings are counted against daily allowances. */
export type MeteredModel = FeedbackModel & {
  /**
   * How long to wait before the model would take a request at all, in milliseconds; 0 when it takes one
   * now. Asks nobody, so nothing leaves the machine.
   */
  readonly busyForMs: () => number;
  /** The most that one `assess` can be expected to use; what is reserved before it. */
  readonly estimate: (request: AssessRequest) => Usage;
  /** Like the port's, and tells `used` what each call took, whether it ended well or not. */
  readonly assess: (
    request: AssessRequest,
    signal: AbortSignal,
    used?: (usage: Usage) => void,
  ) => Promise<Assessment>;
};

/** The offline coach and scripted models are not metered. */
export function isMetered(model: FeedbackModel): model is MeteredModel {
  return 'estimate' in model && 'busyForMs' in model;
}
