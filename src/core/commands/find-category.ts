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

function fold(words: string): string {
  return words
    .trim()
    .toLowerCase()
    .replaceAll(/[\s&-]+/g, ' ');
}
