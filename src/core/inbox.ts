import type { Tx } from './db/database.ts';
import type { InboundEvent } from './platform/event.ts';

/** How long event keys are kept: far longer than any platform redelivers (Slack's last retry is an hour). */
export const INBOX_KEPT_HOURS = 7 * 24;

/**
 * Remembers the event in the caller's transaction and says whether it was here before. A copy that arrives
 * at the same moment waits for the first one's transaction to end, so exactly one of them is new.
 */
export async function seenBefore(tx: Tx, event: InboundEvent, now: Temporal.Instant): Promise<boolean> {
  const inserted = await tx
    .insertInto('inbox')
    .values({ platform: event.platform, event_key: event.key, received_at: now })
    .onConflict((conflict) => conflict.columns(['platform', 'event_key']).doNothing())
    .returning('event_key')
    .executeTakeFirst();
  return inserted === undefined;
}

/** Forgets keys older than {@link INBOX_KEPT_HOURS}; called by the tick. */
export async function pruneInbox(db: Tx, now: Temporal.Instant): Promise<void> {
  await db
    .deleteFrom('inbox')
    .where('received_at', '<', now.subtract({ hours: INBOX_KEPT_HOURS }))
    .execute();
}
