import { never } from '../../core/errors.ts';
import type { Rich, Segment } from '../../core/platform/rich.ts';
import { joinTokens, splitRich } from '../split-rich.ts';

/**
 * Text as Discord's markdown. Every character of a card's words that could format, mention, link or ping is
 * escaped, so that it is shown as it was written.
 */

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
export function splitMarkdown(text: Rich, limit: number): readonly (readonly Segment[])[] {
  return splitRich(text, limit, costOf);
}

/** At most what the token adds: its markdown, and two characters where each further line begins. */
function costOf(token: Segment): number {
  const lines = token.t === 'instant' ? 0 : token.text.split('\n').length - 1;
  return segmentMarkdown(token).length + 2 * lines + 2;
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
