import type { Tx } from '../db/database.ts';
import type { Member } from '../members/member.ts';
import { lockAnswerById, type AnswerRow } from './answer-store.ts';

/** The answer, locked, if it is this member's and not withdrawn; null otherwise (ids in presses are hints). */
export async function ownAnswer(tx: Tx, member: Member, answerId: string): Promise<AnswerRow | null> {
  if (!/^\d{1,18}$/.test(answerId)) return null;
  const answer = await lockAnswerById(tx, answerId);
  return answer !== null && answer.member_id === member.id && answer.state !== 'withdrawn' ? answer : null;
}
