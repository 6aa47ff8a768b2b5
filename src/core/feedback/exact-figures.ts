/** Notices figures that look more exact than anyone could know. Leads to a friendly note, never a deduction. */

const EXACT: readonly RegExp[] = [
  // Two or more decimals on a percentage, three or more on anything.
  /\d[.,]\d{2,}\s?(?:%|percent|per cent)/iu,
  /\b\d+[.,]\d{3,}\b(?!\s?(?:users|people|customers|orders|requests|euros?|dollars|records|rows|tickets|units|calls))/iu,
  /\bp\s?[=<]\s?0?\.0{3,}/iu,
];
/** "1,250" is a plain thousand. */
const THOUSANDS = /\b\d{1,3}(?:,\d{3})+\b/gu;
const BARE_PERCENT = /(?<![\d.,])(?:\+|-)?\d+(?:\.\d+)?\s?(?:%|percent\b|per cent\b)/giu;
const HAS_BASE =
  /\b(?:from|of|out of|to|over|under|below|above|among|between|per|against|compared|versus|vs|than|not|control)\b|→|->/iu;

/**
 * Whether the answer holds figures that are suspiciously exact ("9.772%"), or several shares with no base
 * anywhere near them ("+40%", "300% growth").
 */
export const hasSuspiciousFigures = (answer: string): boolean => {
  const plain = answer.replaceAll(THOUSANDS, 'N');
  if (EXACT.some((pattern) => pattern.test(plain))) return true;
  const bare = [...plain.matchAll(BARE_PERCENT)].filter((match) => {
    const around = plain.slice(Math.max(0, match.index - 40), match.index + match[0].length + 30);
    return !HAS_BASE.test(around);
  });
  return bare.length >= 2;
};
