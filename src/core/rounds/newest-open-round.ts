import type { Reader } from '../db/database.ts';
import type { Member } from '../members/member.ts';
import { findRound, type Round } from './load-round.ts';

/**
 * The round a direct message is meant for: the newest question this member can still answer, their own
 * personal ones included. Null when nothing is open.
 */
export async function newestOpenRound(
  db: Reader,
  member: Member,
  now: Temporal.Instant,
): Promise<Round | null> {
  const row = await db
    .selectFrom('rounds')
    .select('id')
    .where('community_id', '=', member.communityId)
    .where('state', '=', 'posted')
    .where((eb) =>
      eb.or([
        eb('member_id', '=', member.id),
        eb.and([eb('member_id', 'is', null), eb('closes_at', '>', now)]),
      ]),
    )
    .orderBy('posted_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : findRound(db, row.id);
}
