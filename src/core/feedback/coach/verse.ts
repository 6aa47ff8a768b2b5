/** Whether a text is a rhymed poem: it may tell of anything, and what it says is chosen for its sound. */

/** Rhymes are looked for among so many line ends that follow each other. */
const WINDOW = 12;
/** So many of them rhyme in a poem set in lines; no labelled prose comes to that ... */
const RHYMED_LINES = 6;
/** ... and where the lines are only told by commas and full stops, prose can have 6. */
const RHYMED_CLAUSES = 7;
/** Fewer lines are no stanza. */
const MIN_LINES = 6;

const lastWord = (text: string): readonly string[] => text.match(/[a-z']+/gu)?.slice(-1) ?? [];

/** Spellings that sound alike at the end of a word. */
const ALIKE: readonly (readonly [spelling: RegExp, sound: string])[] = [
  [/(?:eye|igh|[^aeiou]y|ie|uy)$/u, 'I'],
  [/(?:ight|ite|yte)$/u, 'It'],
  [/(?:ee|ea|e|ey)$/u, 'E'],
  [/(?:oor|ore|oar|our|aw)$/u, 'Or'],
  [/(?:are|air|ear|ere|eir)$/u, 'Air'],
  [/(?:ay|ey|eigh|ei)$/u, 'Ay'],
  [/(?:oo|ue|ew|ou|ough|o)$/u, 'Oo'],
  [/(?:oose|uce|uise|ews|ues|ose)$/u, 'Oos'],
  [/(?:ain|ane|eign|ein)$/u, 'Ain'],
  [/(?:une|oon|ewn)$/u, 'Oon'],
  [/(?:ean|een|ene|ine)$/u, 'En'],
  [/(?:eat|eet|ete)$/u, 'Et'],
  [/(?:eed|ead|ede)$/u, 'Ed'],
  [/(?:own|oun)$/u, 'Oun'],
  [/(?:ent|eant)$/u, 'Ent'],
];

/** What a word rhymes by as it is spelled: from its last vowels on. */
const spelled = (word: string): string => {
  const found = /[aeiouy]+[^aeiouy]*e?$/u.exec(word)?.[0] ?? word;
  return found.length >= 2 ? found : word.slice(-2);
};

/** What a word rhymes by as it sounds, roughly. */
const sounded = (word: string): string =>
  ALIKE.find(([spelling]) => spelling.test(word))?.[1] ?? spelled(word);

/** Endings that grammar gives to many words ("drivers, managers"): lists and notes are full of them, and they are no rhyme. */
const GIVEN =
  /[aeiouy][a-z']{0,9}[^aeiou](?:ed|e[rn]s?|ors?|ings?|ions?|y|ies|ness|ments?|al|[ai]bles?|es)$/u;

/** Positions of the words that rhyme with the next or the one after it; a word said again is no rhyme. */
const rhymed = (words: readonly string[], rhymeOf: (word: string) => string): ReadonlySet<number> =>
  new Set(
    words.flatMap((word, at) =>
      [at + 1, at + 2].flatMap((next) => {
        const other = words[next];
        return other !== undefined && other !== word && !GIVEN.test(word) && rhymeOf(other) === rhymeOf(word)
          ? [at, next]
          : [];
      }),
    ),
  );

/** Whether some stretch of the text, in lower case, is rhymed from line to line. Pure. */
export const isVerse = (text: string): boolean => {
  const lines = text.split('\n').flatMap(lastWord);
  const inLines = lines.length >= MIN_LINES;
  const ends = inLines ? lines : text.split(/[,.;:!?\n]/u).flatMap(lastWord);
  // Among commas and full stops, words that sound alike come by chance too often.
  const found = rhymed(ends, inLines ? sounded : spelled);
  const needed = inLines ? RHYMED_LINES : RHYMED_CLAUSES;
  return ends.some((_, start) => {
    let count = 0;
    for (let at = start; at < start + WINDOW; at += 1) if (found.has(at)) count += 1;
    return count >= needed;
  });
};
