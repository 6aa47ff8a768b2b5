import { never } from '../../core/errors.ts';
import type { Rich, Segment } from '../../core/platform/rich.ts';

/**
 * Text as Discord's markdown. Every character of a card's words that could format, mention, link or ping is
 * escaped, so that it is shown as it was written.
 */

/** Words longer than this, in characters, may be divided between two parts; shorter ones stay whole. */
const WHOLE_WORD_MAX = 500;

/** Characters that mean something to Discord anywhere in a line. */
const ANYWHERE = /[\\*_~`|<>@[\]()#]/g;

/** What starts a list, and the colon that makes an address a link. */
const AT_LINE_START = /^([ \t]*)([-+=])/gm;
const NUMBERED = /^([ \t]*\d+)([.)])/gm;
const LINK_COLON = /:(?=\/\/)/g;

/** Somebody's words with everything that Discord would read as markup escaped by a backslash. */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(ANYWHERE, (character) => `\\${character}`)
    .replaceAll(AT_LINE_START, (_, space: string, sign: string) => `${space}\\${sign}`)
    .replaceAll(NUMBERED, (_, number: string, sign: string) => `${number}${sign === ')' ? '' : '\\'}${sign}`)
    .replaceAll(LINK_COLON, '\\:');
}

/** Rich text as markdown, in one piece. */
export function richMarkdown(text: Rich | readonly Segment[]): string {
  return mergeStrong(text).map(segmentMarkdown).join('');
}

/**
 * Rich text cut between words into pieces whose markdown has at most `limit` characters; no word is lost.
 * `limit` must be over 2,100, twice what a single long word may take.
 */
export function splitRich(text: Rich, limit: number): readonly (readonly Segment[])[] {
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

/** At most what the token adds: its markdown, and two characters where each further line begins. */
function costOf(token: Segment): number {
  const lines = token.t === 'instant' ? 0 : token.text.split('\n').length - 1;
  return segmentMarkdown(token).length + 2 * lines + 2;
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

/** Neighbouring tokens of one kind become one again, so that an escape at a line's start is seen. */
function joinTokens(tokens: readonly Segment[]): Segment[] {
  const joined: Segment[] = [];
  for (const token of tokens) {
    const last = joined.at(-1);
    if (last !== undefined && last.t !== 'instant' && token.t !== 'instant' && last.t === token.t) {
      joined[joined.length - 1] = { t: token.t, text: last.text + token.text };
    } else joined.push(token);
  }
  return joined;
}

function mergeStrong(text: readonly Segment[]): readonly Segment[] {
  // Two bold runs side by side would show their asterisks.
  return joinTokens(text.filter((segment) => segment.t === 'instant' || segment.text !== ''));
}

function segmentMarkdown(segment: Segment): string {
  switch (segment.t) {
    case 'text':
      return escapeMarkdown(segment.text);
    case 'strong': {
      // Spaces inside the asterisks would stop them from working.
      const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(segment.text) ?? [];
      return inner === '' ? before + after : `${before}**${escapeMarkdown(inner)}**${after}`;
    }
    case 'instant': {
      const seconds = Math.floor(Temporal.Instant.from(segment.at).epochMilliseconds / 1000);
      return `<t:${seconds}:${INSTANT_STYLE[segment.style]}>`;
    }
    default:
      return never(segment);
  }
}

/** Discord's timestamp styles: the weekday with date and time, the date, the time; never "in 3 hours". */
const INSTANT_STYLE = { datetime: 'F', date: 'D', time: 't' } as const;
