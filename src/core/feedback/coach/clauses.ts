/** Where the clauses of a sentence begin and end, so that a quote need not stop in the middle of one. */
import type { Sentence } from './read-sentences.ts';

/** Words that open a clause without a comma before them. */
const OPENS =
  /^(?:and|but|so|because|since|while|which|although|though|whereas|then|or|if|when|unless|until|before|after)$/u;

/** The indices of tokens that begin a clause, the first token among them; in order. */
export const clauseStarts = ({ text, tokens, at }: Sentence): readonly number[] =>
  tokens.flatMap(({ word }, index) => {
    if (index === 0) return [0];
    const gapFrom = (at[index - 1] ?? 0) + (tokens[index - 1]?.word.length ?? 0);
    const gap = text.slice(gapFrom, at[index]);
    return /[,;:(]|[-.!?]\s|\s-/u.test(gap) || OPENS.test(word) ? [index] : [];
  });

/** The indices of tokens that end a clause, the last token among them; in order. */
export const clauseEnds = (sentence: Sentence): readonly number[] => [
  ...clauseStarts(sentence)
    .slice(1)
    .map((start) => start - 1),
  sentence.tokens.length - 1,
];
