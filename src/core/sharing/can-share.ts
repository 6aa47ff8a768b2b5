import type { FeedbackResult } from '../feedback/contract.ts';
import type { Round } from '../rounds/load-round.ts';

/** Where a round has no public place to share in, and why, as the member reads it; null when it has one. Pure. */
export function whyNotHere(round: Round): string | null {
  if (round.memberId !== null) {
    return 'This question was yours alone, so there is no thread to share in. To show your answer to somebody, open it with /practice history and copy it.';
  }
  if (round.state !== 'posted') {
    return 'The organizers withdrew this question, so nothing more is shared under it. You can copy your answer from /practice history.';
  }
  if (round.threadId === null) {
    return 'This question has no thread, so there is nowhere to share. You can copy your answer from /practice history into the channel.';
  }
  return null;
}

/** Whether feedback says something about the answer; only that is worth showing to others. Pure. */
export function isShowable(result: FeedbackResult | null): result is FeedbackResult {
  return result !== null && result.verdict === 'assessable';
}
