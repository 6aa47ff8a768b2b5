import { sql } from 'kysely';
import type { Database } from '../../src/core/db/database.ts';

/**
 * From now on every turn to send is for now, in this database: for tests of what is said, not of how fast.
 * Returns what takes that back.
 */
export async function unpaced(db: Database): Promise<() => Promise<void>> {
  await sql`create function turn_is_now() returns trigger language plpgsql as
    $$ begin new.next_at := clock_timestamp(); return new; end $$`.execute(db);
  await sql`create trigger turn_is_now before insert or update on pacers
    for each row execute function turn_is_now()`.execute(db);
  return async () => {
    await sql`drop function turn_is_now cascade`.execute(db);
  };
}
