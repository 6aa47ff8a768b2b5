import type { AnchorKey, FeedbackResult } from '../../feedback/contract.ts';
import { nearestProbe } from '../../feedback/nearest-probe.ts';
import { chooseCriterion } from '../../feedback/next-step.ts';
import type { CategoryRubric, CriterionRubric } from '../../feedback/rubric/load-rubric.ts';
import { shownQuote } from '../../feedback/shown-quote.ts';

/** A follow-up as an interviewer would ask it. */
export interface FollowUp {
  /** The criterion it aims at. */
  readonly criterion: string;
  readonly title: string;
  /** The member's own words that it takes up, verbatim; null where there are none to take up. */
  readonly quote: string | null;
  readonly question: string;
}

/** A quote of the member's first words is about so long, in words. */
const OPENING_WORDS = 14;

/**
 * The follow-up to ask: about the criterion that is weakest and was not asked about yet, with the member's own
 * words, verified before or cut from their text. A model's own question is used where it read the answer and
 * this is what it aimed at; else the probe of the question that has most in common with the criterion, else
 * the rubric's own line for it. `result` is null where the answer could not be read. Pure.
 */
export function chooseFollowUp(from: {
  readonly result: FeedbackResult | null;
  readonly rubric: CategoryRubric;
  readonly probes: readonly string[];
  readonly asked: readonly string[];
  readonly text: string;
}): FollowUp | null {
  const result = from.result?.verdict === 'assessable' ? from.result : null;
  const open = {
    ...from.rubric,
    criteria: from.rubric.criteria.filter((one) => !from.asked.includes(one.key)),
  };
  // When everything is met, the first one that is left is asked about all the same.
  const criterion = chooseCriterion(open, result?.criteria ?? []) ?? open.criteria[0];
  if (criterion === undefined) return null;
  const byModel =
    result !== null && result.source === 'model' && result.nextStep.criterion === criterion.key
      ? result.followUp
      : '';
  return {
    criterion: criterion.key,
    title: criterion.title,
    quote: quoteFor(result, criterion.key) ?? openingOf(from.text),
    question: byModel === '' ? (probeFor(criterion, from) ?? criterion.follow) : byModel,
  };
}

/** The member's words on this criterion, else those that stood out. */
function quoteFor(result: FeedbackResult | null, key: string): string | null {
  const own = result?.criteria.find((one) => one.key === key)?.quotes[0] ?? result?.strength?.quote;
  return own === undefined ? null : shownQuote(own);
}

/** The beginning of the text, whole words. */
function openingOf(text: string): string | null {
  const [line = ''] = text.trim().split('\n');
  const opening = line
    .split(/(?<=\s)/)
    .slice(0, OPENING_WORDS)
    .join('')
    .trim();
  return opening === '' ? null : opening;
}

/** The probe that shares most words with what the criterion asks, of those that earlier follow-ups left. */
function probeFor(
  criterion: CriterionRubric,
  from: {
    readonly rubric: CategoryRubric;
    readonly probes: readonly string[];
    readonly asked: readonly string[];
  },
): string | null {
  let left = [...from.probes];
  for (const key of from.asked) {
    const before = from.rubric.criteria.find((one) => one.key === key);
    const used = before === undefined ? undefined : nearestProbe(before, left);
    left = left.filter((probe) => probe !== used);
  }
  return nearestProbe(criterion, left) ?? null;
}

/** Where to go on after the cut-in: the first part of the story that is not there yet, after the problem. Pure. */
export function goOnFrom(result: FeedbackResult | null, rubric: CategoryRubric): AnchorKey {
  const parts = rubric.anchors.filter((anchor) => anchor !== 'problem');
  const open =
    result?.verdict === 'assessable' ? parts.find((part) => result.anchors[part] === null) : undefined;
  return open ?? parts.find((part) => part === 'tradeoff') ?? parts[0] ?? 'outcome';
}
