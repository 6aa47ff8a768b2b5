/** What the feedback tests share: the rubric, the labelled answers, a scripted model. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { completeFeedback } from '../../../src/core/feedback/assess-and-verify.ts';
import { assessWording } from '../../../src/core/feedback/coach/assess-wording.ts';
import type {
  Assessment,
  AssessRequest,
  FeedbackResult,
  Level,
} from '../../../src/core/feedback/contract.ts';
import { readEvalLines } from '../../../src/core/feedback/eval/read-lines.ts';
import type { EvalLine } from '../../../src/core/feedback/eval/read-lines.ts';
import { categoryRubric, loadTpmRubric } from '../../../src/core/feedback/rubric/load-rubric.ts';
import type { CategoryRubric } from '../../../src/core/feedback/rubric/load-rubric.ts';

export const rubric = loadTpmRubric();

export const rubricOf = (category: string): CategoryRubric => {
  const found = categoryRubric(rubric, category);
  if (found === null) throw new Error(`no category ${category}`);
  return found;
};

const read = (path: string): readonly EvalLine[] =>
  readEvalLines(readFileSync(path, 'utf8'), rubric).good.map((one) => one.line);

export const OWN = fileURLToPath(new URL('../../fixtures/feedback/own.jsonl', import.meta.url));
/** Answers to scenes from the shipped question pack. Their first run is spent: by now they guard against going back. */
export const FRESH = fileURLToPath(new URL('../../fixtures/feedback/fresh.jsonl', import.meta.url));
/** Answers in other styles, sixteen of them adversarial in ways of their own; looked at while tuning. */
export const SECOND = fileURLToPath(new URL('../../fixtures/feedback/second.jsonl', import.meta.url));
/** Answers in many voices, some with words of another language, to scenes of the pack; the topic check was fitted on them. */
export const THIRD = fileURLToPath(new URL('../../fixtures/feedback/third.jsonl', import.meta.url));
/** Once never looked at while tuning; the topic check has been fitted on them since: for figures, and for properties that hold for any answer. */
export const HELD = fileURLToPath(new URL('../../fixtures/feedback/held.jsonl', import.meta.url));
/** The project's labelled answers lie beside the repository; absent elsewhere. */
export const DEV = fileURLToPath(new URL('../../../../shared/evals/dev.jsonl', import.meta.url));
export const hasDev = existsSync(DEV);

export const ownLines = read(OWN);
export const freshLines = read(FRESH);
export const secondLines = read(SECOND);
/** In voices of their own; the topic check's rules were chosen with these in view. */
export const UNSEEN = fileURLToPath(new URL('../../fixtures/feedback/unseen.jsonl', import.meta.url));
export const unseenLines = read(UNSEEN);
export const thirdLines = read(THIRD);
/** Once written after all tuning; the tie to the question has been fitted on them since. */
export const untouchedLines = read(
  fileURLToPath(new URL('../../fixtures/feedback/untouched.jsonl', import.meta.url)),
);
/**
 * Empty in ways that had not been tried before, in three lots. At first sight above 30: of the first 34 one (a finished
 * report in JSON, 33.3), of the next 18 six (an advertisement, a vacancy, a poem, Latin, a hollow story, big words; 41.7
 * at most), of the last 8 one (praise of oneself, 33.3). They were looked at afterwards.
 */
export const adversarialLines = read(
  fileURLToPath(new URL('../../fixtures/feedback/adversarial.jsonl', import.meta.url)),
);
/** To open questions, in trades of their writer's own choosing; the tie to the question was fitted on them. */
export const openLines = read(fileURLToPath(new URL('../../fixtures/feedback/open.jsonl', import.meta.url)));
/**
 * Written last, in the widest range of voices, and first run when all else was done: 0.716 of the pairs were in order
 * then and a quarter of the right answers doubted. The tie to the question has been fitted on them since.
 */
export const wideLines = read(fileURLToPath(new URL('../../fixtures/feedback/wide.jsonl', import.meta.url)));
/**
 * Five sets of 48 answers that say nothing, in twelve ways (the question told once more, rhymes, invented figures,
 * definitions, stories without a decision, ...). At first 9, 10, 6, 13 and 9 got more than 30; looked at since.
 */
export const hollowLines = read(
  fileURLToPath(new URL('../../fixtures/feedback/hollow.jsonl', import.meta.url)),
);
/**
 * Good answers that come near what the whole-answer rules look for: thanks around them, rates to one decimal, a product for
 * candidates or grades, a scene told to a "you", the question's own words, terms of the trade, chat, lines that end alike.
 */
export const honestLines = read(
  fileURLToPath(new URL('../../fixtures/feedback/honest.jsonl', import.meta.url)),
);
/** Sixteen questions in the make of the labelled answers. First run: 0.92 of the pairs in order; looked at since. */
export const plainLines = read(
  fileURLToPath(new URL('../../fixtures/feedback/plain.jsonl', import.meta.url)),
);
/**
 * Two sets that nobody who changes the coach looks into: one in the make of the labelled answers (16 questions), one in
 * the widest range of voices (24). Only their figures are known, so they say how it does with answers that are new to it.
 */
export const asideLines = {
  plain: read(fileURLToPath(new URL('../../fixtures/feedback/aside-plain.jsonl', import.meta.url))),
  wide: read(fileURLToPath(new URL('../../fixtures/feedback/aside-wide.jsonl', import.meta.url))),
};
export const heldLines = read(HELD);
export const devLines = hasDev ? read(DEV) : [];
export const allLines = [...ownLines, ...devLines];

export const requestFor = (line: EvalLine, answer = line.answer): AssessRequest => ({
  question: { text: line.question, category: line.category },
  answer,
  rubric: rubricOf(line.category),
});

const coachedBefore = new WeakMap<EvalLine, FeedbackResult>();

/** The coach's verified result for one answer. That of a line as it stands is read once for all tests; nobody changes it. */
export const coach = (line: EvalLine, answer = line.answer): FeedbackResult => {
  const known = answer === line.answer ? coachedBefore.get(line) : undefined;
  if (known !== undefined) return known;
  const request = requestFor(line, answer);
  const result = completeFeedback('coach', request, assessWording(request));
  if (answer === line.answer) coachedBefore.set(line, result);
  return result;
};

export const RANK: Readonly<Record<Level, number>> = { missing: 0, partial: 1, met: 2 };

export const levelsOf = (result: FeedbackResult): Readonly<Record<string, Level>> =>
  Object.fromEntries(result.criteria.map((one) => [one.key, one.level]));

/** Criteria whose level is higher in `after`. */
export const raised = (before: FeedbackResult, after: FeedbackResult): readonly string[] => {
  const levels = levelsOf(before);
  return after.criteria
    .filter((one) => RANK[one.level] > RANK[levels[one.key] ?? 'missing'])
    .map((one) => `${one.key} ${levels[one.key]} -> ${one.level}`);
};

/** An assessment that says nothing, to be filled by a test. */
export const emptyAssessment: Assessment = {
  verdict: 'assessable',
  criteria: [],
  strengths: [],
  nextStep: { criterion: null, text: '' },
  followUp: '',
  anchors: { problem: null, decision: null, tradeoff: null, outcome: null, lesson: null },
  injectionSuspected: false,
};

/** The seed of a property: the usual one, so that runs are alike, or that of FEEDBACK_SEED. */
export const seedOr = (usual: number): number => Number(process.env['FEEDBACK_SEED'] ?? usual);

/** A small seeded generator, so that failures can be repeated (Park and Miller's constants). */
export const seeded = (seed: number): ((below: number) => number) => {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
};
