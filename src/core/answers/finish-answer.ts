import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import type { Member } from '../members/member.ts';
import type { Reply } from '../platform/reply.ts';
import { addRevision } from './add-revision.ts';
import { joinPieces, piecesOf } from './answer-store.ts';
import { chooseFirstCard, doneCard, nothingHeldCard } from './cards.ts';
import { ownAnswer } from './own-answer.ts';

/** *Done*: what was gathered is complete and is read at once, without waiting for a quiet minute. */
export async function finishAnswer(
  core: Core,
  tx: Tx,
  member: Member,
  answerId: string,
  now: Temporal.Instant,
): Promise<Reply> {
  const answer = await ownAnswer(tx, member, answerId);
  if (answer === null) return { kind: 'replace', card: nothingHeldCard() };
  if (answer.state === 'held') return { kind: 'private', card: chooseFirstCard() };
  if (answer.state === 'gathering') {
    await addRevision(core, tx, answer, joinPieces(await piecesOf(tx, answer.id)), now);
  }
  return { kind: 'replace', card: doneCard() };
}
