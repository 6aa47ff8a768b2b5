/** Cuts the telling part out of sentences, 4 to 30 words, always the member's own characters. */
import type { Detector } from './cue.ts';
import type { Sentence } from './read-sentences.ts';

const MIN = 4;
/** As long as verification allows. */
const MAX = 30;
/** As many quotes as the contract allows for one criterion. */
const QUOTES = 2;

/** A quote with the sentences it touches. */
export type Cover = {
  readonly text: string;
  /** Offsets in the answer. */
  readonly start: number;
  readonly end: number;
  readonly touches: readonly Sentence[];
};

type Stretch = Omit<Cover, 'touches'>;

/** The words around the first cue, or the sentence itself when it is short; null below four words. */
const clip = (answer: string, sentence: Sentence, detector: Detector): Stretch | null => {
  const { tokens, at } = sentence;
  if (tokens.length < MIN) return null;
  let first = 0;
  let last = tokens.length - 1;
  if (tokens.length > MAX) {
    const hit = detector.cues
      .filter((one) => one.pattern.test(sentence.text))
      .toSorted((a, b) => b.strength - a.strength)[0];
    const where = hit?.pattern.exec(sentence.text)?.index ?? 0;
    const token = Math.max(
      0,
      at.findLastIndex((offset) => offset <= where),
    );
    first = Math.max(0, Math.min(token - 4, tokens.length - MAX));
    last = first + MAX - 1;
  }
  const start = tokens[first]?.start;
  const end = tokens[last]?.end;
  return start === undefined || end === undefined ? null : { text: answer.slice(start, end), start, end };
};

/** One stretch that touches each of these neighbouring sentences with at least four words, or null. */
const stretch = (answer: string, run: readonly Sentence[]): Stretch | null => {
  const first = run[0];
  const last = run.at(-1);
  if (first === undefined || last === undefined || first === last) return null;
  // Something left out of the reading (a repetition, text for the grader) must not slip into a quote.
  const gaps = run.slice(1).map((one, index) => answer.slice(run[index]?.end ?? one.start, one.start));
  if (gaps.some((gap) => /[\p{L}\p{N}]{2,}/u.test(gap))) return null;
  const left = MAX - run.slice(1, -1).reduce((sum, one) => sum + one.tokens.length, 0);
  const least = Math.min(MIN, last.tokens.length);
  if (left < Math.min(MIN, first.tokens.length) + least) return null;
  const head = Math.min(last.tokens.length, Math.max(least, left - first.tokens.length));
  const tail = Math.min(first.tokens.length, left - head);
  const start = first.tokens[first.tokens.length - tail]?.start;
  const end = last.tokens[head - 1]?.end;
  return start === undefined || end === undefined ? null : { text: answer.slice(start, end), start, end };
};

/**
 * At most two quotes that touch every one of `carriers` (sorted by strength), or null when no two can. One sentence
 * a quote where that is enough; else a quote runs over the ends of neighbouring sentences. `all` is the answer.
 */
export const coverWithQuotes = (
  answer: string,
  carriers: readonly Sentence[],
  detector: Detector,
  all: readonly Sentence[],
): readonly Cover[] | null => {
  const quote = (run: readonly Sentence[]): Cover | null => {
    const only = run.length === 1 ? run[0] : undefined;
    const from = run[0]?.index ?? 0;
    const to = run.at(-1)?.index ?? 0;
    const touches = only === undefined ? all.filter(({ index }) => index >= from && index <= to) : [only];
    const found = only === undefined ? stretch(answer, touches) : clip(answer, only, detector);
    return found === null ? null : { ...found, touches };
  };
  if (carriers.length <= QUOTES) {
    const found = carriers.map((one) => quote([one])).filter((one) => one !== null);
    return found.length === carriers.length ? found : null;
  }
  const inOrder = carriers.toSorted((a, b) => a.index - b.index);
  for (let cut = 0; cut < inOrder.length; cut += 1) {
    const runs = [inOrder.slice(0, cut), inOrder.slice(cut)].filter((run) => run.length > 0);
    const found = runs.map(quote).filter((one) => one !== null);
    // The stronger half comes first: it is what people are shown.
    const strongest = carriers[0];
    if (found.length === runs.length && strongest !== undefined)
      return found.toSorted(
        (a, b) => Number(b.touches.includes(strongest)) - Number(a.touches.includes(strongest)),
      );
  }
  return null;
};
