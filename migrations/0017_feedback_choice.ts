import { sql, type Kysely } from 'kysely';

/** How feedback comes is the platform's usual way unless the member chose: on Discord direct messages are for those who did. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table members alter column feedback_by drop not null, alter column feedback_by drop default`.execute(
    db,
  );
  // It was the default, and where messages come unasked it still is.
  await sql`update members set feedback_by = null where feedback_by = 'message'`.execute(db);
}
