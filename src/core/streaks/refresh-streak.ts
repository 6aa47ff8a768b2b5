import type { Tx } from '../db/database.ts';
import { homeChanged } from '../members/home-changed.ts';
import { lockMember } from '../members/lock-member.ts';
import { loadStreak } from './load-streak.ts';

/**
 * Writes the member's streak to its cache row, for lists that cannot derive everyone's. The cache may be
 * dropped and rebuilt at any time; what a member is shown is derived.
 */
export async function refreshStreak(tx: Tx, memberId: string, now: Temporal.Instant): Promise<void> {
  // Two transactions of one member at once: the later one waits here and then sees what the other wrote.
  await tx
    .insertInto('streaks')
    .values({ member_id: memberId, current: 0, longest: 0, kept: 0, misses_used: 0, computed_at: now })
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet({ computed_at: now }))
    .execute();
  const { streak, kept } = await loadStreak(tx, memberId, now);
  const values = {
    current: streak.current,
    longest: streak.longest,
    kept,
    misses_used: streak.missesUsed.length,
    computed_at: now,
  };
  await tx.updateTable('streaks').set(values).where('member_id', '=', memberId).execute();
  await homeChanged(tx, memberId, now);
}

/** {@link refreshStreak} for the member of an answer; nothing when it is gone. */
export async function refreshStreakOfAnswer(tx: Tx, answerId: string, now: Temporal.Instant): Promise<void> {
  const answer = await tx
    .selectFrom('answers')
    .select('member_id')
    .where('id', '=', answerId)
    .executeTakeFirst();
  if (answer === undefined) return;
  // An erase of the member waits until the row is written, and then takes it along.
  await lockMember(tx, answer.member_id);
  await refreshStreak(tx, answer.member_id, now);
}
