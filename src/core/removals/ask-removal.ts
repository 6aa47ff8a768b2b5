import type { Tx } from '../db/database.ts';
import { enqueue } from '../jobs/outbox.ts';
import type { ChannelAddress, ThreadAddress } from '../platform/port.ts';

/** A send that may be under way at this moment is looked for only after so long, in seconds. */
const UNDER_WAY_SECONDS = 30;

/**
 * Asks, in the caller's transaction, that the message sent under this key be taken away again. `near` is
 * where it was sent. A message whose id is not known yet is looked for by its key a little later. Nothing is
 * asked for a send that was refused. Asking twice is asking once.
 */
export async function askRemoval(
  tx: Tx,
  asked: {
    readonly communityId: string;
    readonly near: ChannelAddress | ThreadAddress;
    readonly key: string;
  },
  now: Temporal.Instant,
): Promise<void> {
  const sent = await tx
    .selectFrom('deliveries')
    .select(['state', 'external_id'])
    .where('key', '=', asked.key)
    .executeTakeFirst();
  if (sent?.state === 'failed') return;
  const row = await tx
    .insertInto('removals')
    .values({
      community_id: asked.communityId,
      channel_id: asked.near.channelId,
      thread_id: 'threadId' in asked.near ? asked.near.threadId : null,
      key: asked.key,
      message_id: sent?.external_id ?? null,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) return;
  const runAt = sent?.state === 'sent' ? now : now.add({ seconds: UNDER_WAY_SECONDS });
  await enqueue(tx, 'message.remove', { removalId: row.id }, { now, runAt });
}
