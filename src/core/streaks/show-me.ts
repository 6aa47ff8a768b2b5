import type { Core } from '../core.ts';
import type { Reader } from '../db/database.ts';
import type { Member } from '../members/member.ts';
import type { Reply } from '../platform/reply.ts';
import { daysCard, meCard, nothingYetCard } from './cards.ts';
import { loadPractice } from './load-practice.ts';

/**
 * `/practice me`: the member's own days and answers, or, with `days`, why each day counted. Nobody else sees
 * it. Reads only.
 */
export async function showMe(
  core: Pick<Core, 'packs'>,
  db: Reader,
  member: Member | null,
  now: Temporal.Instant,
  part: 'all' | 'days' = 'all',
): Promise<Reply> {
  if (member === null) return { kind: 'private', card: nothingYetCard() };
  const own = await loadPractice(core, db, member, now);
  return { kind: 'private', card: part === 'days' ? daysCard(own) : meCard(own) };
}
