import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import type { EventOf } from '../platform/event.ts';
import { NOTHING_TO_SAY, type Reply } from '../platform/reply.ts';
import { goOnWithSchedules } from '../schedules/stop-schedules.ts';
import { upsertCommunity } from './upsert-community.ts';

/**
 * The bot was added, or added again, or is surely there: a removal before that moment counts no more, and the
 * schedules that the removal stopped go on. What organizers paused themselves stays paused. Safe to run twice.
 */
export async function joinCommunity(
  core: Core,
  tx: Tx,
  event: EventOf<'community_joined'>,
  now: Temporal.Instant,
): Promise<Reply> {
  const at = Temporal.Instant.from(event.at);
  const id = await upsertCommunity(tx, event.platform, event.community, now);
  const known = await tx
    .selectFrom('communities')
    .select(['left_at', 'joined_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (known.joined_at === null || Temporal.Instant.compare(known.joined_at, at) < 0)
    await tx.updateTable('communities').set({ joined_at: at }).where('id', '=', id).execute();
  // Of one moment the adding counts: nothing that is there may be erased.
  if (known.left_at === null || Temporal.Instant.compare(known.left_at, at) > 0) return NOTHING_TO_SAY;
  await tx.updateTable('communities').set({ left_at: null }).where('id', '=', id).execute();
  await goOnWithSchedules(tx, id, 'community_left', now);
  core.log.info({ communityId: id }, 'the bot is back in a community; its questions go on');
  return NOTHING_TO_SAY;
}
