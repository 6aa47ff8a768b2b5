import type { Rich, Segment } from '../core/platform/rich.ts';

/** Words longer than this, in characters, may be divided between two parts; shorter ones stay whole. */
const WHOLE_WORD_MAX = 500;

/**
 * Rich text cut between words into pieces that cost at most `limit` together; no word is lost. `costOf` says
 * what one word adds to a piece; `limit` must be over what a word of 500 characters may cost.
 */
export function splitRich(
  text: Rich,
  limit: number,
  costOf: (token: Segment) => number,
): readonly (readonly Segment[])[] {
  const pieces: Segment[][] = [];
  let piece: Segment[] = [];
  let length = 0;
  for (const token of text.flatMap(tokensOf)) {
    const cost = costOf(token);
    if (length + cost > limit && piece.length > 0) {
      pieces.push(piece);
      piece = [];
      length = 0;
    }
    piece.push(token);
    length += cost;
  }
  if (piece.length > 0) pieces.push(piece);
  return pieces.map(joinTokens);
}

function tokensOf(segment: Segment): Segment[] {
  if (segment.t === 'instant') return [segment];
  const words = segment.text.match(/\s*\S+|\s+$/gu) ?? [];
  return words.flatMap((word) => inChunks(word).map((text): Segment => ({ t: segment.t, text })));
}

/** Divides by code points, so that no character is broken in two. */
function inChunks(word: string): string[] {
  if (word.length <= WHOLE_WORD_MAX) return [word];
  const chunks: string[] = [];
  let chunk = '';
  for (const character of word) {
    if (chunk.length + character.length > WHOLE_WORD_MAX) {
      chunks.push(chunk);
      chunk = '';
    }
    chunk += character;
  }
  return [...chunks, chunk];
}

/** Neighbouring tokens of one kind become one again, so that what depends on a line's start is seen. */
export function joinTokens(tokens: readonly Segment[]): Segment[] {
  const joined: Segment[] = [];
  for (const token of tokens) {
    const last = joined.at(-1);
    if (last !== undefined && last.t !== 'instant' && token.t !== 'instant' && last.t === token.t) {
      joined[joined.length - 1] = { t: token.t, text: last.text + token.text };
    } else joined.push(token);
  }
  return joined;
}
