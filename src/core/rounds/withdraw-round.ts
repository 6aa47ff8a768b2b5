import type { Tx } from '../db/database.ts';
import { enqueue } from '../jobs/outbox.ts';
import { homesChanged } from '../members/home-changed.ts';
import type { Round } from './load-round.ts';

/**
 * Takes a bad question back: its date is nobody's miss, its card in the channel says so, and the community
 * is not asked it again. Answers keep their day and their feedback. Returns whether it was still standing.
 */
export async function withdrawRound(tx: Tx, round: Round, now: Temporal.Instant): Promise<boolean> {
  const row = await tx
    .updateTable('rounds')
    .set({ state: 'withdrawn' })
    .where('id', '=', round.id)
    .where('schedule_id', 'is not', null)
    .where('state', '=', 'posted')
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) return false;
  await tx
    .insertInto('question_retirements')
    .values({ community_id: round.communityId, question_id: round.question.id, retired_at: now })
    .onConflict((conflict) => conflict.columns(['community_id', 'question_id']).doNothing())
    .execute();
  await enqueue(tx, 'round.withdrawn', { roundId: round.id }, { now });
  await homesChanged(tx, round.communityId, now);
  return true;
}
