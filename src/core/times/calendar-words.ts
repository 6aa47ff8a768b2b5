/** Months in order; any beginning of at least three letters names one. */
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;

/** Weekdays from Monday, as ISO numbers them. */
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const NUMBERS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
] as const;

/** The month a word names, 1 to 12: "dec", "Sept." or "december"; null for any other word. */
export function monthOf(word: string): number | null {
  return placeOf(word, MONTHS);
}

/** The ISO weekday a word names, 1 for Monday: "mon", "Weds" or "friday"; null for any other word. */
export function weekdayOf(word: string): number | null {
  return word.replace(/\.$/, '') === 'weds' ? 3 : placeOf(word, WEEKDAYS);
}

/** A count in digits (up to three) or as a word up to twelve; "a" and "an" are one. Null for any other word. */
export function countOf(word: string): number | null {
  if (/^\d{1,3}$/.test(word)) return Number(word);
  if (word === 'a' || word === 'an') return 1;
  const place = NUMBERS.findIndex((name) => name === word);
  return place < 0 ? null : place;
}

function placeOf(word: string, names: readonly string[]): number | null {
  const bare = word.replace(/\.$/, '');
  if (bare.length < 3) return null;
  const place = names.findIndex((name) => name.startsWith(bare));
  return place < 0 ? null : place + 1;
}
