/** Characters of a person's own words that a refusal repeats: enough to recognise a typo, short enough for one line. */
const ECHO_LIMIT = 40;

/**
 * What somebody typed, made fit to be repeated inside a one-line refusal: control characters and runs of white space
 * become one space, and anything past 40 characters becomes "…". Returns an empty string when nothing visible is left.
 * It does not escape: cards do that for every text.
 */
export function echoInput(text: string): string {
  const oneLine = text
    .toWellFormed()
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
  const characters = Array.from(oneLine);
  return characters.length <= ECHO_LIMIT ? oneLine : `${characters.slice(0, ECHO_LIMIT).join('').trimEnd()}…`;
}
