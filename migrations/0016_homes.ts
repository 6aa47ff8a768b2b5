import { sql, type Kysely } from 'kysely';

/** Whose own pages are renewed when a community gets a question. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index deliveries_of_homes on deliveries (community_id) where key like 'home:%'`.execute(
    db,
  );
}
