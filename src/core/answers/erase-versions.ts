import type { Tx } from '../db/database.ts';
import { feedbackKey } from '../feedback/feedback-key.ts';
import type { AnswerRow } from './answer-store.ts';

/**
 * Erases every version of an answer, the feedback that quotes it, and the private messages that showed that
 * feedback where they are ours to erase: on the web channel. The messages it was made of are left.
 */
export async function eraseVersions(tx: Tx, answer: Pick<AnswerRow, 'id' | 'revision'>): Promise<void> {
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
