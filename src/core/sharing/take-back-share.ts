import type { Tx } from '../db/database.ts';
import { askRemoval } from '../removals/ask-removal.ts';
import { channelOf, findRound } from '../rounds/load-round.ts';
import { shareKey } from './share-key.ts';

/**
 * Ends the sharing of an answer and asks for its message to be taken away, in the caller's transaction. Must
 * be called before the answer's versions are erased: the row that knows of the message goes with them.
 */
export async function takeBackShare(tx: Tx, answerId: string, now: Temporal.Instant): Promise<void> {
  const share = await tx
    .deleteFrom('answer_shares')
    .using('answers')
    .whereRef('answers.id', '=', 'answer_shares.answer_id')
    .where('answer_shares.answer_id', '=', answerId)
    .returning(['answer_shares.id', 'answers.round_id'])
    .executeTakeFirst();
  const round = share === undefined ? null : await findRound(tx, share.round_id);
  if (share === undefined || round === null || round.threadId === null) return;
  const near = { ...channelOf(round), threadId: round.threadId };
  await askRemoval(tx, { communityId: round.communityId, near, key: shareKey(share.id) }, now);
}
