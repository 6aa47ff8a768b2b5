import { sql } from 'kysely';
import type { Database } from '../../src/core/db/database.ts';

/** Leaves a category one question, the one that `LONG_ANSWER` answers, in every community there is. */
export async function leaveOnlyOrderUpdates(db: Database): Promise<void> {
  await sql`insert into question_retirements (community_id, question_id, retired_at)
    select c.id, q.id, now() from communities c, questions q
    where q.category = 'architecture' and q.slug <> 'architecture-order-updates'`.execute(db);
}
