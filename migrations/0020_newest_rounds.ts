import { sql, type Kysely } from 'kysely';

/**
 * For a message to the bot alone the newest open question of its community is looked for. Without this, all that a
 * community was ever asked was read for it; and since that counts in the plan of every message, PostgreSQL would take
 * the statement for a large one, and compile it each time.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index rounds_newest on rounds (community_id, posted_at) where state = 'posted'`.execute(
    db,
  );
}
