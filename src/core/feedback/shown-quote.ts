import type { Quote } from './contract.ts';

/** Marks of emphasis and code in chats; the words they stand around are the member's. */
const EMPHASIS = /\*\*?|~~|\|\||`+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu;
const LINE_MARK = /^[ \t]*(?:>+[ \t]*|(?:[-*•‣◦–—]|-?#{1,3}|\(?\d{1,2}[.)])[ \t]+)+/u;

/** Marks that stand for somebody, a channel, an emoji, a moment or a link; as text they would be numbers and addresses. */
const readable = (line: string): string =>
  line
    .replaceAll(/<@[!&]?\w{1,30}>/gu, '@…')
    .replaceAll(/<#\w{1,30}>/gu, '#…')
    .replaceAll(/<a?(:\w{1,40}:)\d{1,25}>/gu, '$1')
    .replaceAll(/<t:-?\d{1,14}(?::[a-zA-Z])?>/gu, '(a time)')
    .replaceAll(/\[([^[\]\n]{1,300})\]\(https?:\/\/[^()\s]{1,2000}\)/gu, '$1');

/** The member's words in one line: without chat markup; where a line without a full stop ended, " / " stands. */
export const inOneLine = (words: string): string => {
  const lines = words
    .split(/\r?\n/u)
    .map((line) =>
      readable(line.replace(LINE_MARK, '')).replaceAll(EMPHASIS, '').replaceAll(/\s+/gu, ' ').trim(),
    )
    .filter((line) => line !== '');
  return lines
    .map((line, index) =>
      index === lines.length - 1 ? line : `${line}${/[.!?:;,…]["')\]”’]*$/u.test(line) ? '' : ' /'}`,
    )
    .join(' ');
};

/** Without a quotation mark at either end whose other half is not there. */
const withoutLoneMark = (line: string): string =>
  line.split('"').length % 2 === 1 ? line : line.replace(/^"|"$/u, '');

/** A quote as people read it: one line, with "…" where words of the same sentence were left out before or after it. */
export const shownQuote = ({ text, cutBefore, cutAfter }: Quote): string =>
  `${cutBefore === true ? '… ' : ''}${withoutLoneMark(inOneLine(text))}${cutAfter === true ? ' …' : ''}`;
