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
export type MeteredModel = Omit<FeedbackModel, 'assess'> & {
  /**
   * Throws ModelBusy or ModelFailed when no request would be made now. Asks nobody: nothing leaves the
   * machine, and nothing needs to be put aside.
   */
  readonly checkReady: () => void;
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
  return 'estimate' in model && 'checkReady' in model;
}
