/** What an answer takes up of its question: its words, in whatever words, and the situation it asks about. */
import type { AssessQuestion } from '../contract.ts';
import { askedWords, marginOf } from './asked-words.ts';
import type { AskedWords } from './asked-words.ts';
import { SITUATIONS } from './lexicon-situations.ts';
import { stemsOf } from './question-bank.ts';
import type { Situation } from './situation.ts';
import { plainLower } from './read-sentences.ts';
import type { Sentence } from './read-sentences.ts';

/** The question as the coach compares it: lower case, the stems of its words, and what an answer should take up. */
export type Asked = {
  readonly text: string;
  readonly stems: ReadonlySet<string>;
  readonly words: AskedWords;
  /** Those it is about, without what any question of a kind is about. */
  readonly situations: readonly Situation[];
};

/** How an answer meets what its question calls for. */
export type Match = {
  /** How much more its words speak for the question than for the others it speaks for most. */
  readonly margin: number;
  /** Wording for the situations asked about, 0..1; null when the question is about none that is known. */
  readonly situations: number | null;
};

/** More different wordings for one situation say nothing more. */
const MOST_WORDING = 3;

/** Asks for something one lived through, so that any field will do. */
export const ASKS_FOR_STORY =
  /\b(?:tell me about|describe) (?:a|the|an?other|one|some\w*|your)\b|\ba time\b|\bdid you\b/u;

const askedBefore = new Map<string, Asked>();
const ASKED_LIMIT = 1000;

/** Reads a question. Pure but for what is remembered. */
export const readQuestion = ({ text }: AssessQuestion): Asked => {
  const known = askedBefore.get(text);
  if (known !== undefined) return known;
  const lower = plainLower(text);
  const asked = {
    text: lower,
    stems: stemsOf(text),
    words: askedWords(lower),
    situations: SITUATIONS.filter((one) => one.ofKind !== true && one.asked.test(lower)),
  };
  if (askedBefore.size >= ASKED_LIMIT) askedBefore.clear();
  askedBefore.set(text, asked);
  return asked;
};

/** How much different wording for a situation stands in the sentences, 0..1. */
const wordingOf = ({ shown }: Situation, sentences: readonly Sentence[]): number => {
  const different = new Set(
    sentences.flatMap((sentence) => [...sentence.text.matchAll(shown)].map(([found]) => found)),
  );
  return Math.min(MOST_WORDING, different.size) / MOST_WORDING;
};

/** Compares what was said, and the stems of its words, with what was asked. Pure. */
export const matchQuestion = (
  { text, words, situations }: Asked,
  sentences: readonly Sentence[],
  said: ReadonlySet<string>,
): Match => ({
  margin: marginOf(text, words, said),
  situations:
    situations.length === 0
      ? null
      : situations.reduce((sum, one) => sum + wordingOf(one, sentences), 0) / situations.length,
});
