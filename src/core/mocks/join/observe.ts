import { sql } from 'kysely';
import type { Tx } from '../../db/database.ts';
import type { Member } from '../../members/member.ts';

/** The pair has seats 0 and 1; one person may watch. */
const OBSERVER_SEAT = 2;

/** A mock that somebody may watch. */
export interface Observed {
  readonly sessionId: string;
  readonly startsAt: Temporal.Instant;
}

/**
 * Gives the member the observer's seat of the next mock in their community that has not begun, has nobody
 * watching, and holds nobody they never want to meet (or who never wants to meet them). Null when there is
 * none, or when they sit in a session. The request stays in line.
 */
export async function observeNext(
  tx: Tx,
  member: Pick<Member, 'id' | 'communityId'>,
  now: Temporal.Instant,
): Promise<Observed | null> {
  const open = await tx
    .selectFrom('mock_sessions')
    .select(['id', 'starts_at'])
    .where('community_id', '=', member.communityId)
    .where('phase', 'in', ['matched', 'confirmed'])
    .where('room_id', 'is', null)
    .where('starts_at', '>=', now.subtract({ minutes: 10 }))
    .where(
      sql<boolean>`not exists (select from mock_seats s where s.session_id = mock_sessions.id
        and (s.seat = ${OBSERVER_SEAT} or exists (select from mock_blocks b
          where (b.member_id = ${member.id} and b.blocked_member_id = s.member_id)
            or (b.blocked_member_id = ${member.id} and b.member_id = s.member_id))))`,
    )
    .orderBy('starts_at')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (open === undefined) return null;
  const seated = await tx
    .insertInto('mock_seats')
    .values({
      community_id: member.communityId,
      session_id: open.id,
      seat: OBSERVER_SEAT,
      member_id: member.id,
      role: 'observer',
      voice_link: null,
    })
    .onConflict((conflict) =>
      conflict
        .column('member_id')
        .where(sql<boolean>`open`)
        .doNothing(),
    )
    .returning('seat')
    .executeTakeFirst();
  return seated === undefined ? null : { sessionId: open.id, startsAt: open.starts_at };
}

/** The member watches no mock any more; one whose room is open already stays open to them. Twice changes nothing. */
export async function stopWatching(tx: Tx, memberId: string): Promise<void> {
  await tx
    .deleteFrom('mock_seats')
    .using('mock_sessions')
    .whereRef('mock_sessions.id', '=', 'mock_seats.session_id')
    .where('mock_sessions.room_id', 'is', null)
    .where('mock_seats.member_id', '=', memberId)
    .where('mock_seats.role', '=', 'observer')
    .where('mock_seats.open', 'is', true)
    .execute();
  await tx
    .updateTable('mock_seats')
    .set({ open: false })
    .where('member_id', '=', memberId)
    .where('role', '=', 'observer')
    .execute();
}
