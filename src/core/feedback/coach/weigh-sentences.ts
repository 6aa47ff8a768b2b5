/** Decides how much each sentence may count as evidence, whatever it is evidence of. */
import type { AssessRequest } from '../contract.ts';
import type { Asked } from './question-match.ts';
import { plainLower } from './read-sentences.ts';
import type { Sentence } from './read-sentences.ts';

/** `weight` 0 means void: generic, borrowed from the rubric, or impossible to know. 1 means about something. */
export type Weighed = { readonly sentence: Sentence; readonly weight: number };

const GRAM = 4;

const grams = (text: string): readonly string[] => {
  const words = plainLower(text).match(/[a-z0-9'-]+/gu) ?? [];
  return words
    .slice(0, Math.max(0, words.length - GRAM + 1))
    .map((_, index) => words.slice(index, index + GRAM).join(' '));
};

/** Every run of four words in the rubric's own text, of all kinds: it proves nothing when it comes back. */
const rubricGrams = new WeakMap<object, ReadonlySet<string>>();
const gramsOfRubric = (request: AssessRequest): ReadonlySet<string> => {
  const cached = rubricGrams.get(request.rubric.criteria);
  if (cached !== undefined) return cached;
  const found = new Set(
    request.rubric.criteria.flatMap(({ title, asks, evidence, weak, next, follow }) =>
      [title, asks, evidence, weak, next, follow].flatMap(grams),
    ),
  );
  rubricGrams.set(request.rubric.criteria, found);
  return found;
};

/** Weight by units of specificity: none proves nothing, one hints, three is about something. */
const STEPS: readonly (readonly [units: number, weight: number])[] = [
  [0, 0],
  [0.5, 0.28],
  [1, 0.55],
  [2, 0.84],
  [3, 0.96],
  [4, 1],
];

const weightOf = (units: number): number => {
  let previous: readonly [number, number] = [0, 0];
  for (const step of STEPS) {
    if (units <= step[0]) {
      const span = step[0] - previous[0];
      return span === 0 ? step[1] : previous[1] + ((units - previous[0]) / span) * (step[1] - previous[1]);
    }
    previous = step;
  }
  return 1;
};

/** "Names a specific habit": how rubrics talk, not how people tell. */
const RUBRIC_VOICE =
  /^(?:clearly |also |concretely )?(?:names|says|states|gives|shows|describes|explains|defines|locates|picks|treats|translates|compares|separates|focuses|establishes|demonstrates|identifies|articulates|the (?:reader|candidate|answer|interviewer))\b/u;

/** From these shares on a sentence is the rubric's, or the question's, and not the member's. */
const FROM_RUBRIC = 0.3;
const FROM_QUESTION = 0.6;

/** Never evidence, and lends or borrows nothing; -1 so that no neighbour can lift it. */
const VOID = -1;

/** By sentence and rubric; a sentence is weighed again when its neighbours are left out. */
const weighedBefore = new WeakMap<Sentence, Map<ReadonlySet<string>, number>>();

const ownWeight = (
  sentence: Sentence,
  borrowed: ReadonlySet<string>,
  question: ReadonlySet<string>,
): number => {
  const known = weighedBefore.get(sentence) ?? new Map<ReadonlySet<string>, number>();
  weighedBefore.set(sentence, known);
  const weight = known.get(borrowed) ?? weighAlone(sentence, borrowed, question);
  known.set(borrowed, weight);
  return weight;
};

/** Share of the sentence's runs of words that stand in `known`. */
const shareOf = (own: readonly string[], known: ReadonlySet<string>): number =>
  own.length === 0 ? 0 : own.filter((gram) => known.has(gram)).length / own.length;

const weighAlone = (
  sentence: Sentence,
  borrowed: ReadonlySet<string>,
  question: ReadonlySet<string>,
): number => {
  if (sentence.fake || RUBRIC_VOICE.test(sentence.text)) return VOID;
  const own = grams(sentence.text);
  if (shareOf(own, borrowed) >= FROM_RUBRIC || shareOf(own, question) >= FROM_QUESTION) return VOID;
  const count = sentence.specific.size;
  const units =
    count +
    0.5 * Math.min(2, sentence.scene) +
    0.5 * Math.min(1, sentence.quantities) +
    (count > 0 ? 0.4 : 0.3) * Math.min(3, sentence.echoes);
  let weight = weightOf(units);
  if (sentence.tradeShare > 0.5 && count < 3) weight *= 0.5;
  if (sentence.jargon >= 2) weight *= 0.5;
  weight *= 0.65 ** sentence.generic * 0.85 ** sentence.filler;
  if (sentence.listed >= 3) weight *= sentence.listed >= 5 ? 0.4 : 0.7;
  return Math.min(1, weight);
};

/** A short plain sentence borrows from its neighbours: "I went with the second one" says what, beside its option. */
const BORROWED = 0.55;
const CAP = 0.66;
/** From the sentence after next it borrows less. */
const FARTHER = 0.6;

/**
 * How far the whole answer drifts, 0..1: talk around the point, lists, words of the trade, and many things named
 * once. Measured against the sentences that say something, so that generic padding leaves it as it was.
 */
const driftOf = (sentences: readonly Sentence[], own: readonly number[]): number => {
  const solid = sentences.filter((_, index) => (own[index] ?? 0) >= SOLID);
  const share = (hit: (sentence: Sentence, weight: number) => boolean): number =>
    sentences.filter((sentence, index) => hit(sentence, own[index] ?? 0)).length / (solid.length + 2);
  const named = new Map<string, number>();
  for (const { specific } of solid) for (const root of specific) named.set(root, (named.get(root) ?? 0) + 1);
  const all = [...named.values()].reduce((sum, count) => sum + count, 0);
  const again = [...named.values()].filter((count) => count > 1).reduce((sum, count) => sum + count, 0);
  const scattered = all >= 18 ? Math.max(0, 0.15 - again / all) / 0.15 : 0;
  const trade = solid.reduce((sum, sentence) => sum + sentence.tradeShare, 0) / Math.max(1, solid.length);
  const chatter = share((one, weight) => one.filler > 0 || (one.generic > 0 && weight > 0));
  const lists = share((one, weight) => one.listed >= 4 && weight > 0);
  return Math.min(1, chatter + 1.5 * lists + 0.3 * scattered + Math.max(0, trade - 0.25));
};

/** From this weight on a sentence says something. */
const SOLID = 0.4;
/** Below this much drift an answer is simply somebody talking. */
const DRIFT_FREE = 0.2;

/** Each sentence with what it may count, 0..1. */
export const weighSentences = (
  request: AssessRequest,
  sentences: readonly Sentence[],
  asked: Asked,
  drifting = true,
): readonly Weighed[] => {
  const borrowed = gramsOfRubric(request);
  const question = new Set(grams(asked.text));
  const own = sentences.map((sentence) => ownWeight(sentence, borrowed, question));
  const drift = drifting ? Math.max(0, driftOf(sentences, own) - DRIFT_FREE) : 0;
  const steady = 1 - Math.min(0.55, 1.1 * drift);
  return sentences.map((sentence, index) => {
    const weight = own[index] ?? 0;
    if (weight === VOID) return { sentence, weight: 0 };
    const plain =
      sentence.generic === 0 &&
      sentence.filler <= 1 &&
      sentence.tradeShare <= 0.34 &&
      sentence.tokens.length >= 3;
    if (weight >= CAP || !plain) return { sentence, weight: weight * steady };
    const near = Math.max(
      own[index - 1] ?? 0,
      (own[index + 1] ?? 0) * 0.8,
      (own[index - 2] ?? 0) * FARTHER,
      (own[index + 2] ?? 0) * FARTHER * 0.8,
    );
    return { sentence, weight: steady * Math.max(weight, Math.min(CAP, weight + BORROWED * near)) };
  });
};
