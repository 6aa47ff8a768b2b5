import { unescapeText } from './escape.ts';

/** `<…>` in a text from Slack: a mention, a link, a date or a special word, with words for it after the bar. */
const TOKEN = /<([^<>|]+)(?:\|([^<>]*))?>/g;

/**
 * A text from Slack as its author wrote it: links and mentions as they look, the escaped signs as themselves.
 * Pure.
 */
export function readText(text: string): string {
  return unescapeText(
    text.replaceAll(TOKEN, (_, target: string, words: string | undefined) => wordsOf(target, words)),
  );
}

function wordsOf(target: string, words: string | undefined): string {
  const label = words === undefined || words === '' ? null : words;
  if (target.startsWith('@')) return `@${label ?? target.slice(1)}`;
  if (target.startsWith('#')) return `#${label ?? target.slice(1)}`;
  if (target.startsWith('!')) return label ?? `@${target.slice(1).split('^')[0] ?? ''}`;
  return label ?? target.replace(/^mailto:/, '');
}

/** Whom a text opens by mentioning: the user's id, or null. */
export function openingMention(text: string): string | null {
  return /^\s*<@([A-Z0-9]+)(?:\|[^>]*)?>/.exec(text)?.[1] ?? null;
}

/** The words after the opening mention, as written. */
export function afterMention(text: string): string {
  return readText(text.replace(/^\s*<@[^>]*>[\s,:]*/, ''));
}
