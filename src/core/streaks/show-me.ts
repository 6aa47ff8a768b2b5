import type { Reader } from '../db/database.ts';
import type { Member } from '../members/member.ts';
import type { Reply } from '../platform/reply.ts';
import { meCard } from './cards.ts';
import { loadStreak } from './load-streak.ts';

/** `/practice me`: the member's own days. Nobody else sees it. Reads only. */
export async function showMe(
  db: Reader,
  member: Member | null,
  now: Temporal.Instant,
): Promise<Reply> {
  const streak = member === null ? null : await loadStreak(db, member.id, now);
  return { kind: 'private', card: meCard(streak) };
}
