import { sql, type Kysely } from 'kysely';

/**
 * What every answer passes. The outbox is told of by the processes after their commits (src/core/db/outbox-nudge.ts);
 * and a thread that is not written down yet is found without reading all rounds of a community.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop trigger outbox_notify on outbox`.execute(db);
  await sql`drop function outbox_notify()`.execute(db);
  await sql`create index rounds_without_thread on rounds (community_id)
    where thread_id is null and message_id is not null`.execute(db);
}
