/** Reads a mistyped everyday word as the word it is one keystroke away from. */
import { COMMON_STEMS, COMMON_WORDS } from './lexicon-common.ts';
import { CUE_WORDS } from './lexicon-cues.ts';
import { JARGON_WORDS, TRADE_STEMS, TRADE_WORDS } from './lexicon-trade.ts';
import { stem } from './stem.ts';

/** Shorter words have too many real neighbours ("lunch", "launch") to guess. */
const MIN_LENGTH = 7;

const KNOWN: ReadonlySet<string> = new Set([...COMMON_WORDS, ...TRADE_WORDS, ...JARGON_WORDS, ...CUE_WORDS]);

const withoutOne = (word: string): readonly string[] =>
  Array.from({ length: word.length }, (_, index) => word.slice(0, index) + word.slice(index + 1));

/** Each known word under each of its one-letter-shorter forms; ambiguous forms keep the first word. */
const NEIGHBOURS: ReadonlyMap<string, string> = (() => {
  const map = new Map<string, string>();
  for (const word of KNOWN) {
    if (word.length < MIN_LENGTH || !/^[a-z]+$/u.test(word)) continue;
    for (const shorter of [word, ...withoutOne(word)]) if (!map.has(shorter)) map.set(shorter, word);
  }
  return map;
})();

/** One insertion, deletion, substitution or swap of neighbouring letters. */
const oneStep = (a: string, b: string): boolean => {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i += 1;
  const restA = a.slice(i);
  const restB = b.slice(i);
  if (a.length === b.length) {
    if (restA.slice(1) === restB.slice(1)) return true;
    return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
  }
  return a.length > b.length ? restA.slice(1) === restB : restB.slice(1) === restA;
};

const cache = new Map<string, string>();
const CACHE_LIMIT = 20_000;

/**
 * The known word that `word` (lower case) most likely stands for, or `word` itself. A word that is a form of a
 * known one, begins with another letter, or is shorter than `MIN_LENGTH`, is left alone.
 */
export const mendWord = (word: string): string => {
  if (word.length < MIN_LENGTH || KNOWN.has(word) || !/^[a-z]+$/u.test(word)) return word;
  const cached = cache.get(word);
  if (cached !== undefined) return cached;
  const mended = lookUp(word);
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(word, mended);
  return mended;
};

const lookUp = (word: string): string => {
  const root = stem(word);
  if (COMMON_STEMS.has(root) || TRADE_STEMS.has(root)) return word;
  for (const form of [word, ...withoutOne(word)]) {
    const candidate = NEIGHBOURS.get(form);
    if (candidate !== undefined && candidate[0] === word[0] && candidate.length >= MIN_LENGTH && oneStep(word, candidate)) {
      // A plural or another ending of a different word ("trains", "trainer") is not a typo.
      if (stem(candidate) !== root && /(?:s|d|r|y)$/u.test(word) && word.slice(0, -1) === candidate) return word;
      return candidate;
    }
  }
  return word;
};
