import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { loseMockRoom } from '../mocks/leave-mocks.ts';
import type { EventOf } from '../platform/event.ts';
import { NOTHING_TO_SAY, type Reply } from '../platform/reply.ts';
import { findRoundByThread } from './load-round.ts';
import { excuseOpenRounds } from './excuse-open-rounds.ts';

/**
 * A thread was deleted. When it was a question's, nothing more is written to it, and a question that was open is
 * nobody's miss; answers that were given count, and the Answer button still works. A mock whose room it was
 * gets a new one. Anything else changes nothing.
 */
export async function loseThread(
  core: Core,
  tx: Tx,
  event: EventOf<'thread_gone'>,
  now: Temporal.Instant,
): Promise<Reply> {
  const community = await tx
    .selectFrom('communities')
    .select('id')
    .where('platform', '=', event.platform)
    .where('external_id', '=', event.community.externalId)
    .executeTakeFirst();
  if (community === undefined) return NOTHING_TO_SAY;
  if (await loseMockRoom(core, tx, community.id, event.threadId, now)) return NOTHING_TO_SAY;
  const round = await findRoundByThread(tx, community.id, event.threadId);
  if (round === null) return NOTHING_TO_SAY;
  await tx.updateTable('rounds').set({ thread_id: null }).where('id', '=', round.id).execute();
  const at = Temporal.Instant.from(event.at);
  await excuseOpenRounds(tx, { communityId: community.id, roundId: round.id }, at);
  return NOTHING_TO_SAY;
}
