/** Reads a mistyped everyday word as the word it is one keystroke away from. */
import { COMMON_STEMS, COMMON_WORDS, FUNCTION_WORDS } from './lexicon-common.ts';
import { CUE_WORDS } from './lexicon-cues.ts';
import { JARGON_WORDS, TRADE_STEMS, TRADE_WORDS } from './lexicon-trade.ts';
import { stem } from './stem.ts';

/** Shorter words have too many real neighbours ("lunch", "launch") to be read as another word ... */
const MEND_FROM = 7;
/** ... but from here on a word that looks like an everyday one is not taken for something particular. */
const LIKE_FROM = 5;

const KNOWN: ReadonlySet<string> = new Set([...COMMON_WORDS, ...TRADE_WORDS, ...JARGON_WORDS, ...CUE_WORDS]);

const withoutOne = (word: string): readonly string[] =>
  Array.from({ length: word.length }, (_, index) => word.slice(0, index) + word.slice(index + 1));

/** Each known word under each of its one-letter-shorter forms; ambiguous forms keep the first word. */
const NEIGHBOURS: ReadonlyMap<string, string> = (() => {
  const map = new Map<string, string>();
  for (const word of KNOWN) {
    if (word.length < LIKE_FROM || !/^[a-z]+$/u.test(word)) continue;
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

const lookUp = (word: string): string => {
  const root = stem(word);
  if (COMMON_STEMS.has(root) || TRADE_STEMS.has(root)) return word;
  for (const form of [word, ...withoutOne(word)]) {
    const candidate = NEIGHBOURS.get(form);
    if (candidate === undefined || candidate[0] !== word[0] || !oneStep(word, candidate)) continue;
    // "hospital" beside "hospitals" is the same word, well spelled.
    if (stem(candidate) === root) return word;
    // "property" is not "properly": another ending makes another word.
    if (/(?:ly|ty)$/u.test(candidate) && word.slice(-2) !== candidate.slice(-2)) continue;
    // Another ending of a different word ("trainer" beside "trained") is not a typo.
    return /[sdry]$/u.test(word) && word.slice(0, -1) === candidate ? word : candidate;
  }
  return word;
};

const cache = new Map<string, string>();
const CACHE_LIMIT = 20_000;

/** The known word one keystroke away from `word` (lower case, same first letter), or `word` itself. */
const neighbourOf = (word: string): string => {
  if (word.length < LIKE_FROM || KNOWN.has(word) || !/^[a-z]+$/u.test(word)) return word;
  const cached = cache.get(word);
  if (cached !== undefined) return cached;
  const found = lookUp(word);
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(word, found);
  return found;
};

/** What a word of seven letters or more most likely stands for; shorter ones come back as they are. */
export const mendWord = (word: string): string => (word.length < MEND_FROM ? word : neighbourOf(word));

/** Grammar words under each of their one-letter-shorter forms: in short words, only these are looked for. */
const GRAMMAR: ReadonlyMap<string, readonly string[]> = (() => {
  const map = new Map<string, string[]>();
  for (const word of FUNCTION_WORDS) {
    if (word.length < 3 || !/^[a-z]+$/u.test(word)) continue;
    for (const shorter of [word, ...withoutOne(word)]) map.set(shorter, [...(map.get(shorter) ?? []), word]);
  }
  return map;
})();

const isKnown = (word: string): boolean => KNOWN.has(word) || COMMON_STEMS.has(stem(word));

/** "werre", "wmre", "tkat", "usre", "soome": short words with a slip in them. */
const shortSlip = (word: string): boolean => {
  const swapped = Array.from(
    { length: word.length - 1 },
    (_, at) => word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
  );
  const single = Array.from({ length: word.length - 1 }, (_, at) =>
    word.charAt(at) === word.charAt(at + 1) ? word.slice(0, at) + word.slice(at + 1) : '',
  );
  if ([...swapped, ...single].some((one) => one.length >= 3 && one !== word && KNOWN.has(one))) return true;
  return [word, ...withoutOne(word)].some((form) =>
    (GRAMMAR.get(form) ?? []).some((candidate) => candidate[0] === word[0] && oneStep(word, candidate)),
  );
};

const slips = new Map<string, boolean>();

/** Whether a word of three letters or more may be a mistyped everyday word. */
export const looksMistyped = (word: string): boolean => {
  if (neighbourOf(word) !== word) return true;
  if (word.length < 3 || word.length > 6 || !/^[a-z]+$/u.test(word) || isKnown(word)) return false;
  const cached = slips.get(word);
  if (cached !== undefined) return cached;
  const slip = shortSlip(word);
  if (slips.size >= CACHE_LIMIT) slips.clear();
  slips.set(word, slip);
  return slip;
};
