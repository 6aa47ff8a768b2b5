import { sql, type Kysely } from 'kysely';

/** Organizers are told when the platform will not let the bot in much longer. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const KINDS = `'missed_post', 'failed_delivery', 'suggestions', 'reports', 'channel_gone', 'lost_access'`;

const STATEMENTS = ['notices', 'notice_mutes'].flatMap((table) => [
  `alter table ${table} drop constraint ${table}_kind_check`,
  `alter table ${table} add constraint ${table}_kind_check check (kind in (${KINDS}))`,
]);
