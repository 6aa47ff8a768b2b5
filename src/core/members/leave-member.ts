import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { leaveMocks } from '../mocks/leave-mocks.ts';
import type { EventOf } from '../platform/event.ts';
import { NOTHING_TO_SAY, type Reply } from '../platform/reply.ts';

/**
 * A member left the community: nothing private is sent to them any more, they run nothing here, and a mock they
 * are in goes on without them. What they
 * wrote is kept as long as the community keeps it, and whatever they do later in the community brings them back
 * (upsert-member.ts). A leaving older than the newest thing they did changes nothing.
 */
export async function leaveMember(core: Core, tx: Tx, event: EventOf<'member_left'>): Promise<Reply> {
  const member = await tx
    .selectFrom('members')
    .innerJoin('communities', 'communities.id', 'members.community_id')
    .select('members.id')
    .where('communities.platform', '=', event.platform)
    .where('communities.external_id', '=', event.community.externalId)
    .where('members.external_id', '=', event.memberExternalId)
    .executeTakeFirst();
  if (member === undefined) return NOTHING_TO_SAY;
  if (await markMemberLeft(tx, member.id, Temporal.Instant.from(event.at))) {
    await leaveMocks(core, tx, member.id, core.clock.now());
    core.log.info({ memberId: member.id }, 'a member left; nothing more is sent to them');
  }
  return NOTHING_TO_SAY;
}

/**
 * The same for a member by our id; also called where a platform says so when something is to be sent to them.
 * Whoever comes back is made organizer anew, by the platform or by another organizer. Returns whether they had
 * been here.
 */
export async function markMemberLeft(tx: Tx, memberId: string, at: Temporal.Instant): Promise<boolean> {
  const left = await tx
    .updateTable('members')
    .set({ left_at: at, is_organizer: false })
    .where('id', '=', memberId)
    .where('left_at', 'is', null)
    .where((eb) => eb(eb.fn.coalesce('last_here_at', 'created_at'), '<', at))
    .returning('id')
    .executeTakeFirst();
  return left !== undefined;
}
