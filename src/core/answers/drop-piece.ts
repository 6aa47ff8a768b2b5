import type { Tx } from '../db/database.ts';
import { findRound } from '../rounds/load-round.ts';
import { piecesOf, type AnswerRow } from './answer-store.ts';
import { eraseVersions } from './erase-versions.ts';
import { gather } from './gather.ts';
import { letGo } from './let-go.ts';
import { withdrawAnswer } from './withdraw-answer.ts';

/**
 * Takes one message out of an answer and erases its words. What is left is read anew after a quiet minute;
 * with nothing left the answer is withdrawn. The caller holds the answer's lock.
 */
export async function dropPiece(
  tx: Tx,
  answer: AnswerRow,
  messageId: string,
  by: 'member' | 'moderator',
  now: Temporal.Instant,
): Promise<void> {
  await tx
    .deleteFrom('answer_pieces')
    .where('answer_id', '=', answer.id)
    .where('message_id', '=', messageId)
    .execute();
  const left = await piecesOf(tx, answer.id);
  const round = left.length === 0 ? null : await findRound(tx, answer.round_id);
  // What its author takes back before anybody has read it was never given.
  if (round === null && by === 'member' && answer.revision === 0) return letGo(tx, answer, now);
  if (round === null) return withdrawAnswer(tx, answer, by, now);
  // Older revisions hold the words as well.
  await eraseVersions(tx, answer, now);
  if (answer.state !== 'held') await gather(tx, round, answer, now);
}
