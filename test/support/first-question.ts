import { sql } from 'kysely';
import type { Database } from '../../src/core/db/database.ts';
import { chooseQuestion } from '../../src/core/questions/choose-question.ts';

/** The question that `LONG_ANSWER` answers. */
const ANSWERED = 'architecture-order-updates';

/**
 * The first question of a database's first schedule is the one that `LONG_ANSWER` answers: the two questions swap
 * places, before anything was asked.
 */
export async function askAnsweredFirst(db: Database): Promise<void> {
  const rows = await db.selectFrom('questions').select(['id', 'category', 'slug']).execute();
  const chosen = chooseQuestion({
    categories: ['architecture'],
    questions: rows.map(({ id, category }) => ({ id, category, retired: false })),
    asked: [],
    seed: '1',
  });
  const answered = rows.find(({ slug }) => slug === ANSWERED);
  if (chosen === null || answered === undefined) throw new Error(`there is no question ${ANSWERED}`);
  if (chosen.questionId === answered.id) return;
  const pair = [chosen.questionId, answered.id];
  await db.transaction().execute(async (tx) => {
    const both = await tx.selectFrom('questions').selectAll().where('id', 'in', pair).execute();
    await tx
      .updateTable('questions')
      .set({ slug: sql`slug || ' swapped'` })
      .where('id', 'in', pair)
      .execute();
    for (const { id, slug, level, body, details } of both) {
      const other = pair.find((one) => one !== id) ?? '';
      await tx
        .updateTable('questions')
        .set({ slug, level, body, details: JSON.stringify(details) })
        .where('id', '=', other)
        .execute();
    }
  });
}
