import { sql } from 'kysely';
import type { Tx } from './db/database.ts';
import type { EventOf, InboundEvent, Platform } from './platform/event.ts';

/** How long event keys are kept: far longer than any platform redelivers (Slack's last retry is an hour). */
export const INBOX_KEPT_HOURS = 7 * 24;

/**
 * Remembers the event in the caller's transaction and says whether it was here before. A copy that arrives at the
 * same moment waits for the first one's transaction to end, so exactly one of them is new. All that happens to one
 * message (created, edited, deleted) is handled one after the other: its lock is taken here. Locks are always
 * taken in this order, so that no two transactions wait for each other: message, member, answer, streak.
 *
 * For events by members it is done together with finding the member (members/enter-members.ts).
 */
export async function seenBefore(tx: Tx, event: InboundEvent, now: Temporal.Instant): Promise<boolean> {
  const message = messageLockOf(event);
  if (message !== null) await sql`select pg_advisory_xact_lock(hashtextextended(${message}, 0))`.execute(tx);
  const inserted = await remember(tx, [{ platform: event.platform, event_key: event.key, received_at: now }]);
  return inserted.size === 0;
}

/** Names the lock of the message that the event is about; null for events that are about none. */
export function messageLockOf(event: InboundEvent): string | null {
  return event.kind === 'message' || event.kind === 'message_deleted'
    ? `${event.platform}/${event.community.externalId}/${event.messageId}`
    : null;
}

/** How a copy of a message (as created, as edited) stands to the copies that came before it. */
export type CopyAge = 'first' | 'newer' | 'stale';

/** A copy of a message, and who wrote it. */
interface Copy {
  readonly event: EventOf<'message'>;
  readonly member: { readonly communityId: string };
}

/**
 * Remembers, for each message, the stamp of its newest copy and says whether this one is newer: platforms
 * promise no order. Of two copies with one stamp the edit is the newer. No words are kept, so this holds for
 * talk as well. Waits for the transaction of a copy that is handled at the same moment. In the order of `copies`.
 */
export async function compareCopies(tx: Tx, copies: readonly Copy[]): Promise<readonly CopyAge[]> {
  if (copies.length === 0) return [];
  const rows = copies.map(({ event, member }) => ({
    platform: event.platform,
    event_key: `newest copy of ${member.communityId}/${event.messageId}`,
    received_at: Temporal.Instant.from(event.at),
    orSame: event.change === 'edited',
  }));
  const first = await remember(tx, rows);
  const ages: CopyAge[] = [];
  for (const row of rows) {
    if (first.has(row.event_key)) ages.push('first');
    else {
      const newer = await tx
        .updateTable('inbox')
        .set({ received_at: row.received_at })
        .where('platform', '=', row.platform)
        .where('event_key', '=', row.event_key)
        .where('received_at', row.orSame ? '<=' : '<', row.received_at)
        .returning('event_key')
        .executeTakeFirst();
      ages.push(newer === undefined ? 'stale' : 'newer');
    }
  }
  return ages;
}

/** Keeps keys, and gives those that were not there. One statement for any number of them. */
async function remember(
  tx: Tx,
  rows: readonly {
    readonly platform: Platform;
    readonly event_key: string;
    readonly received_at: Temporal.Instant;
  }[],
): Promise<ReadonlySet<string>> {
  const inserted = await sql<{ event_key: string }>`
    insert into inbox (platform, event_key, received_at)
    select platform, event_key, received_at
    from json_to_recordset(${JSON.stringify(rows)}::json) as arriving (platform text, event_key text, received_at timestamptz)
    on conflict (platform, event_key) do nothing
    returning event_key`.execute(tx);
  return new Set(inserted.rows.map((row) => row.event_key));
}

/** Forgets keys older than {@link INBOX_KEPT_HOURS}; called by the tick. */
export async function pruneInbox(db: Tx, now: Temporal.Instant): Promise<void> {
  await db
    .deleteFrom('inbox')
    .where('received_at', '<', now.subtract({ hours: INBOX_KEPT_HOURS }))
    .execute();
}
