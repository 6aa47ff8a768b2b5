import { endOf, deliver } from '../../jobs/deliver.ts';
import { done, type JobContext, type JobOutcome } from '../../jobs/job.ts';
import { portFor } from '../../platform/ports.ts';
import { aloneCard } from './cards.ts';
import { findRequest } from './request-store.ts';

/**
 * Job `mock.alone`: tells somebody at once that this week's round has nobody for them, and what they can do
 * instead. Nothing when they left the line or have a partner by now. Safe to run twice.
 */
export async function tellAlone(
  ctx: JobContext,
  payload: { readonly memberId: string; readonly week: string },
): Promise<JobOutcome> {
  const request = await findRequest(ctx.db, payload.memberId);
  if (request === null || request.state !== 'waiting') return done('not alone any more');
  const to = await ctx.db
    .selectFrom('members')
    .innerJoin('communities', 'communities.id', 'members.community_id')
    .innerJoin('channels', 'channels.community_id', 'communities.id')
    .leftJoin('follows', (join) =>
      join.onRef('follows.channel_id', '=', 'channels.id').onRef('follows.member_id', '=', 'members.id'),
    )
    .select([
      'communities.id as community',
      'communities.platform',
      'communities.external_id as communityId',
      'members.external_id as memberId',
      'channels.external_id as channelId',
    ])
    .where('members.id', '=', payload.memberId)
    .where('channels.gone_at', 'is', null)
    .orderBy('follows.from_date', (order) => order.desc().nullsLast())
    .orderBy('channels.id')
    .limit(1)
    .executeTakeFirst();
  if (to === undefined) return done('nowhere to tell it');
  const port = portFor(ctx, to.platform);
  const key = `mock-alone:${payload.memberId}:${payload.week}`;
  const near = { communityId: to.communityId, channelId: to.channelId };
  return endOf(
    await deliver(ctx, {
      key,
      communityId: to.community,
      memberId: payload.memberId,
      pacer: port.pacerOf('tell', to),
      whenUnknown: 'repeat',
      send: () => port.tellPrivately(to, near, aloneCard(), key),
      find: () => port.findByKey(near, key),
    }),
  );
}
