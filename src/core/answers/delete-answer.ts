import type { Tx } from '../db/database.ts';
import type { Member } from '../members/member.ts';
import type { Reply } from '../platform/reply.ts';
import { deletedCard } from './cards.ts';
import { ownAnswer } from './own-answer.ts';
import { withdrawAnswer } from './withdraw-answer.ts';

/** *Delete*, confirmed by its owner: erases the answer here. Pressing it again says the same. */
export async function deleteAnswer(
  tx: Tx,
  member: Member,
  answerId: string,
  now: Temporal.Instant,
): Promise<Reply> {
  const answer = await ownAnswer(tx, member, answerId);
  if (answer !== null) await withdrawAnswer(tx, answer, 'member', now);
  return { kind: 'replace', card: deletedCard() };
}
