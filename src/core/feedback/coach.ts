/** The offline coach: a deterministic stand-in for a model. It finds wording, not meaning, and says so. */
import { assessWording } from './coach/assess-wording.ts';
import type { FeedbackModel } from './contract.ts';

/**
 * The coach behind the model port. Reads English only, abstains where it cannot know, never leaves the machine.
 * `assess` rejects only when `signal` is already aborted.
 */
export const createOfflineCoach = (): FeedbackModel => ({
  source: 'coach',
  label: 'offline coach',
  assess: async (request, signal) => {
    signal.throwIfAborted();
    return Promise.resolve(assessWording(request));
  },
});
