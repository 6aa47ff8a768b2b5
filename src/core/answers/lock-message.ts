import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import type { EventOf } from '../platform/event.ts';

/**
 * Created, edited and deleted copies of one message are handled one after the other. Locks are always taken
 * in this order, so that no two transactions wait for each other: message, member, answer, streak.
 */
export async function lockMessage(
  tx: Tx,
  event: EventOf<'message'> | EventOf<'message_deleted'>,
): Promise<void> {
  const name = `${event.platform}/${event.community.externalId}/${event.messageId}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
}
