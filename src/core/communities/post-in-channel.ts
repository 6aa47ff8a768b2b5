import { deliver, endOf } from '../jobs/deliver.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { portFor } from '../platform/ports.ts';
import { howThisWorksCard, testQuestionCard } from './cards.ts';

/**
 * Job `channel.post`: posts a card that is no round in a channel, the way questions go. `asked` tells one
 * wish from the next. A refusal is told to organizers with its reason and fix. Safe to run twice.
 */
export async function postInChannel(
  ctx: JobContext,
  payload: { readonly channelId: string; readonly what: 'test' | 'guide'; readonly asked: string },
): Promise<JobOutcome> {
  const channel = await ctx.db
    .selectFrom('channels')
    .innerJoin('communities', 'communities.id', 'channels.community_id')
    .select([
      'channels.external_id',
      'channels.community_id',
      'platform',
      'communities.external_id as community',
    ])
    .where('channels.id', '=', payload.channelId)
    .executeTakeFirst();
  if (channel === undefined) return done('no such channel');
  const port = portFor(ctx, channel.platform);
  const to = { communityId: channel.community, channelId: channel.external_id };
  const key = `channel:${payload.channelId}:${payload.what}:${payload.asked}`;
  const card = payload.what === 'test' ? testQuestionCard() : howThisWorksCard();
  const sent = await deliver(ctx, {
    key,
    communityId: channel.community_id,
    memberId: null,
    pacer: port.pacerOf('post', to),
    whenUnknown: 'miss',
    send: () => port.postInChannel(to, card, key),
    find: () => port.findByKey(to, key),
  });
  return endOf(sent);
}
