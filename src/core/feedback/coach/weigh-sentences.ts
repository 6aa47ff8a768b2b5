/** Decides how much each sentence may count as evidence, whatever it is evidence of. */
import type { AssessRequest } from '../contract.ts';
import { measureDrift } from './drift.ts';
import type { Asked } from './question-match.ts';
import type { Sentence } from './read-sentences.ts';
import { gramsOf, rubricWords } from './rubric-words.ts';

/** `weight` 0 means void: generic, borrowed from the rubric, or impossible to know. 1 means about something. */
export type Weighed = { readonly sentence: Sentence; readonly weight: number };

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
  const own = gramsOf(sentence.text);
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

/** Each sentence with what it may count, 0..1. */
export const weighSentences = (
  request: AssessRequest,
  sentences: readonly Sentence[],
  asked: Asked,
  drifting = true,
): readonly Weighed[] => {
  const borrowed = rubricWords(request).grams;
  const question = new Set(gramsOf(asked.text));
  const own = sentences.map((sentence) => ownWeight(sentence, borrowed, question));
  const drift = drifting ? measureDrift(request, asked, sentences, own) : 0;
  const steady = 1 - Math.min(0.7, 1.1 * drift);
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
