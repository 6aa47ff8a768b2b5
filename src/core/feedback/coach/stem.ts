/** A light English stemmer: enough to see "renewed" and "renews" as one word, nothing cleverer. */

const VOWEL = /[aeiouy]/u;

/** The stem of one lower-case word. Same word, same stem; stems are not always words. */
export const stem = (word: string): string => {
  let w = word.replace(/['’]s?$/u, '');
  if (w.length > 4 && w.endsWith('ies')) w = `${w.slice(0, -3)}y`;
  else if (w.length > 3 && w.endsWith('s') && !/(?:ss|us|is)$/u.test(w)) w = w.slice(0, -1);
  if (w.endsWith('eed') || w.endsWith('eeing')) return w.replace(/(?:d|ing)$/u, '').replace(/e$/u, '');
  if (w.length > 5 && w.endsWith('ing') && VOWEL.test(w.slice(0, -3))) w = undouble(w.slice(0, -3));
  else if (w.length > 4 && w.endsWith('ied')) w = `${w.slice(0, -3)}y`;
  else if (w.length > 4 && w.endsWith('ed') && VOWEL.test(w.slice(0, -2))) w = undouble(w.slice(0, -2));
  else if (w.length > 5 && w.endsWith('ly')) w = w.slice(0, -2);
  if (w.length > 3 && w.endsWith('e')) w = w.slice(0, -1);
  return w;
};

const undouble = (w: string): string => (/([bdfgmnprt])\1$/u.test(w) ? w.slice(0, -1) : w);
