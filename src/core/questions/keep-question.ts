import { sql } from 'kysely';
import type { Core } from '../core.ts';
import type { Reader, Tx } from '../db/database.ts';
import { completeQuestion, type OwnQuestionDraft } from './own-question.ts';

/** `errors`: field name → sentence. */
export type KeptQuestion =
  | { readonly ok: true; readonly id: string; readonly slug: string }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** Middling: a community's own questions say nothing about how hard they are. */
const OWN_LEVEL = 2;

/**
 * Adds a question of the community's own to its pack, checked like the pack's. The same words twice are
 * refused.
 */
export async function addQuestion(
  core: Pick<Core, 'packs'>,
  tx: Tx,
  communityId: string,
  question: OwnQuestionDraft & { readonly category: string },
): Promise<KeptQuestion> {
  const place = categoryOf(core, question.category);
  if (place === null) return { ok: false, errors: { category: unknownCategory(core) } };
  const complete = completeQuestion(question, place.category);
  if (!complete.ok) return complete;
  // Numbers are given out one after the other.
  await tx.selectFrom('communities').select('id').where('id', '=', communityId).forUpdate().execute();
  const twin = await sameWords(tx, communityId, complete.text, null);
  if (twin !== null)
    return {
      ok: false,
      errors: { text: `That question is there already, as ${twin}. Change its words, or leave it.` },
    };
  const own = await tx
    .selectFrom('questions')
    .select('slug')
    .where('community_id', '=', communityId)
    .where('slug', 'like', 'own-%')
    .execute();
  const last = Math.max(0, ...own.map((row) => Number(/^own-(\d{1,9})$/.exec(row.slug)?.[1] ?? 0)));
  const slug = `own-${last + 1}`;
  const { id } = await tx
    .insertInto('questions')
    .values({
      community_id: communityId,
      pack: place.pack,
      slug,
      category: place.category.key,
      level: OWN_LEVEL,
      body: complete.text,
      details: JSON.stringify(complete.details),
      retired_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { ok: true, id, slug };
}

/** Gives a question of the community's own new words. Rounds that asked it show the new ones. */
export async function editQuestion(
  core: Pick<Core, 'packs'>,
  tx: Tx,
  communityId: string,
  questionId: string,
  question: OwnQuestionDraft & { readonly category: string },
): Promise<KeptQuestion> {
  const place = categoryOf(core, question.category);
  if (place === null) return { ok: false, errors: { category: unknownCategory(core) } };
  const complete = completeQuestion(question, place.category);
  if (!complete.ok) return complete;
  const twin = await sameWords(tx, communityId, complete.text, questionId);
  if (twin !== null)
    return {
      ok: false,
      errors: { text: `That question is there already, as ${twin}. Change its words, or leave it.` },
    };
  const row = await tx
    .updateTable('questions')
    .set({ category: place.category.key, body: complete.text, details: JSON.stringify(complete.details) })
    .where('id', '=', questionId)
    .where('community_id', '=', communityId)
    .returning(['id', 'slug'])
    .executeTakeFirst();
  if (row === undefined)
    return {
      ok: false,
      errors: { text: 'That question is not here any more. Add it anew with /greenroom question add.' },
    };
  return { ok: true, id: row.id, slug: row.slug };
}

/** Whether the community is asked the question from now on. Returns whether that changed anything. */
export async function setRetired(
  tx: Tx,
  communityId: string,
  questionId: string,
  retired: boolean,
  now: Temporal.Instant,
): Promise<boolean> {
  const rows = retired
    ? await tx
        .insertInto('question_retirements')
        .values({ community_id: communityId, question_id: questionId, retired_at: now })
        .onConflict((conflict) => conflict.columns(['community_id', 'question_id']).doNothing())
        .returning('question_id')
        .execute()
    : await tx
        .deleteFrom('question_retirements')
        .where('community_id', '=', communityId)
        .where('question_id', '=', questionId)
        .returning('question_id')
        .execute();
  return rows.length > 0;
}

/** The categories by name, in one line, for refusals. */
export function categoryNames(core: Pick<Core, 'packs'>): string {
  return [...core.packs.values()].flatMap((pack) => pack.categories.map((one) => one.name)).join(', ');
}

function unknownCategory(core: Pick<Core, 'packs'>): string {
  return `That is not a category. Write one of: ${categoryNames(core)}.`;
}

function categoryOf(core: Pick<Core, 'packs'>, key: string) {
  for (const pack of core.packs.values()) {
    const category = pack.categories.find((one) => one.key === key);
    if (category !== undefined) return { pack: pack.slug, category };
  }
  return null;
}

/** The name of another question with the same words, whatever their case and spaces. */
async function sameWords(
  db: Reader,
  communityId: string,
  text: string,
  notId: string | null,
): Promise<string | null> {
  const rows = await db
    .selectFrom('questions')
    .select(['id', 'slug'])
    .where((eb) => eb.or([eb('community_id', 'is', null), eb('community_id', '=', communityId)]))
    .where(
      sql<boolean>`lower(regexp_replace(trim(body), '\\s+', ' ', 'g')) = ${text.toLowerCase().replaceAll(/\s+/g, ' ')}`,
    )
    .execute();
  return rows.find((row) => row.id !== notId)?.slug ?? null;
}
