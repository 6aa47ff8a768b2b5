import type { Core } from '../core.ts';

/** A category as people read it; its key where the pack is not on disk any more. */
export function categoryName(
  core: Pick<Core, 'packs'>,
  question: { readonly pack: string; readonly category: string },
): string {
  const category = core.packs.get(question.pack)?.categories.find((one) => one.key === question.category);
  return category?.name ?? question.category;
}

/** The parts of an answer in this category, in order; null where the pack is not on disk any more. */
export function categoryParts(
  core: Pick<Core, 'packs'>,
  question: { readonly pack: string; readonly category: string },
): readonly string[] | null {
  return (
    core.packs.get(question.pack)?.categories.find((one) => one.key === question.category)?.parts ?? null
  );
}
