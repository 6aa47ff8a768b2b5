import { deliver, endOf } from '../jobs/deliver.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { portFor } from '../platform/ports.ts';
import { categoryName } from '../questions/category-name.ts';
import { mentionCard } from './cards.ts';
import { channelOf, findRound } from './load-round.ts';

/**
 * Job `round.mention`: tells the one role that the schedule names of a new question, in its thread, or in the
 * channel where it got none. Nothing when the role was taken off the schedule meanwhile. Safe to run twice.
 */
export async function mentionRole(
  ctx: JobContext,
  payload: { readonly roundId: string },
): Promise<JobOutcome> {
  const round = await findRound(ctx.db, payload.roundId);
  if (round === null || round.state !== 'posted') return done('no question');
  const role = await ctx.db
    .selectFrom('schedules')
    .innerJoin('community_roles', 'community_roles.id', 'schedules.mention_role_id')
    .select('community_roles.external_id')
    .where('schedules.id', '=', round.scheduleId)
    .executeTakeFirst();
  if (role === undefined) return done('no role');
  const port = portFor(ctx, round.platform);
  const key = `round:${round.id}:mention`;
  const card = mentionCard(categoryName(ctx, round.question), role.external_id);
  const { threadId } = round;
  const to = threadId === null ? channelOf(round) : { ...channelOf(round), threadId };
  const sent = await deliver(ctx, {
    key,
    communityId: round.communityId,
    memberId: null,
    pacer: port.pacerOf('post', channelOf(round)),
    whenUnknown: 'miss',
    send: () => ('threadId' in to ? port.replyInThread(to, card, key) : port.postInChannel(to, card, key)),
    find: () => port.findByKey(to, key),
  });
  return endOf(sent);
}
