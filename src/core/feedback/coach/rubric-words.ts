/** The rubric's own wording: whoever takes it up has not answered yet. */
import type { AssessRequest } from '../contract.ts';
import { plainLower } from './read-sentences.ts';
import { stem } from './stem.ts';

const GRAM = 4;

/** Every run of four words in a text. */
export const gramsOf = (text: string): readonly string[] => {
  const words = plainLower(text).match(/[a-z0-9'-]+/gu) ?? [];
  return words
    .slice(0, Math.max(0, words.length - GRAM + 1))
    .map((_, index) => words.slice(index, index + GRAM).join(' '));
};

type RubricWords = {
  /** Every run of four words in all of the rubric's text. */
  readonly grams: ReadonlySet<string>;
  /** Stems of the words that say what is asked for. */
  readonly stems: ReadonlySet<string>;
};

const readBefore = new WeakMap<object, RubricWords>();

/** What an answer must not borrow. Read once for each rubric. */
export const rubricWords = ({ rubric: { criteria } }: Pick<AssessRequest, 'rubric'>): RubricWords => {
  const known = readBefore.get(criteria);
  if (known !== undefined) return known;
  const asks = criteria.map((one) => `${one.title} ${one.asks}`).join(' ');
  const found = {
    grams: new Set(
      criteria.flatMap(({ title, asks: asked, evidence, weak, next, follow }) =>
        [title, asked, evidence, weak, next, follow].flatMap(gramsOf),
      ),
    ),
    stems: new Set((plainLower(asks).match(/[a-z][a-z'-]*/gu) ?? []).map(stem)),
  };
  readBefore.set(criteria, found);
  return found;
};
