import type { Assessment, AssessRequest } from '../../core/feedback/contract.ts';
import { QUOTE_WORDS, verifyAssessment } from '../../core/feedback/verify.ts';

/** A failing quote is repeated to the model up to so many characters. */
const SHOWN = 200;

/**
 * What the repair turn should mend in an assessment of the right shape: for each criterion whose level
 * verification would lower, the quotes it did not accept. Empty when nothing would be lowered; a rejected
 * quote that changes no level is not worth another call.
 */
export function findProblems(request: AssessRequest, assessment: Assessment): readonly string[] {
  const verified = verifyAssessment(request, assessment);
  if (verified.levelsLowered === 0) return [];
  return verified.criteria.flatMap((criterion) => {
    const claim = assessment.criteria.find((one) => one.key === criterion.key);
    if (claim === undefined || claim.level === criterion.level) return [];
    const about = `Criterion "${criterion.key}", level "${claim.level}"`;
    // A level is lowered only where none of its quotes is accepted.
    if (claim.quotes.length === 0) return [`${about}: no quote.`];
    return claim.quotes.map(
      (text) =>
        `${about}: this is not a passage of ${QUOTE_WORDS.min} to ${QUOTE_WORDS.max} words of the answer that may be used here: ${JSON.stringify(text.slice(0, SHOWN))}`,
    );
  });
}

/**
 * The one of two assessments that verification lowers less; the second when it is the same. A repair may not
 * change whether the answer can be assessed at all.
 */
export function chooseBetter(request: AssessRequest, first: Assessment, second: Assessment): Assessment {
  if (first.verdict !== second.verdict) return first;
  const lowered = (one: Assessment): number => verifyAssessment(request, one).levelsLowered;
  return lowered(second) <= lowered(first) ? second : first;
}
