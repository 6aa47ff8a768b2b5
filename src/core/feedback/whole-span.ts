/** Widens a stretch of an answer by the signs that belong to its outer words, and says where it is cut. Pure. */
import type { Span } from './injection.ts';

/** Signs that stand right after a number or a name and are part of it. */
const SIGNS_AFTER = /^[%‰°€$£¥₹²³™®+#]+(?![\p{L}\p{N}])/u;
/** Signs that stand right before a number and are part of it. */
const SIGNS_BEFORE = /(?<![^\s([{"“„«'‘])[$€£¥₹~≈<>=≤≥+−±#-]+$/u;
const PAIRS: readonly (readonly [string, string])[] = [
  ['(', ')'],
  ['[', ']'],
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
  ['"', '"'],
];

const count = (text: string, mark: string): number => text.split(mark).length - 1;

/** How many more times `open` stands in the text than `close`; of straight quotes, whether one is left over. */
const left = (text: string, [open, close]: readonly [string, string]): number =>
  open === close ? count(text, open) % 2 : count(text, open) - count(text, close);

const closeRight = (answer: string, start: number, end: number): number => {
  const after = /^[.,;:!?…]*([)\]”“»"])/u.exec(answer.slice(end, end + 8));
  if (after === null) return end;
  const pair = PAIRS.find((one) => one[1] === after[1] && left(answer.slice(start, end), one) > 0);
  return pair === undefined ? end : end + after[0].length;
};

const openLeft = (answer: string, start: number, end: number): number => {
  const before = answer[start - 1] ?? '';
  const pair = PAIRS.find(([open]) => open === before);
  if (pair === undefined) return start;
  const alone = left(answer.slice(start, end), pair);
  return (pair[0] === pair[1] ? alone === 1 : alone < 0) ? start - 1 : start;
};

/**
 * The same stretch with what belongs to its first and last word: "$" and "%", and the other half of a bracket or
 * a quotation mark. Adds no word, and never shrinks.
 */
export const wholeSpan = (answer: string, span: Span): Span => {
  let { start, end } = span;
  if (/\p{N}/u.test(answer[start] ?? '')) {
    start -= SIGNS_BEFORE.exec(answer.slice(Math.max(0, start - 6), start))?.[0].length ?? 0;
  }
  end += SIGNS_AFTER.exec(answer.slice(end, end + 6))?.[0].length ?? 0;
  for (let layers = 0; layers < 3; layers += 1) {
    const wider = closeRight(answer, start, end);
    if (wider === end) break;
    end = wider;
  }
  return { start: openLeft(answer, start, end), end };
};

const LINE_MARK = /^[ \t]*(?:>+[ \t]*|(?:[-*•‣◦–—]|-?#{1,3}|\(?\d{1,2}[.)])[ \t]+)*[*_`~|"“„«('‘[\s]*$/u;

/** Whether words of the same sentence stand before the stretch, or after it, and are not in it. */
export const cutsOf = (answer: string, span: Span): { readonly before: boolean; readonly after: boolean } => {
  const lineStart = answer.lastIndexOf('\n', span.start - 1) + 1;
  const before = answer.slice(lineStart, span.start);
  const sentenceBegins = LINE_MARK.test(before) || /[.!?…]["')\]”’»*_`]*\s+["“„«('‘[*_`]*$/u.test(before);
  const after = answer.slice(span.end, span.end + 20);
  const sentenceEnds = /^[*_`~|)\]”’»"']*(?:\s*(?:[.!?…]|\r?\n|$)|[ \t]*[;:][ \t]*(?:\r?\n|$))/u.test(after);
  // "they asked "why?" and left": the sentence goes on after an end inside of it, in lower case.
  const goesOn = /[.!?…]["')\]”’»]+$/u.test(answer.slice(0, span.end)) && /^ \p{Ll}/u.test(after);
  const ended = /[.!?…]["')\]”’»]*$/u.test(answer.slice(span.start, span.end));
  return { before: !sentenceBegins, after: !(sentenceEnds || ended) || goesOn };
};
