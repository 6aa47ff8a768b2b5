/**
 * What stands for an id or a way to someone in chat markup: mentions, channels, custom emoji, times. The
 * same kinds are left out when a quote is looked for (normalise.ts), so quotes around them still match.
 */
const IDS = /<[@#!][^<>\n]{0,80}>|<a?:\w{1,40}:\d{1,25}>|<t:-?\d{1,14}(?::[a-zA-Z])?>/g;
const LABELLED_LINK = /<(?:https?:\/\/|mailto:)[^<>|\s]{1,2000}\|([^<>\n]{1,300})>/g;
const MARKDOWN_LINK = /\[([^[\]\n]{1,300})\]\(https?:\/\/[^()\s]{1,2000}\)/g;
/** A link can name a community, a person or a private document, and is never evidence. */
const LINK = /<?\b(?:https?:\/\/|mailto:)[^\s<>]{1,2000}>?/g;
/** Control characters but line breaks and tabs, and the invisible "tag" letters that hide text from people. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const INVISIBLE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]|[\u{E0000}-\u{E007F}]/gu;

/**
 * Text as it may leave the machine, inside the delimiters of a prompt. Without ids of people and places, links
 * and hidden characters; broken UTF-16 mended. `<` and `>` are escaped, so that no text can close a
 * delimiter or open another; `&` is left, so that quotes come back as they were written.
 */
export function toOutgoing(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replaceAll(INVISIBLE, '')
    .replaceAll(IDS, ' ')
    .replaceAll(LABELLED_LINK, '$1')
    .replaceAll(MARKDOWN_LINK, '$1')
    .replaceAll(LINK, '(link)')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
