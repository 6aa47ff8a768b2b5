import { sql } from 'kysely';
import type { Reader } from '../../src/core/db/database.ts';

/** Every table of every schema, the queue's too, in which a row holds these words in any column. */
export async function placesOf(db: Reader, words: string): Promise<string[]> {
  const { rows } = await sql<{ schema: string; name: string }>`
    select schemaname as schema, tablename as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') order by 1, 2`.execute(db);
  const found: string[] = [];
  const hex = Buffer.from(words).toString('hex');
  for (const { schema, name } of rows) {
    const here = await sql`
      select 1 from ${sql.table(`${schema}.${name}`)} t
      where t::text like ${`%${words}%`} or t::text like ${`%${hex}%`} limit 1`.execute(db);
    if (here.rows.length > 0) found.push(`${schema}.${name}`);
  }
  return found;
}
