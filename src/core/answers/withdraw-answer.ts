import type { Tx } from '../db/database.ts';
import { enqueue } from '../jobs/outbox.ts';
import { refreshStreak } from '../streaks/refresh-streak.ts';
import type { AnswerRow } from './answer-store.ts';
import { eraseVersions } from './erase-versions.ts';
import { letGo } from './let-go.ts';

/**
 * Withdraws an answer and erases every word of it: pieces, revisions, the feedback that quotes them and what was
 * shared of it.
 * The row stays, without text, to know who withdrew it; held text leaves no row at all.
 */
export async function withdrawAnswer(
  tx: Tx,
  answer: AnswerRow,
  by: 'member' | 'moderator',
  now: Temporal.Instant,
): Promise<void> {
  if (answer.state === 'held') return letGo(tx, answer, now);
  await tx.deleteFrom('answer_pieces').where('answer_id', '=', answer.id).execute();
  await eraseVersions(tx, answer, now);
  await tx
    .updateTable('answers')
    .set({ state: 'withdrawn', withdrawn_by: by, settle_at: null })
    .where('id', '=', answer.id)
    .execute();
  await refreshStreak(tx, answer.member_id, now);
  await enqueue(tx, 'round.line', { roundId: answer.round_id }, { now });
}
