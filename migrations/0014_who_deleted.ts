import { sql, type Kysely } from 'kysely';

/** A message that was deleted before it arrived keeps the day it would have kept, unless its author took it back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Where a platform says who deleted a message that is not here yet, it was its author.
  await sql`alter table deleted_messages add column by_author boolean not null default false`.execute(db);
}
