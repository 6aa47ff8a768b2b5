import { unknownRoundCard } from '../answers/cards.ts';
import { ownAnswer } from '../answers/own-answer.ts';
import type { Tx } from '../db/database.ts';
import type { Member } from '../members/member.ts';
import type { Reply } from '../platform/reply.ts';
import { takenBackCard } from './cards.ts';
import { takeBackShare } from './take-back-share.ts';

/** *Take back from thread*, by the answer's owner. Pressing it again says the same. */
export async function takeBack(
  tx: Tx,
  member: Member,
  answerId: string,
  now: Temporal.Instant,
): Promise<Reply> {
  const answer = await ownAnswer(tx, member, answerId);
  if (answer === null) return { kind: 'replace', card: unknownRoundCard() };
  await takeBackShare(tx, answer.id, now);
  return { kind: 'replace', card: takenBackCard(answer.round_id) };
}
