import { deliver, endOf } from '../jobs/deliver.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { portFor } from '../platform/ports.ts';
import { homeCards } from './home-cards.ts';
import { homeKey } from './home-changed.ts';
import { toMember } from './member.ts';

/**
 * Job `member.home`: renews the page that a member has open in the app, where the platform has such pages. It
 * is one page, renewed in place. Safe to run twice.
 */
export async function showHome(ctx: JobContext, payload: { readonly memberId: string }): Promise<JobOutcome> {
  const row = await ctx.db
    .selectFrom('members')
    .innerJoin('communities', 'communities.id', 'members.community_id')
    .selectAll('members')
    .select(['communities.platform', 'communities.external_id as community'])
    .where('members.id', '=', payload.memberId)
    .executeTakeFirst();
  if (row === undefined) return done('no such member');
  const port = portFor(ctx, row.platform);
  if (!port.can.home) return done('no pages here');
  const member = toMember(row);
  const to = { communityId: row.community, memberId: row.external_id };
  const key = homeKey(member.id);
  // Read after the ledger row is claimed: of two jobs at once, the later one shows the newer state.
  const show = async () => port.showHome(to, await homeCards(ctx, ctx.db, member, ctx.clock.now()), key);
  const sent = await deliver(ctx, {
    key,
    communityId: member.communityId,
    memberId: member.id,
    pacer: port.pacerOf('edit', to),
    whenUnknown: 'repeat',
    send: show,
    edit: show,
    find: () => Promise.resolve(null),
  });
  return endOf(sent);
}
