import { sql, type Kysely } from 'kysely';

/** Members may see for how long they have had the answer form open. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table members add column soft_timer boolean not null default false`.execute(db);
}
