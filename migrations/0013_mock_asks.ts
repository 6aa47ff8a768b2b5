import { sql, type Kysely } from 'kysely';

/** Which mocks came of one member asking another by name: how often that may be done is limited by them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // The one in seat 0 asked the one in seat 1; matching had no part in it.
  await sql`alter table mock_sessions add column asked boolean not null default false`.execute(db);
}
