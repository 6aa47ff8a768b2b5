import type { Tx } from '../db/database.ts';
import { loadStreak } from './load-streak.ts';

/**
 * Writes the member's streak to its cache row, for lists that cannot derive everyone's. The cache may be
 * dropped and rebuilt at any time; what a member is shown is derived.
 */
export async function refreshStreak(tx: Tx, memberId: string, now: Temporal.Instant): Promise<void> {
  const { streak, kept } = await loadStreak(tx, memberId, now);
  const values = {
    current: streak.current,
    longest: streak.longest,
    kept,
    misses_used: streak.missesUsed.length,
    computed_at: now,
  };
  await tx
    .insertInto('streaks')
    .values({ member_id: memberId, ...values })
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet(values))
    .execute();
}
