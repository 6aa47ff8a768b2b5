/** The one path from an answer to feedback, used by jobs and by `npm run eval` alike. */
import type {
  Assessment,
  AssessRequest,
  FeedbackModel,
  FeedbackNote,
  FeedbackResult,
  NoteCode,
} from './contract.ts';
import { hasSuspiciousFigures } from './exact-figures.ts';
import { forgetFacts } from './grounded.ts';
import { chooseFollowUp, chooseNextStep } from './next-step.ts';
import { forgetNormalised } from './normalise.ts';
import { scoreLevels } from './score.ts';
import { verifyAssessment } from './verify.ts';
import type { VerifiedAssessment } from './verify.ts';

const ROLE_ANCHORS = ['problem', 'decision', 'tradeoff', 'outcome', 'lesson'] as const;

const pickStrength = (request: AssessRequest, verified: VerifiedAssessment): FeedbackResult['strength'] => {
  const met = new Set(verified.criteria.filter((one) => one.level === 'met').map((one) => one.key));
  const claimed = verified.strengths.find((one) => met.size === 0 || met.has(one.criterion));
  if (claimed !== undefined) return claimed;
  const weightOf = new Map(request.rubric.criteria.map((one) => [one.key, one.weight]));
  const best = verified.criteria
    .filter((one) => one.level !== 'missing' && one.quotes.length > 0)
    .toSorted(
      (a, b) =>
        Number(met.has(b.key)) - Number(met.has(a.key)) ||
        (weightOf.get(b.key) ?? 0) - (weightOf.get(a.key) ?? 0),
    )[0];
  const quote = best?.quotes[0];
  return best === undefined || quote === undefined ? null : { criterion: best.key, quote };
};

/** Anchors the category does not use stay null. */
const keepAnchors = (
  request: AssessRequest,
  anchors: FeedbackResult['anchors'],
): FeedbackResult['anchors'] => {
  const kept = { ...anchors };
  for (const key of ROLE_ANCHORS) if (!request.rubric.anchors.includes(key)) kept[key] = null;
  return kept;
};

/**
 * Verifies, scores and words one assessment. Pure. What comes out holds only quotes that stand in the answer,
 * and no number or name that is in neither the answer nor the question.
 */
export const completeFeedback = (
  source: FeedbackModel['source'],
  request: AssessRequest,
  assessment: Assessment,
): FeedbackResult => {
  const verified = verifyAssessment(request, assessment);
  const score = scoreLevels(request.rubric, verified.criteria, {
    verdict: verified.verdict,
    source,
    answer: request.answer,
    linkUnclear: assessment.linkUnclear,
    decisionScattered: assessment.decisionScattered,
  });
  const nextStep = chooseNextStep(request, assessment, verified);
  const followUp = chooseFollowUp(request, assessment, verified);
  const notes: FeedbackNote[] = [];
  const note = (code: NoteCode, count: number): void => {
    if (count > 0) notes.push({ code, count });
  };
  note('injection_suspected', Number(verified.injectionSuspected));
  note('quotes_rejected', verified.quotesRejected);
  note('levels_lowered', verified.levelsLowered);
  for (const cap of score.caps) note(cap, 1);
  if (verified.verdict === 'assessable') {
    note('question_link_unclear', Number(assessment.linkUnclear === true));
    note('direction_is_enough', Number(hasSuspiciousFigures(request.answer)));
    note('next_step_replaced', Number(nextStep.canned && assessment.nextStep.text.trim() !== nextStep.text));
    note('follow_up_replaced', Number(followUp.canned && assessment.followUp.trim() !== followUp.text));
  }
  forgetNormalised();
  forgetFacts();
  return {
    verdict: verified.verdict,
    source,
    rubricVersion: request.rubric.rubricVersion,
    category: request.rubric.category,
    criteria: [...verified.criteria],
    strength: pickStrength(request, verified),
    nextStep,
    followUp: followUp.text,
    anchors: keepAnchors(request, verified.anchors),
    counts: score.counts,
    score: score.score,
    band: score.band,
    notes,
  };
};

/**
 * Asks the model (or the coach), then verifies, scores and picks the next step. Rejects with whatever
 * `model.assess` rejects with; the caller falls back to the coach and never takes points for an outage.
 */
export const giveVerifiedFeedback = async (
  model: FeedbackModel,
  request: AssessRequest,
  signal: AbortSignal,
): Promise<FeedbackResult> => completeFeedback(model.source, request, await model.assess(request, signal));
