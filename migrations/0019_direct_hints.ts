import { sql, type Kysely } from 'kysely';

/** Short words to the bot alone are answered once in a while; when that was. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table members add column direct_hint_at timestamptz`.execute(db);
}
