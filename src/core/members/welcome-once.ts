import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import { outboxRow } from '../jobs/outbox.ts';

/** A member's very first answer brings one private message about what is kept; later ones bring none. */
export async function welcomeOnce(
  tx: Tx,
  answer: { readonly id: string; readonly member_id: string },
  now: Temporal.Instant,
): Promise<void> {
  const job = outboxRow('member.welcome', { memberId: answer.member_id, answerId: answer.id }, { now });
  await tx
    .with('first', (db) =>
      db
        .updateTable('members')
        .set({ welcomed_at: now })
        .where('id', '=', answer.member_id)
        .where('welcomed_at', 'is', null)
        .returning('id'),
    )
    .insertInto('outbox')
    .columns(['name', 'payload', 'run_at', 'created_at'])
    .expression((eb) =>
      eb
        .selectFrom('first')
        .select([
          sql<string>`${job.name}::text`.as('name'),
          sql<string>`${job.payload}::jsonb`.as('payload'),
          sql<Temporal.Instant>`${job.run_at}::timestamptz`.as('run_at'),
          sql<Temporal.Instant>`${job.created_at}::timestamptz`.as('created_at'),
        ]),
    )
    .execute();
}
