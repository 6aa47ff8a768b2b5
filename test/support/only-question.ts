import { sql } from 'kysely';
import type { Database } from '../../src/core/db/database.ts';
import { LONG_ANSWER } from './room.ts';

/** An answer to that question which names its situation, so that nothing about it is in doubt. */
export const ORDER_UPDATES_ANSWER = `A partner asked for order updates in real time. ${LONG_ANSWER}`;

/** Leaves a category one question, the one that `ORDER_UPDATES_ANSWER` answers, in every community there is. */
export async function leaveOnlyOrderUpdates(db: Database): Promise<void> {
  await sql`insert into question_retirements (community_id, question_id, retired_at)
    select c.id, q.id, now() from communities c, questions q
    where q.category = 'architecture' and q.slug <> 'architecture-order-updates'`.execute(db);
}
