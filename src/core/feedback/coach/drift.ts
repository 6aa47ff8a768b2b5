/** How far a whole answer drifts from saying something of its own: its sentences then count less, whatever they hold. */
import type { AssessRequest } from '../contract.ts';
import { ABOUT_ANY_ANSWER, ABOUT_THE_ANSWER, FIRST_PERSON, KIND_WORDS, YOU } from './lexicon-aside.ts';
import { FUNCTION_WORDS } from './lexicon-common.ts';
import { JARGON_STEMS, TRADE_STEMS } from './lexicon-trade.ts';
import type { Asked } from './question-match.ts';
import { plainLower } from './read-sentences.ts';
import type { Sentence } from './read-sentences.ts';
import { rubricWords } from './rubric-words.ts';
import { isVerse } from './verse.ts';

/** From this weight on a sentence is heard at all ... */
const HEARD = 0.3;
/** ... and from this one it says something. */
const SOLID = 0.4;
/** Below this much talk around the point an answer is simply somebody talking. */
const TALK_FREE = 0.2;

/**
 * How far the whole answer talks around the point, 0..1: chatter, lists, and many things named once.
 * Measured against the sentences that say something, so that generic padding leaves it as it was.
 */
const talkAround = (sentences: readonly Sentence[], own: readonly number[]): number => {
  const solid = sentences.filter((_, index) => (own[index] ?? 0) >= SOLID);
  const share = (hit: (sentence: Sentence, weight: number) => boolean): number =>
    sentences.filter((sentence, index) => hit(sentence, own[index] ?? 0)).length / (solid.length + 2);
  const named = new Map<string, number>();
  for (const { specific } of solid) for (const root of specific) named.set(root, (named.get(root) ?? 0) + 1);
  const all = [...named.values()].reduce((sum, count) => sum + count, 0);
  const again = [...named.values()].filter((count) => count > 1).reduce((sum, count) => sum + count, 0);
  const scattered = all >= 18 ? Math.max(0, 0.15 - again / all) / 0.15 : 0;
  const chatter = share((one, weight) => one.filler > 0 || (one.generic > 0 && weight > 0));
  const lists = share((one, weight) => one.listed >= 4 && weight > 0);
  return Math.min(1, chatter + 1.5 * lists + 0.3 * scattered);
};

/** Shorter words are in every text. */
const TAKEN_LETTERS = 4;
/** Counted as if so many other words had been said: two borrowed words in a short answer are no echo. */
const TAKEN_BESIDE = 4;

/** Share of `isTaken` among the content words of the sentences that are heard, 0..1. */
const takenShare = (heard: readonly Sentence[], isTaken: (root: string) => boolean): number => {
  const words = heard
    .flatMap(({ tokens }) => tokens)
    .filter(({ word }) => word.length >= TAKEN_LETTERS && !FUNCTION_WORDS.has(word) && !/^\d/u.test(word));
  return words.filter((token) => isTaken(token.stem)).length / (words.length + TAKEN_BESIDE);
};

/** From these shares on an answer is made of words of the trade ... */
const FROM_TRADE = { free: 0.26, heavy: 4 };
/** ... of the rubric's words ("I named one metric") ... */
const FROM_RUBRIC = { free: 0.15, heavy: 6 };
/** ... or tells the question once more. No labelled good answer comes to any of them; `heavy` is drift for each share above. */
const FROM_QUESTION = { free: 0.33, heavy: 4 };

const above = (share: number, { free, heavy }: { readonly free: number; readonly heavy: number }): number =>
  heavy * Math.max(0, share - free);

/** Figures to the first decimal or finer. */
const DECIMAL = /(?<![\d$€£.])\d+\.\d+/gu;

/** So many decimals, and so many for each sentence that is heard, are a shower: "from 88.5% to 63.1%" in some of them is not. */
const SHOWER = { least: 4, share: 1.8 };

/** Whether figures nobody could know so exactly stand for an answer. */
const isShower = (text: string, heard: number): boolean => {
  const found = text.match(DECIMAL)?.length ?? 0;
  return found >= SHOWER.least && found / (heard + SENTENCES_BESIDE) > SHOWER.share;
};

/** So many different words of a kind are more than a greeting ... */
const ASIDE_WORDS = 3;
/** ... and so many sentences with them for each other one that is heard are no longer aside. */
const ASIDE_SHARE = 0.45;

/** Whether sentences with such words stand for an answer, beside what else is heard. */
const isFullOf = (
  aside: RegExp,
  text: string,
  sentences: readonly Sentence[],
  own: readonly number[],
): boolean => {
  if (new Set(text.match(aside)).size < ASIDE_WORDS) return false;
  const found = sentences.map((sentence) => sentence.text.match(aside) ?? []);
  const others = found.filter((words, index) => words.length === 0 && (own[index] ?? 0) >= HEARD).length;
  return found.filter((words) => words.length > 0).length > ASIDE_SHARE * others;
};

/**
 * Whether talk about the answer stands for one. "Candidates", "grades" and "readers" may also be what a product is about, so
 * something must be said that is about an answer in any case.
 */
const isAboutItself = (text: string, sentences: readonly Sentence[], own: readonly number[]): boolean =>
  ABOUT_ANY_ANSWER.test(text) && isFullOf(ABOUT_THE_ANSWER, text, sentences, own);

/** Advice says "you" so often ... */
const ADVICE = 8;
/** ... and so many times as often as "I" and "we": a scene told to a "you" has its teller in it. */
const ADVICE_SHARE = 9;

const firstPersons = (heard: readonly Sentence[]): number =>
  heard.reduce((sum, sentence) => sum + (sentence.text.match(FIRST_PERSON)?.length ?? 0), 0);

/** Whether the text advises somebody instead of saying what was or would be done. */
const isAdvice = (text: string, heard: readonly Sentence[]): boolean => {
  const you = text.match(YOU)?.length ?? 0;
  return you >= ADVICE && you > ADVICE_SHARE * firstPersons(heard);
};

/** Somebody who answers comes up in it by this many words. */
const BY_NOW = 40;
const STATES = /\b(?:is|are|may|can|includes?|requires?|serves?|means|must|should)\b/u;
/** From this share of sentences on that state what things are, nobody tells anything. */
const ALL_STATED = 0.5;
/** Notes may leave out who did it, so this alone does not void an answer. */
const IMPERSONAL = 0.5;

/** How far sentences read like a reference book, as drift: nobody is in them, and most say what things are. */
const impersonal = (heard: readonly Sentence[]): number => {
  const words = heard.reduce((sum, { tokens }) => sum + tokens.length, 0);
  if (words < BY_NOW || firstPersons(heard) > 0) return 0;
  const stated = heard.filter((sentence) => STATES.test(sentence.text)).length;
  return stated >= ALL_STATED * heard.length ? IMPERSONAL : 0;
};

/** Fewer names of methods, tools and authors are no list of them. */
const NAMES_FREE = 4;
/** As for `TAKEN_BESIDE`, in sentences. */
const SENTENCES_BESIDE = 2;
/** No labelled good answer names more than 0.3 for each sentence; an engineer may name some more ... */
const NAMES_SHARE = 0.4;
/** ... and each one more for each sentence counts so much as drift. */
const NAMES_HEAVY = 1.2;

/** How far the whole answer drops names of methods, tools and authors, as drift; 0 for most. */
const namesOf = (heard: readonly Sentence[], asked: Asked): number => {
  const named = new Set(
    heard
      .flatMap(({ tokens }) => tokens.map((token) => token.stem))
      .filter((root) => JARGON_STEMS.has(root) && !asked.stems.has(root)),
  );
  if (named.size < NAMES_FREE) return 0;
  return NAMES_HEAVY * Math.max(0, named.size / (heard.length + SENTENCES_BESIDE) - NAMES_SHARE);
};

/**
 * The drift of an answer from 0 (none) upward, given its sentences and what each would count alone. Measured against the
 * sentences that are heard, so that padding does not make it less.
 */
export const measureDrift = (
  request: AssessRequest,
  asked: Asked,
  sentences: readonly Sentence[],
  own: readonly number[],
): number => {
  const { stems } = rubricWords(request);
  const text = plainLower(request.answer);
  const heard = sentences.filter((_, index) => (own[index] ?? 0) >= HEARD);
  return (
    Math.max(0, talkAround(sentences, own) - TALK_FREE) +
    above(
      takenShare(heard, (root) => TRADE_STEMS.has(root) || JARGON_STEMS.has(root)),
      FROM_TRADE,
    ) +
    above(
      takenShare(heard, (root) => stems.has(root) && !asked.stems.has(root)),
      FROM_RUBRIC,
    ) +
    above(
      takenShare(heard, (root) => asked.stems.has(root)),
      FROM_QUESTION,
    ) +
    namesOf(heard, asked) +
    Number(isVerse(text)) +
    Number(
      isShower(text, heard.length) ||
        isAboutItself(text, sentences, own) ||
        isFullOf(KIND_WORDS, text, sentences, own),
    ) +
    Number(isAdvice(text, heard)) +
    impersonal(heard)
  );
};
