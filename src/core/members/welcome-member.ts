import { nearRound } from '../answers/near-round.ts';
import { deliver, endOf } from '../jobs/deliver.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { portFor } from '../platform/ports.ts';
import { welcomeCard } from './welcome-card.ts';

/** Job `member.welcome`: tells a member once, after their first answer, what is kept and who sees it. Safe to run twice. */
export async function welcomeMember(
  ctx: JobContext,
  payload: { readonly memberId: string; readonly answerId: string },
): Promise<JobOutcome> {
  const row = await ctx.db
    .selectFrom('answers')
    .innerJoin('members', 'members.id', 'answers.member_id')
    .innerJoin('communities', 'communities.id', 'members.community_id')
    .select(['answers.round_id', 'answers.via', 'members.external_id', 'communities.retention_months'])
    .where('answers.id', '=', payload.answerId)
    .where('members.id', '=', payload.memberId)
    .executeTakeFirst();
  const near = row === undefined ? null : await nearRound(ctx.db, row.round_id, row.via);
  if (row === undefined || near === null) return done('nobody to tell');
  const port = portFor(ctx, near.round.platform);
  const key = `member:${payload.memberId}:welcome`;
  const to = { communityId: near.round.communityExternalId, memberId: row.external_id };
  const readBy = ctx.model.source === 'coach' ? null : ctx.model.label;
  const card = welcomeCard({ retentionMonths: row.retention_months, readBy });
  const sent = await deliver(ctx, {
    key,
    communityId: near.round.communityId,
    memberId: payload.memberId,
    pacer: port.pacerOf('tell', to),
    whenUnknown: 'repeat',
    send: () => port.tellPrivately(to, near.address, card, key),
    find: () => port.findByKey(near.address, key),
  });
  return endOf(sent);
}
