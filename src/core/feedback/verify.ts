/** Checks every claim of an assessment against the answer. Levels can only fall here, never rise. */
import { ANCHOR_KEYS } from './contract.ts';
import type {
  Anchors,
  Assessment,
  AssessRequest,
  CriterionAssessment,
  CriterionResult,
  Level,
  Quote,
  Verdict,
} from './contract.ts';
import { findInjection, overlaps } from './injection.ts';
import type { Span } from './injection.ts';
import { scriptsTheMember, ungroundedFacts } from './grounded.ts';
import { findQuote, normalise, wordsOf } from './normalise.ts';
import type { Normalised } from './normalise.ts';
import { cutsOf, wholeSpan } from './whole-span.ts';

/** Verbatim quotes have 4 to 30 words: shorter proves nothing, longer is a copy of the answer. */
export const QUOTE_WORDS = { min: 4, max: 30 } as const;
/** A stretch that is claimed for more criteria than this proves none of them. */
const MAX_CRITERIA_PER_QUOTE = 2;
/** Below this many words outside of instructions to the grader, there is nothing to assess. */
const MIN_WORDS = 8;

/** What is left of an assessment after checking, before scoring. */
export type VerifiedAssessment = {
  readonly verdict: Verdict;
  readonly criteria: readonly CriterionResult[];
  readonly strengths: readonly { readonly criterion: string; readonly quote: Quote }[];
  readonly anchors: Anchors;
  readonly injectionSuspected: boolean;
  readonly quotesRejected: number;
  readonly levelsLowered: number;
};

type Context = {
  readonly answer: string;
  readonly normalised: Normalised;
  readonly question: Normalised;
  readonly injection: readonly Span[];
};

/** The original span of a quote, or null when it is not the member's own usable wording. */
const locate = (
  context: Context,
  text: string,
  minWords: number,
  taken: readonly Span[] = [],
  near?: number,
): Quote | null => {
  const found = findQuote(context.normalised, text, taken, near);
  if (found === null) return null;
  const words = wordsOf(found.text).length;
  if (words < minWords || words > QUOTE_WORDS.max) return null;
  if (context.question.text.includes(found.text)) return null;
  const whole = wholeSpan(context.answer, found);
  if (context.injection.some((span) => overlaps(span, whole))) return null;
  const cuts = cutsOf(context.answer, whole);
  return {
    text: context.answer.slice(whole.start, whole.end),
    start: whole.start,
    end: whole.end,
    ...(cuts.before && { cutBefore: true }),
    ...(cuts.after && { cutAfter: true }),
  };
};

/** Nearly the same stretch: the shared part is at least four fifths of both. */
export const sameStretch = (a: Span, b: Span): boolean => {
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return shared > 0 && shared >= 0.8 * Math.max(a.end - a.start, b.end - b.start);
};

/** Met without evidence becomes partial, partial without becomes missing. */
const lower = (level: Level): Level => {
  switch (level) {
    case 'met':
      return 'partial';
    case 'partial':
    case 'missing':
      return 'missing';
    default: {
      const impossible: never = level;
      return impossible;
    }
  }
};

const claimFor = (assessment: Assessment, key: string): CriterionAssessment =>
  assessment.criteria.find((one) => one.key === key) ?? { key, reason: '', level: 'missing', quotes: [] };

/** A reason is shown only when it states nothing that is in neither text and dictates nothing. */
const keepReason = (request: AssessRequest, reason: string): string => {
  const sources = [request.answer, request.question.text];
  const grounded = ungroundedFacts(reason, sources).length === 0;
  return grounded && !/https?:|[<>{}]/u.test(reason) && !scriptsTheMember(reason, sources)
    ? reason.trim()
    : '';
};

const verifyAnchors = (context: Context, anchors: Anchors): Anchors => {
  const verified: Anchors = { problem: null, decision: null, tradeoff: null, outcome: null, lesson: null };
  for (const key of ANCHOR_KEYS) {
    const claimed = anchors[key];
    if (claimed !== null) verified[key] = locate(context, claimed, 2)?.text ?? null;
  }
  return verified;
};

const decideVerdict = (assessment: Assessment, context: Context): Verdict => {
  if (assessment.verdict !== 'assessable') return assessment.verdict;
  const own = wordsOf(context.normalised.text).length;
  const aside = context.injection.reduce(
    (sum, span) => sum + wordsOf(normalise(context.answer.slice(span.start, span.end)).text).length,
    0,
  );
  return own - aside < MIN_WORDS ? 'too_short' : 'assessable';
};

/**
 * Verifies an assessment against its request. Every criterion of the rubric is in the result, in the rubric's
 * order; unknown keys are dropped, absent ones are missing. A quote counts only when it is an exact part of the
 * answer (after normalising), is not from the question, does not address the grader, has 4–30 words, and is
 * used for at most two criteria. With another verdict than "assessable" every level is missing.
 */
export const verifyAssessment = (request: AssessRequest, assessment: Assessment): VerifiedAssessment => {
  const context: Context = {
    answer: request.answer,
    normalised: normalise(request.answer),
    question: normalise(request.question.text),
    injection: findInjection(request.answer),
  };
  const verdict = decideVerdict(assessment, context);
  const injectionSuspected = assessment.injectionSuspected || context.injection.length > 0;
  const claims = request.rubric.criteria.map((criterion) => {
    const claim = claimFor(assessment, criterion.key);
    const quotes: Quote[] = [];
    const starts = assessment.quoteStarts?.get(criterion.key);
    for (const [index, text] of claim.quotes.entries()) {
      const quote = locate(context, text, QUOTE_WORDS.min, quotes, starts?.[index]);
      if (quote !== null) quotes.push(quote);
    }
    return { criterion, claim, quotes, asked: claim.quotes.length };
  });
  const usedBy = (quote: Quote): number =>
    claims.filter(
      (one) => one.claim.level !== 'missing' && one.quotes.some((other) => sameStretch(other, quote)),
    ).length;
  let quotesRejected = 0;
  let levelsLowered = 0;
  const criteria = claims.map(({ criterion, claim, quotes, asked }): CriterionResult => {
    const base = { key: criterion.key, title: criterion.title };
    if (verdict !== 'assessable') return { ...base, level: 'missing', reason: '', quotes: [] };
    const kept =
      claim.level === 'missing' ? [] : quotes.filter((quote) => usedBy(quote) <= MAX_CRITERIA_PER_QUOTE);
    if (claim.level !== 'missing') quotesRejected += asked - kept.length;
    const level = kept.length === 0 ? lower(claim.level) : claim.level;
    if (level !== claim.level) levelsLowered += 1;
    // A level that survives without a quote would show a claim nobody can check, so a partial keeps its reason only.
    return { ...base, level, reason: keepReason(request, claim.reason), quotes: kept };
  });
  const levelOf = new Map(criteria.map((one) => [one.key, one.level]));
  const strengths = assessment.strengths.flatMap(({ criterion, quote }) => {
    const level = levelOf.get(criterion);
    const found = locate(context, quote, QUOTE_WORDS.min);
    return found === null || level === undefined || level === 'missing' ? [] : [{ criterion, quote: found }];
  });
  const none: Anchors = { problem: null, decision: null, tradeoff: null, outcome: null, lesson: null };
  return {
    verdict,
    criteria,
    strengths: verdict === 'assessable' ? strengths : [],
    // A member's own words help to find back into a story, whether or not it is to this question.
    anchors:
      verdict === 'assessable' || verdict === 'off_topic' ? verifyAnchors(context, assessment.anchors) : none,
    injectionSuspected,
    quotesRejected,
    levelsLowered,
  };
};
