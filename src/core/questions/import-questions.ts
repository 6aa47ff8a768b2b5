import { sql } from 'kysely';
import type { Database } from '../db/database.ts';
import type { PackQuestion } from './load-pack.ts';

/** How many questions are written between two lines of progress. */
const BATCH = 50;

/**
 * Adds a community's own questions to a pack, or renews them: the same slug again takes the new words.
 * `progress` is told after every batch how many of how many are in.
 */
export async function importQuestions(
  db: Database,
  communityId: string,
  pack: string,
  questions: readonly PackQuestion[],
  progress: (done: number, of: number) => void,
): Promise<void> {
  for (let start = 0; start < questions.length; start += BATCH) {
    const batch = questions.slice(start, start + BATCH);
    await db
      .insertInto('questions')
      .values(
        batch.map(({ slug, level, text, category, ...details }) => ({
          community_id: communityId,
          pack,
          slug,
          category,
          level,
          body: text,
          details: JSON.stringify(details),
          retired_at: null,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['community_id', 'slug']).doUpdateSet((eb) => ({
          category: eb.ref('excluded.category'),
          level: eb.ref('excluded.level'),
          body: eb.ref('excluded.body'),
          details: sql<string>`excluded.details`,
        })),
      )
      .execute();
    progress(start + batch.length, questions.length);
  }
}
