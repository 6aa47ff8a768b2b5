import { sql } from 'kysely';
import type { Tx } from '../../core/db/database.ts';

/** Columns that hold ids of messages and threads, which name their channel here (message-place.ts). */
const COLUMNS = [
  ['rounds', 'message_id'],
  ['rounds', 'thread_id'],
  ['answer_pieces', 'message_id'],
  ['deleted_messages', 'message_id'],
  ['deliveries', 'external_id'],
  ['removals', 'thread_id'],
  ['removals', 'message_id'],
] as const;

/**
 * Slack gave a channel another id: what Greenroom knows of messages there is found under the new one, so that threads go
 * on and what was posted can be changed. Safe to run twice.
 */
export async function moveMessages(
  tx: Tx,
  teamId: string,
  moved: { readonly from: string; readonly to: string },
): Promise<void> {
  const community = sql`(select id from communities where platform = 'slack' and external_id = ${teamId})`;
  const before = `${moved.from}/`;
  for (const [table, column] of COLUMNS) {
    const id = sql.ref(column);
    await sql`
      update ${sql.table(table)} set ${id} = ${`${moved.to}/`}::text || substr(${id}, length(${before}::text) + 1)
      where community_id = ${community} and starts_with(${id}, ${before}::text)`.execute(tx);
  }
  await sql`
    update removals set channel_id = ${moved.to}::text
    where community_id = ${community} and channel_id = ${moved.from}::text`.execute(tx);
}
