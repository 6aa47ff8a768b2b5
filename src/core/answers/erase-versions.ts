import type { Tx } from '../db/database.ts';
import { feedbackKey } from '../feedback/feedback-key.ts';
import { takeAwayShown } from '../removals/take-away-shown.ts';
import type { AnswerRow } from './answer-store.ts';

/**
 * Erases every version of an answer, the feedback that quotes it, and our own messages that showed either: on
 * the web channel at once, elsewhere by jobs. The messages it was made of are left.
 */
export async function eraseVersions(
  tx: Tx,
  answer: Pick<AnswerRow, 'id' | 'revision'>,
  now: Temporal.Instant,
): Promise<void> {
  await takeAwayShown(tx, [answer.id], now);
  // Feedback goes with the revision it is about.
  await tx.deleteFrom('answer_revisions').where('answer_id', '=', answer.id).execute();
  const keys = Array.from({ length: answer.revision }, (_, index) => feedbackKey(answer.id, index + 1));
  if (keys.length === 0) return;
  await tx
    .deleteFrom('web_messages')
    .where('id', 'in', (sent) =>
      sent
        .selectFrom('deliveries')
        .select('external_id')
        .where('key', 'in', keys)
        .$narrowType<{ external_id: string }>(),
    )
    .execute();
}
