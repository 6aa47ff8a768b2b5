import { storableText } from '../storable-text.ts';
import type { Parsed } from '../time.ts';

/** The longest answer, in characters (UTF-16 units, as every platform counts). The database enforces it too. */
export const ANSWER_MAX = 8_000;

/** A thread message of at least so many words may be an answer (DESIGN §9). */
export const CANDIDATE_WORDS = 25;

const words = new Intl.Segmenter('en', { granularity: 'word' });

/** Line ends as "\n", whatever the platform sends. */
export function unixLines(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}

/**
 * How many words a text has, in any script; emoji and punctuation are none. Counts no further than `upTo`, since
 * finding words is a good part of what a message costs.
 */
export function countWords(text: string, upTo = Infinity): number {
  let count = 0;
  for (const segment of words.segment(text)) {
    if (segment.isWordLike === true) count += 1;
    if (count >= upTo) break;
  }
  return count;
}

/**
 * Makes a member's text fit to be kept: NUL characters, which no database text can hold, are left out,
 * broken surrogates become the replacement character, line ends become "\n", white space around it goes.
 * Everything else stays as written. Refuses a text over {@link ANSWER_MAX}, and one without a single word.
 */
export function cleanText(raw: string): Parsed<string> {
  const text = unixLines(storableText(raw)).trim();
  if (text.length > ANSWER_MAX) {
    return {
      ok: false,
      message: `That is ${text.length} characters; an answer can have ${ANSWER_MAX}. Shorten it by ${text.length - ANSWER_MAX}, then send it again.`,
    };
  }
  if (countWords(text, 1) === 0) {
    return {
      ok: false,
      message: 'There are no words in it yet. Write one sentence or more, then send it again.',
    };
  }
  return { ok: true, value: text };
}
