/** Refuses feedback text with facts that nobody stated, or with words for the member to recite. */
import { normalise, wordsOf } from './normalise.ts';

const SMALL: readonly string[] =
  'zero,one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve,thirteen,fourteen,fifteen,sixteen,seventeen,eighteen,nineteen,twenty'.split(
    ',',
  );
const OTHER_NUMBERS: ReadonlyMap<string, string> = new Map([
  ...SMALL.map((word, value) => [word, String(value)] as const),
  ['thirty', '30'],
  ['forty', '40'],
  ['fifty', '50'],
  ['sixty', '60'],
  ['seventy', '70'],
  ['eighty', '80'],
  ['ninety', '90'],
  ['hundred', '100'],
  ['hundreds', '100'],
  ['thousand', '1000'],
  ['thousands', '1000'],
  ['million', '1000000'],
  ['millions', '1000000'],
  ['billion', '1000000000'],
  ['dozen', '12'],
  ['dozens', '12'],
  ['half', 'half'],
  ['halved', 'half'],
  ['doubled', 'double'],
  ['double', 'double'],
  ['twice', 'double'],
  ['tripled', 'triple'],
  ['triple', 'triple'],
]);

const numberKey = (word: string, mayHaveDigits: boolean): string | null => {
  const named = OTHER_NUMBERS.get(word);
  if (named !== undefined) return named;
  if (!mayHaveDigits || !/\d/u.test(word)) return null;
  const digits = /\d[\d.,]*/u.exec(word)?.[0] ?? word;
  return digits.replaceAll(/,(?=\d{3}\b)/gu, '').replace(/[.,]$/u, '');
};

/** Numbers in digits or words, in one spelling; "one" alone is not a number here ("one sentence"). */
const numbersIn = (text: string): ReadonlySet<string> => {
  const found = new Set<string>();
  const plain = normalise(text).text;
  const hasDigits = /\d/u.test(plain);
  for (const whole of wordsOf(plain)) {
    for (const word of whole.includes('-') ? [whole, ...whole.split('-')] : [whole]) {
      const key = numberKey(word, hasDigits);
      if (key !== null && word !== 'one') found.add(key);
    }
  }
  return found;
};

/** Words a sentence of feedback may begin with, although they carry a capital. */
const OPENERS: ReadonlySet<string> = new Set(
  `a about add after all also an and any are as ask at because before but by can choose could cut day define describe did do does
   each end explain find first follow for from give had has have help here how if in instead is it keep last let link look make
   me mention more move name next no not nothing note now on one only open or out pick point put quote rather replace say
   separate show since so some spell start state take tell than that the their them then there these they this those tie to
   try turn two under use walk was were what when where which while who whose why will with without would write you your
   direction every this open end point english read begin compare put clarify focus reduce set split describe connect turn`.split(
    /\s+/u,
  ),
);

const sentenceStart = (text: string, at: number): boolean =>
  /(?:^|[.!?:]["')]?\s+|\n\s*)$/u.test(text.slice(0, at));

/** Capitalised words and acronyms that are not plain sentence openers. */
const namesIn = (text: string): readonly string[] => {
  const found: string[] = [];
  for (const match of text.matchAll(/\p{Lu}[\p{L}\p{N}]*(?:['’-][\p{L}\p{N}]+)*/gu)) {
    if (/[\p{L}\p{N}]/u.test(text[match.index - 1] ?? ' ')) continue;
    const word = match[0].replace(/['’]s$/u, '');
    if (word === 'I' || /^I['’]/u.test(word)) continue;
    if (sentenceStart(text, match.index) && OPENERS.has(word.toLowerCase())) continue;
    found.push(word.toLowerCase());
  }
  return found;
};

type Facts = { readonly numbers: ReadonlySet<string>; readonly words: ReadonlySet<string> };

const recent = new Map<string, Facts>();
const RECENT_LIMIT = 8;

/** Every number and word a source holds. The same few sources are asked again and again. */
const factsOf = (source: string): Facts => {
  const known = recent.get(source);
  if (known !== undefined) return known;
  const words = wordsOf(normalise(source).text).flatMap((word) => [
    word,
    word.replace(/'s$/u, ''),
    ...word.split('-'),
  ]);
  const facts = { numbers: numbersIn(source), words: new Set(words) };
  const oldest = recent.keys().next();
  if (recent.size >= RECENT_LIMIT && oldest.done !== true) recent.delete(oldest.value);
  recent.set(source, facts);
  return facts;
};

/** Forgets the texts kept for speed, as `forgetNormalised` does. */
export const forgetFacts = (): void => recent.clear();

/** Numbers and names in `text` that stand in none of `sources`. Empty means that nothing was invented. */
export const ungroundedFacts = (text: string, sources: readonly string[]): readonly string[] => {
  const known = sources.map(factsOf);
  return [
    ...[...numbersIn(text)].filter((number) => !known.some((facts) => facts.numbers.has(number))),
    ...namesIn(text).filter((name) => !known.some((facts) => facts.words.has(normalise(name).text))),
  ];
};

/** "I found ..." is the reader speaking of its own reading, not a line for the member. */
const READER_SPEAKS = /\bi (?:found|did not find|could not find|read)\b/gu;
const FIRST_PERSON = /\b(?:i|i'd|i'm|i've|i'll|me|my|mine|we|we'd|we're|we've|we'll|our|ours|us)\b/u;
const DICTATES =
  /\b(?:say something like|you (?:could|might|can|should) say|try saying|for example,? say|such as saying|word for word|repeat after)\b/u;

/**
 * Whether the text puts words into the member's mouth: first person, dictation, or a quotation that is not
 * verbatim in one of the sources.
 */
export const scriptsTheMember = (text: string, sources: readonly string[]): boolean => {
  const plain = normalise(text).text;
  const known = sources.map((source) => normalise(source).text);
  const isKnown = (quoted: string): boolean =>
    known.some((source) => source.includes(quoted.replace(/[.,;!?]$/u, '')));
  const quotes = [...plain.matchAll(/"([^"]+)"/gu)].map((match) => match[1] ?? '');
  if (quotes.some((quoted) => !isKnown(quoted))) return true;
  const outside = plain.replaceAll(/"[^"]*"/gu, ' ').replaceAll(READER_SPEAKS, ' ');
  return FIRST_PERSON.test(outside) || DICTATES.test(outside);
};
