/** Which words an answer may hold where its question says another one. Read once from two plain lists. */
import { readFileSync } from 'node:fs';
import { FUNCTION_WORDS } from './lexicon-common.ts';
import { stem } from './stem.ts';

const FUNCTION_STEMS: ReadonlySet<string> = new Set([...FUNCTION_WORDS].map(stem));

type Line = { readonly heads: readonly string[]; readonly words: readonly string[] };

const stemsIn = (text: string): readonly string[] => text.split(/\s+/u).filter(Boolean).map(stem);

const read = (file: string): readonly Line[] =>
  readFileSync(new URL(`./words/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line): Line => {
      const colon = line.indexOf(':');
      return { heads: stemsIn(line.slice(0, colon)), words: stemsIn(line.slice(colon + 1)) };
    });

const gather = (lines: readonly (readonly [heads: readonly string[], words: readonly string[]])[]) => {
  const found = new Map<string, Set<string>>();
  for (const [heads, words] of lines) {
    for (const head of heads) {
      const known = found.get(head) ?? new Set<string>();
      for (const word of words) if (word !== head && !FUNCTION_STEMS.has(word)) known.add(word);
      found.set(head, known);
    }
  }
  return found;
};

const load = () => ({
  beside: gather(read('beside.txt').map(({ heads, words }) => [heads, [...heads, ...words]])),
  together: gather(read('together.txt').map(({ words }) => [words, words])),
});

let lists: ReturnType<typeof load> | null = null;

/** Stems that say in an answer what this stem says in a question; empty for a word that no list knows. */
export const relatedTo = (root: string): ReadonlySet<string> => {
  lists ??= load();
  const own = lists.beside.get(root);
  return (own !== undefined && own.size > 0 ? own : lists.together.get(root)) ?? new Set();
};
