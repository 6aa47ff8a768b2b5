/** Tells sentences in other languages from English ones inside of one answer. */
import { FUNCTION_WORDS } from './lexicon-common.ts';
import type { Sentence } from './read-sentences.ts';

/** Grammar words of languages that members mix with English, without those that are English words as well. */
const OTHERS: ReadonlySet<string> = new Set(
  `ich und der das nicht ist wir ein eine einen einem einer dass auf mit für weil wenn aber auch haben hatte sind zu dem wie sie
  bei nach nur noch schon mir uns wird wurde kann vom zum zur im es oder als dann diese unsere würde el la los las que por para una
  pero como está esta muy se lo su nos porque cuando más sin sobre les est nous pas dans une pour avec qui mais je il elle sur ce
  cette très plus ont sont au aux du et het een niet ik wij voor maar ook zijn naar di che non sono della il anche perché não um uma
  com em mas os isso foi hai nahi ka ki ke mein aur bir ve için çok bu yang dan untuk dengan tidak saya kami itu
  ut sed enim quis sit amet lorem ipsum`
    .trim()
    .split(/\s+/u),
);

/** Shorter sentences are left as they are: a name or a quoted phrase is no change of language. */
const MIN_WORDS = 4;
const OTHER_SHARE = 0.25;

const OTHER_SCRIPT = /[^\p{Script=Latin}\p{N}\p{P}\p{M}]/u;
/** Scripts without spaces between words: about so many characters are one. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const UNSPACED_WORD = 2;

/** Whether a sentence reads as another language: clearly more of another grammar than of the English one. */
const isOther = ({ tokens }: Sentence): boolean => {
  const foreign = tokens.filter(({ word }) => OTHER_SCRIPT.test(word)).length;
  if (2 * foreign > tokens.length) return true;
  const share = (known: ReadonlySet<string>): number =>
    tokens.filter(({ word }) => known.has(word.toLowerCase())).length / tokens.length;
  const other = share(OTHERS);
  return tokens.length >= MIN_WORDS && other >= OTHER_SHARE && other > share(FUNCTION_WORDS);
};

const wordsIn = (sentences: readonly Sentence[]): number =>
  sentences
    .flatMap(({ tokens }) => tokens)
    .reduce((sum, { word }) => sum + (UNSPACED.test(word) ? Math.ceil(word.length / UNSPACED_WORD) : 1), 0);

/**
 * The sentences that can be read, or null when more than half of the words are in another language. Nothing is quoted
 * from what could not be read.
 */
export const englishOf = (sentences: readonly Sentence[]): readonly Sentence[] | null => {
  const english = sentences.filter((one) => !isOther(one));
  return 2 * wordsIn(english) < wordsIn(sentences) ? null : english;
};
