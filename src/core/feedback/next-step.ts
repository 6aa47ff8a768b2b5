/** Chooses the one next step and the follow-up question. The choice is code's, never the model's. */
import type { Assessment, AssessRequest, CriterionResult, Level, Verdict } from './contract.ts';
import { scriptsTheMember, ungroundedFacts } from './grounded.ts';
import { nearestProbe } from './nearest-probe.ts';
import { normalise, wordsOf } from './normalise.ts';
import type { CategoryRubric, CriterionRubric, Role } from './rubric/load-rubric.ts';

/** A next step has at most this many words. */
const MAX_STEP_WORDS = 35;
const MAX_FOLLOW_UP_WORDS = 40;
/** Ties between equal weights go to the earlier role. */
const TIE_ORDER: readonly Role[] = ['decision', 'tradeoff', 'outcome', 'problem', 'lesson', 'other'];

const NOTHING_MISSING =
  'Every part was found. Say it aloud once, and leave out what the point does not need.';

const INSTEAD: Readonly<Record<Exclude<Verdict, 'assessable'>, string>> = {
  too_short: 'Add a few sentences: what the situation was, what you chose, and what it cost.',
  off_topic:
    'Open with the situation from the question, in a few of its own words, so that the link is easy to see.',
  not_english:
    'Write it in English, in any style, to get feedback. No mistake in grammar or spelling counts.',
  question_to_bot:
    'Choose an assumption, say that it is one, and answer from there. A hint can help with where to begin.',
};

/** What to do about a text that was not graded; at most 35 words. */
export const stepForVerdict = (verdict: Exclude<Verdict, 'assessable'>): string => INSTEAD[verdict];

/**
 * The criterion to work on: the unmet one with the highest weight; ties go to decision, then tradeoff, then
 * outcome; then missing before partial; then the rubric's order. Null when every criterion is met.
 */
export const chooseCriterion = (
  rubric: CategoryRubric,
  criteria: readonly CriterionResult[],
): CriterionRubric | null => {
  const levelOf = new Map(criteria.map((one) => [one.key, one.level]));
  const unmet = rubric.criteria.filter((one) => levelOf.get(one.key) !== 'met');
  const rank = (one: CriterionRubric): number => TIE_ORDER.indexOf(one.role);
  const gap = (one: CriterionRubric): number => (levelOf.get(one.key) === 'partial' ? 1 : 0);
  return unmet.toSorted((a, b) => b.weight - a.weight || rank(a) - rank(b) || gap(a) - gap(b))[0] ?? null;
};

const words = (text: string): number => wordsOf(normalise(text).text).length;

/** What is partly there is not asked for as if nothing of it were. */
const PARTLY = 'Some of this is there already.';

/** The rubric's line for a criterion at this level. */
export const usualStep = ({ next }: CriterionRubric, level: Level | undefined): string =>
  level === 'partial' ? `${PARTLY} ${next}` : next;

/**
 * The one next step. The assessor's own line is used only when it is about the chosen criterion, has 3 to 35 words,
 * states no number or name that is in neither answer nor question, and scripts nothing; otherwise the
 * rubric's canned line stands in.
 */
export const chooseNextStep = (
  request: AssessRequest,
  assessment: Assessment,
  verified: { readonly verdict: Verdict; readonly criteria: readonly CriterionResult[] },
): { criterion: string | null; text: string; canned: boolean } => {
  if (verified.verdict !== 'assessable') {
    return { criterion: null, text: stepForVerdict(verified.verdict), canned: true };
  }
  const chosen = chooseCriterion(request.rubric, verified.criteria);
  if (chosen === null) return { criterion: null, text: NOTHING_MISSING, canned: true };
  const text = assessment.nextStep.text.trim();
  const sources = [request.answer, request.question.text];
  const usable =
    assessment.nextStep.criterion === chosen.key &&
    words(text) >= 3 &&
    words(text) <= MAX_STEP_WORDS &&
    !/[\n<>{}]|https?:/u.test(text) &&
    ungroundedFacts(text, sources).length === 0 &&
    !scriptsTheMember(text, sources);
  const usual = usualStep(chosen, verified.criteria.find(({ key }) => key === chosen.key)?.level);
  return usable
    ? { criterion: chosen.key, text, canned: text === usual }
    : { criterion: chosen.key, text: usual, canned: true };
};

/**
 * The question that stands in where none was asked, about the criterion to work on: of the pack's probes to this
 * question the nearest one, so that not everybody is asked the same; without a usable one the rubric's.
 */
export const usualFollowUp = (request: AssessRequest, about: CriterionRubric | undefined): string => {
  if (about === undefined) return '';
  // A probe may know more than the member was told.
  const sources = [request.answer, request.question.text];
  const probes = (request.question.probes ?? []).filter((probe) => isUsableQuestion(probe, sources));
  return nearestProbe(about, probes) ?? about.follow;
};

const isUsableQuestion = (text: string, sources: readonly string[]): boolean =>
  /^[^?\n<>{}]+\?$/u.test(text) &&
  words(text) <= MAX_FOLLOW_UP_WORDS &&
  !/https?:/u.test(text) &&
  ungroundedFacts(text, sources).length === 0 &&
  !scriptsTheMember(text, sources);

/**
 * One question an interviewer might ask next: the assessor's, when it is a single grounded question, else the
 * usual one for the criterion to work on. Empty when the answer was not graded.
 */
export const chooseFollowUp = (
  request: AssessRequest,
  assessment: Assessment,
  verified: { readonly verdict: Verdict; readonly criteria: readonly CriterionResult[] },
): { text: string; canned: boolean } => {
  if (verified.verdict !== 'assessable') return { text: '', canned: true };
  const text = assessment.followUp.trim();
  const sources = [request.answer, request.question.text];
  if (isUsableQuestion(text, sources)) return { text, canned: false };
  const about = chooseCriterion(request.rubric, verified.criteria) ?? request.rubric.criteria[0];
  return { text: usualFollowUp(request, about), canned: true };
};
