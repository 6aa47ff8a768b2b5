/** Discord's limit for a text input, in characters (UTF-16 units). */
export const FIELD_MAX = 4_000;

/** Stands before the second half where the text was cut inside a paragraph; the white space follows it. */
const GOES_ON = '…';

/**
 * Splits a text of up to twice `limit` characters ({@link FIELD_MAX} by default) over two fields: between paragraphs where that fits,
 * else between words, else anywhere. {@link joinHalves} makes the very same text of it again.
 */
export function splitText(text: string, limit = FIELD_MAX): readonly [string, string] {
  if (text.length <= limit) return [text, ''];
  for (let at = limit - 2; at >= text.length - limit - 2 && at > 0; at -= 1) {
    if (/^\S\n\n[^\s…]/.test(text.slice(at - 1, at + 3))) return [text.slice(0, at), text.slice(at + 2)];
  }
  for (let at = limit - 2; at > text.length - limit && at > 0; at -= 1) {
    if (/^\S\s/.test(text.slice(at - 1, at + 1))) return [text.slice(0, at), GOES_ON + text.slice(at)];
  }
  // Never between the two halves of one character, as far as both parts still fit.
  const splitsPair = /^[\uD800-\uDBFF]/.test(text.charAt(limit - 1)) && text.length < 2 * limit;
  const at = splitsPair ? limit - 1 : limit;
  return [text.slice(0, at), text.slice(at)];
}

/** The text of both fields; a paragraph ends with the first one, unless the text was cut there. */
export function joinHalves(first: string, second: string, limit = FIELD_MAX): string {
  if (second.trim() === '') return first;
  if (first.trim() === '') return second;
  // Filled to the brim: the text goes on without a break.
  if (first.length >= limit - 1) return first + second;
  if (second.startsWith(GOES_ON) && /^\s/.test(second.slice(GOES_ON.length))) {
    return first + second.slice(GOES_ON.length);
  }
  return `${first}\n\n${second}`;
}
