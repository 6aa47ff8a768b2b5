import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { leaveMocks } from '../mocks/leave-mocks.ts';
import type { EventOf } from '../platform/event.ts';
import { markMemberLeft } from './mark-member-left.ts';
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
