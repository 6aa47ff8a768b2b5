import { sql, type RawBuilder } from 'kysely';
import type { Tx } from './db/database.ts';
import type { EventOf, InboundEvent } from './platform/event.ts';

/** How long event keys are kept: far longer than any platform redelivers (Slack's last retry is an hour). */
export const INBOX_KEPT_HOURS = 7 * 24;

/**
 * Remembers the event in the caller's transaction and says whether it was here before; see {@link inboxStatement}.
 */
export async function seenBefore(tx: Tx, event: InboundEvent, now: Temporal.Instant): Promise<boolean> {
  const inserted = await inboxStatement(event, now).execute(tx);
  return inserted.rows.length === 0;
}

/**
 * The statement that remembers an event; it gives a row when the event is new. A copy that arrives at the same
 * moment waits for the first one's transaction to end, so exactly one of them is new. All that happens to one
 * message (created, edited, deleted) is handled one after the other: its lock is taken here. Locks are always
 * taken in this order, so that no two transactions wait for each other: message, member, answer, streak.
 */
export function inboxStatement(event: InboundEvent, now: Temporal.Instant): RawBuilder<unknown> {
  const message = messageOf(event);
  const remember = (from: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    insert into inbox (platform, event_key, received_at)
    select ${event.platform}::text, ${event.key}::text, ${now}::timestamptz ${from}
    on conflict (platform, event_key) do nothing
    returning event_key`;
  if (message === null) return remember(sql``);
  return sql`
    with copies as materialized (select pg_advisory_xact_lock(hashtextextended(${message}, 0)))
    ${remember(sql`from copies`)}`;
}

/** What names the message that the event is about; null for events that are about none. */
function messageOf(event: InboundEvent): string | null {
  return event.kind === 'message' || event.kind === 'message_deleted'
    ? `${event.platform}/${event.community.externalId}/${event.messageId}`
    : null;
}

/** How a copy of a message (as created, as edited) stands to the copies that came before it. */
export type CopyAge = 'first' | 'newer' | 'stale';

/**
 * Remembers, for one message, the stamp of its newest copy and says whether this one is newer: platforms
 * promise no order. Of two copies with one stamp the edit is the newer. No words are kept, so this holds for
 * talk as well. Waits for the transaction of a copy that is handled at the same moment.
 */
export async function compareCopies(
  tx: Tx,
  communityId: string,
  event: EventOf<'message'>,
): Promise<CopyAge> {
  const key = { platform: event.platform, event_key: `newest copy of ${communityId}/${event.messageId}` };
  const stamp = Temporal.Instant.from(event.at);
  const first = await tx
    .insertInto('inbox')
    .values({ ...key, received_at: stamp })
    .onConflict((conflict) => conflict.columns(['platform', 'event_key']).doNothing())
    .returning('event_key')
    .executeTakeFirst();
  if (first !== undefined) return 'first';
  const newer = await tx
    .updateTable('inbox')
    .set({ received_at: stamp })
    .where('platform', '=', key.platform)
    .where('event_key', '=', key.event_key)
    .where('received_at', event.change === 'edited' ? '<=' : '<', stamp)
    .returning('event_key')
    .executeTakeFirst();
  return newer === undefined ? 'stale' : 'newer';
}

/** Forgets keys older than {@link INBOX_KEPT_HOURS}; called by the tick. */
export async function pruneInbox(db: Tx, now: Temporal.Instant): Promise<void> {
  await db
    .deleteFrom('inbox')
    .where('received_at', '<', now.subtract({ hours: INBOX_KEPT_HOURS }))
    .execute();
}
