/** Cuts the telling part out of sentences, 4 to 30 words, always the member's own characters. */
import { clauseEnds, clauseStarts } from './clauses.ts';
import type { Detector } from './cue.ts';
import type { Sentence } from './read-sentences.ts';

const MIN = 4;
/** As long as verification allows. */
const MAX = 30;
/** As many quotes as the contract allows for one criterion. */
const QUOTES = 2;
/** A cut at the edge of a clause is worth losing words down to this many; below, words are cut where they are. */
const STILL_TELLING = 8;

/** A quote with the sentences it touches. */
export type Cover = {
  readonly text: string;
  /** Offsets in the answer. */
  readonly start: number;
  readonly end: number;
  readonly touches: readonly Sentence[];
};

type Stretch = Omit<Cover, 'touches'>;

const between = (answer: string, sentence: Sentence, first: number, last: number): Stretch | null => {
  const start = sentence.tokens[first]?.start;
  const end = sentence.tokens[last]?.end;
  return start === undefined || end === undefined ? null : { text: answer.slice(start, end), start, end };
};

/** The words of the strongest cue in a sentence, first and last; the first word when no cue is found. */
const cueIn = ({ text, at }: Sentence, detector: Detector): { first: number; last: number } => {
  const hit = detector.cues
    .filter((one) => one.pattern.test(text))
    .toSorted((a, b) => b.strength - a.strength)[0];
  const found = hit?.pattern.exec(text);
  const from = found?.index ?? 0;
  const to = from + (found?.[0].length ?? 1) - 1;
  const tokenAt = (where: number): number =>
    Math.max(
      0,
      at.findLastIndex((offset) => offset <= where),
    );
  return { first: tokenAt(from), last: tokenAt(to) };
};

/** The longest run of whole clauses around the cue, or null when none is short enough and long enough. */
const clausesAround = (
  sentence: Sentence,
  cue: { readonly first: number; readonly last: number },
): { readonly first: number; readonly last: number } | null => {
  const best = { first: 0, last: -1 };
  for (const first of clauseStarts(sentence).filter((one) => one <= cue.first)) {
    for (const last of clauseEnds(sentence).filter((one) => one >= cue.last)) {
      const length = last - first + 1;
      if (length <= MAX && length >= STILL_TELLING && length > best.last - best.first + 1) {
        Object.assign(best, { first, last });
      }
    }
  }
  return best.last === -1 ? null : best;
};

/** The clauses around the first cue, or the sentence itself when it is short; null below four words. */
const clip = (answer: string, sentence: Sentence, detector: Detector): Stretch | null => {
  const { tokens } = sentence;
  if (tokens.length < MIN) return null;
  if (tokens.length <= MAX) return between(answer, sentence, 0, tokens.length - 1);
  const cue = cueIn(sentence, detector);
  const whole = clausesAround(sentence, cue);
  if (whole !== null) return between(answer, sentence, whole.first, whole.last);
  const first = Math.max(0, Math.min(cue.first - 4, tokens.length - MAX));
  return between(answer, sentence, first, first + MAX - 1);
};

/** The largest of `sizes` that is at least `least` and at most `most`; `most` when none is. */
const largest = (sizes: readonly number[], least: number, most: number): number => {
  const fitting = sizes.filter((size) => size >= least && size <= most);
  return fitting.length === 0 ? most : Math.max(...fitting);
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
  const leastTail = Math.min(MIN, first.tokens.length);
  if (left < leastTail + least) return null;
  const tails = clauseStarts(first).map((start) => first.tokens.length - start);
  const heads = clauseEnds(last).map((end) => end + 1);
  const tail = largest(tails, leastTail, Math.min(first.tokens.length, left - least));
  const head = largest(heads, least, Math.min(last.tokens.length, left - tail));
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
