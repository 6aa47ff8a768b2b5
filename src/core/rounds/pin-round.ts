import { deliver, endOf } from '../jobs/deliver.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { enqueue } from '../jobs/outbox.ts';
import { portFor } from '../platform/ports.ts';
import { CANNOT_TELL } from '../platform/port.ts';
import { channelOf, findRound, type Round } from './load-round.ts';

/**
 * Job `round.pin`: pins a posted question in its channel, then asks for the pin of the schedule's earlier one to be
 * taken away. Safe to run twice.
 */
export async function pinRound(ctx: JobContext, payload: { readonly roundId: string }): Promise<JobOutcome> {
  const round = await findRound(ctx.db, payload.roundId);
  if (round === null || round.state !== 'posted' || round.messageId === null) return done('nothing to pin');
  const sent = await setPinned(ctx, round, round.messageId, true);
  if (sent.kind === 'sent') await unpinEarlier(ctx, round);
  return endOf(sent);
}

/** Job `round.unpin`: takes the pin of an earlier question away. Safe to run twice. */
export async function unpinRound(
  ctx: JobContext,
  payload: { readonly roundId: string },
): Promise<JobOutcome> {
  const round = await findRound(ctx.db, payload.roundId);
  if (round === null || round.messageId === null) return done('nothing to unpin');
  return endOf(await setPinned(ctx, round, round.messageId, false));
}

function setPinned(ctx: JobContext, round: Round, messageId: string, pinned: boolean) {
  const port = portFor(ctx, round.platform);
  const key = `round:${round.id}:${pinned ? 'pin' : 'unpin'}`;
  return deliver(ctx, {
    key,
    communityId: round.communityId,
    memberId: null,
    pacer: port.pacerOf('edit', channelOf(round)),
    whenUnknown: 'repeat',
    send: () => port.setPinned({ ...channelOf(round), messageId }, pinned, key),
    find: () => Promise.resolve(CANNOT_TELL),
  });
}

/** Only the newest question of a schedule stays pinned: channels hold few pins. */
async function unpinEarlier(ctx: JobContext, round: Round): Promise<void> {
  const earlier = await ctx.db
    .selectFrom('rounds')
    .select('id')
    .where('schedule_id', '=', round.scheduleId)
    .where('id', '<', round.id)
    .orderBy('id', 'desc')
    .limit(10)
    .execute();
  for (const { id } of earlier) {
    const keys = await ctx.db
      .selectFrom('deliveries')
      .select('key')
      .where('key', 'in', [`round:${id}:pin`, `round:${id}:unpin`])
      .execute();
    if (keys.length !== 1) continue;
    await ctx.db
      .transaction()
      .execute((tx) => enqueue(tx, 'round.unpin', { roundId: id }, { now: ctx.clock.now() }));
  }
}
