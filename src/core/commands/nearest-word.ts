import { distance } from 'fastest-levenshtein';

/** The word that was probably meant, when at most half of its letters are wrong; else null. */
export function nearestWord(said: string, words: readonly string[]): string | null {
  const [best] = words
    .map((word) => ({ word, far: distance(said.toLowerCase().slice(0, 60), word) / word.length }))
    .toSorted((a, b) => a.far - b.far);
  return best !== undefined && best.far <= 0.5 ? best.word : null;
}
