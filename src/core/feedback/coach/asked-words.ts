/** How strongly the words of an answer speak for one question, beside all other questions that are known. */
import { COMMON_STEMS, FUNCTION_WORDS } from './lexicon-common.ts';
import { questionBank, stemsOf } from './question-bank.ts';
import { plainLower } from './read-sentences.ts';
import { relatedTo } from './related-words.ts';
import { stem } from './stem.ts';

/** One word of a question. */
type AskedWord = {
  readonly root: string;
  /** What may stand for it, each with how much it tells: rare words tell more. */
  readonly related: ReadonlyMap<string, number>;
  readonly weight: number;
  /** How far it seems to be there, 0..1, in a text about anything. */
  readonly chance: number;
  /** What it says by not being there at all. */
  readonly absent: number;
};

/** The words of a question that tell it from others; `story` are those of the sentence that asks for a story. */
export type AskedWords = {
  readonly all: readonly AskedWord[];
  readonly story: readonly AskedWord[] | null;
};

const FUNCTION_STEMS: ReadonlySet<string> = new Set([...FUNCTION_WORDS].map(stem));

/** Words that questions of every kind are framed with; taking them up says nothing. */
const FRAME: ReadonlySet<string> = new Set(
  `tell describe time thing something someone people product user customer team make made decide decision choose change would what
   pick work need want year one get way go good really actually find put first come let most give take look see keep call next new did`
    .split(/\s+/u)
    .map(stem),
);

const MIN_LETTERS = 3;
/** An everyday word may be meant in many ways. */
const EVERYDAY_WEIGHT = 0.5;
/** How fast related words add up to the word itself, and how near they come to it. */
const ADDS = 0.4;
const NEARLY = 0.9;
const UNLISTED = 0.5;
/** How far a word of the question is there in an answer to it, on average; set on labelled answers. */
const IN_RIGHT = 0.65;
/** The chance of a word is drawn toward this, as if so many more texts had been read. */
const DRAWN_TO = 0.15;
const DRAWN_BY = 8;
/** An answer's best questions: the mean of so many. */
const BEST = 8;

/** What a word tells by being there, about 0..1: the rarer in texts about anything, the more. */
const TELLS_MOST = 4.5;
const TELLS_UNIT = 4;

const loadCounts = () => {
  const texts = questionBank().map(({ stems }) => stems);
  const counts = new Map<string, number>();
  for (const text of texts) for (const root of text) counts.set(root, (counts.get(root) ?? 0) + 1);
  return { texts, counts };
};

let read: ReturnType<typeof loadCounts> | null = null;
const counted = (): ReturnType<typeof loadCounts> => (read ??= loadCounts());

const tells = (root: string): number => {
  const { texts, counts } = counted();
  const rate = ((counts.get(root) ?? 0) + 0.5) / (texts.length + 1);
  return Math.min(TELLS_MOST, -Math.log(rate)) / TELLS_UNIT;
};

const fromHints = (hints: number): number => NEARLY * (1 - Math.exp(-ADDS * hints));

/** How far a word is there among stems: itself, or by what may stand for it. */
const presenceOf = (
  { root, related }: Pick<AskedWord, 'root' | 'related'>,
  said: ReadonlySet<string>,
): number => {
  if (said.has(root)) return 1;
  let hints = 0;
  for (const [word, told] of related) if (said.has(word)) hints += told;
  return fromHints(hints);
};

/**
 * What the presence of one word says, as the logarithm of how much likelier it is in an answer to the question. That a
 * word of no list is absent says less: it may well be there in other words.
 */
const speaks = ({ chance, weight, related }: Omit<AskedWord, 'absent'>, there: number): number => {
  const likelier =
    (there * IN_RIGHT + (1 - there) * (1 - IN_RIGHT)) / (there * chance + (1 - there) * (1 - chance));
  return weight * Math.log(likelier) * (there === 0 && related.size === 0 ? UNLISTED : 1);
};

const readWord = (root: string): AskedWord => {
  const related = new Map([...relatedTo(root)].map((word) => [word, tells(word)]));
  const { texts } = counted();
  const seen = texts.reduce((sum, text) => sum + presenceOf({ root, related }, text), 0);
  const word = {
    root,
    related,
    weight: COMMON_STEMS.has(root) ? EVERYDAY_WEIGHT : 1,
    chance: (seen + DRAWN_TO * DRAWN_BY) / (texts.length + DRAWN_BY),
  };
  return { ...word, absent: speaks(word, 0) };
};

const SENTENCE_END = /(?<=[.!?])["')]*\s+/u;
const ASKS_FOR_STORY = /\btell (?:me|that)\b|\bdescribe\b/u;

const wordsIn = (text: string, known: Map<string, AskedWord>): readonly AskedWord[] =>
  [...stemsOf(text)].flatMap((root) => {
    if (root.length < MIN_LETTERS || FRAME.has(root) || FUNCTION_STEMS.has(root)) return [];
    const word = known.get(root) ?? readWord(root);
    known.set(root, word);
    return [word];
  });

const readWords = (lower: string, known: Map<string, AskedWord>): AskedWords => {
  const sentences = lower.split(SENTENCE_END);
  const asking = sentences.filter((one) => ASKS_FOR_STORY.test(one));
  const all = wordsIn(lower, known);
  if (asking.length === 0 || asking.length === sentences.length) return { all, story: null };
  const story = wordsIn(asking.join(' '), known);
  return { all, story: story.length === 0 ? null : story };
};

/** One wording of a question of the bank that an answer is compared with: the whole, or what asks for the story. */
interface Wording {
  readonly text: string;
  /** What all its words say together where none of them is there. */
  readonly absent: number;
  readonly weight: number;
}

const loadOthers = () => {
  const known = new Map<string, AskedWord>();
  const wordings: Wording[] = [];
  const standing = new Map<AskedWord, number[]>();
  for (const { text } of questionBank()) {
    const lower = plainLower(text);
    const { all, story } = readWords(lower, known);
    for (const words of story === null ? [all] : [all, story]) {
      for (const word of words) standing.set(word, [...(standing.get(word) ?? []), wordings.length]);
      const absent = words.reduce((sum, word) => sum + word.absent, 0);
      wordings.push({ text: lower, absent, weight: weightOf(words) });
    }
  }
  // By number, since every answer asks about all of them.
  const words = [...known.values()];
  const numbers = new Map(words.map((word, number) => [word.root, number]));
  /** Where each word stands, so that only the wordings that hold what an answer says are looked at. */
  const places = words.map((word) => standing.get(word) ?? []);
  /** The words for which a stem may stand, and what it then tells. */
  const hinted = new Map<string, [word: number, told: number][]>();
  for (const [number, { related }] of words.entries()) {
    for (const [root, told] of related) {
      const entries = hinted.get(root) ?? [];
      entries.push([number, told]);
      hinted.set(root, entries);
    }
  }
  return { known, words, numbers, wordings, places, hinted };
};

let loaded: ReturnType<typeof loadOthers> | null = null;
const bank = (): ReturnType<typeof loadOthers> => (loaded ??= loadOthers());

/** The words of a question, in lower case. Pure but for the lists that are read once. */
export const askedWords = (lower: string): AskedWords => readWords(lower, new Map(bank().known));

const weightOf = (words: readonly AskedWord[]): number =>
  Math.sqrt(
    Math.max(
      1,
      words.reduce((sum, word) => sum + word.weight, 0),
    ),
  );

const strengthOf = (words: readonly AskedWord[], said: ReadonlySet<string>): number =>
  words.reduce((sum, word) => sum + speaks(word, presenceOf(word, said)), 0) / weightOf(words);

const strength = ({ all, story }: AskedWords, said: ReadonlySet<string>): number =>
  story === null ? strengthOf(all, said) : Math.max(strengthOf(all, said), strengthOf(story, said));

const mean = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);

/**
 * How much more an answer's stems speak for a question than for the questions of the bank they speak for most; mostly
 * between -3 and 2. Zero for a question of which no list knows a word: nothing can be known then.
 */
export const marginOf = (lower: string, asked: AskedWords, said: ReadonlySet<string>): number => {
  if (asked.all.every(({ related }) => related.size === 0)) return 0;
  const { words, numbers, wordings, places, hinted } = bank();
  const hints = new Float64Array(words.length);
  for (const root of said) {
    for (const [word, told] of hinted.get(root) ?? []) hints[word] = (hints[word] ?? 0) + told;
  }
  // More than any hints: the word itself.
  for (const root of said) {
    const word = numbers.get(root);
    if (word !== undefined) hints[word] = Infinity;
  }
  const sums = wordings.map(({ absent }) => absent);
  for (const [number, word] of words.entries()) {
    const told = hints[number] ?? 0;
    if (told === 0) continue;
    const more = speaks(word, told === Infinity ? 1 : fromHints(told)) - word.absent;
    for (const place of places[number] ?? []) sums[place] = (sums[place] ?? 0) + more;
  }
  const others = new Map<string, number>();
  for (const [place, { text, weight }] of wordings.entries()) {
    if (text === lower) continue;
    others.set(text, Math.max(others.get(text) ?? -Infinity, (sums[place] ?? 0) / weight));
  }
  const best = [...others.values()].toSorted((a, b) => b - a).slice(0, BEST);
  return strength(asked, said) - mean(best);
};
