/** Cuts the telling part out of a sentence, 4 to 30 words, always the member's own characters. */
import type { Detector } from './cue.ts';
import type { Sentence } from './read-sentences.ts';

const MIN = 4;
/** As long as verification allows. */
const MAX = 30;

/** The words around the first cue, or the sentence itself when it is short; null below four words. */
export const clip = (answer: string, sentence: Sentence, detector: Detector): string | null => {
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
  return start === undefined || end === undefined ? null : answer.slice(start, end);
};
