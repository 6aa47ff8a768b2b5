import type { Core } from '../core.ts';

/**
 * The key of the category that a member's words name: its key, its name, or what else people call it
 * ("product sense" is design). Null when nothing fits.
 */
export function findCategory(core: Pick<Core, 'packs'>, words: string): string | null {
  const wanted = fold(words);
  for (const pack of core.packs.values()) {
    for (const category of pack.categories) {
      if ([category.key, category.name, ...category.also].some((name) => fold(name) === wanted))
        return category.key;
    }
  }
  return null;
}

/** A category named in front ("metrics: …", "product sense …"), and what follows it; all is `rest` without one. */
export function splitCategory(
  core: Pick<Core, 'packs'>,
  text: string,
): { readonly category: string | null; readonly rest: string } {
  const colon = text.indexOf(':');
  const named = colon < 0 ? null : findCategory(core, text.slice(0, colon));
  if (named !== null) return { category: named, rest: text.slice(colon + 1).trim() };
  const words = text.trim().split(/\s+/);
  for (const count of [2, 1]) {
    const category = findCategory(core, words.slice(0, count).join(' '));
    if (category !== null) return { category, rest: words.slice(count).join(' ') };
  }
  return { category: null, rest: text };
}

function fold(words: string): string {
  return words
    .trim()
    .toLowerCase()
    .replaceAll(/[\s&-]+/g, ' ');
}
