import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { enqueue } from '../jobs/outbox.ts';
import type { EventOf } from '../platform/event.ts';
import { NOTHING_TO_SAY, type Reply } from '../platform/reply.ts';
import { excuseOpenRounds } from '../rounds/excuse-open-rounds.ts';
import { stopSchedules } from '../schedules/stop-schedules.ts';

/** A community that does not come back is erased so many days after the bot was removed. */
export const ERASED_AFTER_DAYS = 30;

/**
 * The bot was removed: the community's questions stop at once, open ones are nobody's miss, nothing more is sent
 * (jobs/claim-delivery.ts), and all of it is erased after {@link ERASED_AFTER_DAYS} unless it comes back. A
 * removal that is older than the newest adding changes nothing, however late it arrives. A community that
 * Greenroom does not know stays unknown.
 */
export async function leaveCommunity(
  core: Core,
  tx: Tx,
  event: EventOf<'community_left'>,
  now: Temporal.Instant,
): Promise<Reply> {
  const at = Temporal.Instant.from(event.at);
  const community = await tx
    .updateTable('communities')
    .set({ left_at: at })
    .where('platform', '=', event.platform)
    .where('external_id', '=', event.community.externalId)
    .where('created_at', '<=', at)
    .where((eb) => eb.or([eb('joined_at', 'is', null), eb('joined_at', '<', at)]))
    .where((eb) => eb.or([eb('left_at', 'is', null), eb('left_at', '<', at)]))
    .returning('id')
    .executeTakeFirst();
  if (community === undefined) return NOTHING_TO_SAY;
  await stopSchedules(tx, { communityId: community.id }, 'community_left', at);
  await excuseOpenRounds(tx, { communityId: community.id }, at);
  const runAt = eraseDue(at);
  await enqueue(tx, 'community.erase', { communityId: community.id }, { now, runAt });
  core.log.info({ communityId: community.id }, 'the bot was removed from a community; its questions stop');
  return NOTHING_TO_SAY;
}

/** When a community that left at this moment is erased. */
export function eraseDue(leftAt: Temporal.Instant): Temporal.Instant {
  return leftAt.add({ hours: 24 * ERASED_AFTER_DAYS });
}
