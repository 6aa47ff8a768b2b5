import type { Reader } from '../db/database.ts';
import type { Member } from '../members/member.ts';
import { findRound, type Round } from './load-round.ts';

/**
 * The round a direct message sent at `at` is meant for: the newest question that this member could answer
 * then, their own personal ones included. A question that came later is never meant. Null when nothing was
 * open.
 */
export async function newestOpenRound(
  db: Reader,
  member: Member,
  at: Temporal.Instant,
): Promise<Round | null> {
  const row = await db
    .selectFrom('rounds')
    .select('id')
    .where('community_id', '=', member.communityId)
    .where('state', '=', 'posted')
    .where('posted_at', '<=', at)
    .where((eb) =>
      eb.or([
        eb('member_id', '=', member.id),
        eb.and([eb('member_id', 'is', null), eb('closes_at', '>', at)]),
      ]),
    )
    .orderBy('posted_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : findRound(db, row.id);
}
