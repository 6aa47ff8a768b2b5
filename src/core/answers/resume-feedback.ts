import type { Tx } from '../db/database.ts';
import { never } from '../errors.ts';
import { enqueue } from '../jobs/outbox.ts';
import type { AnswerRow } from './answer-store.ts';

/**
 * The answer was open for more and then closed with the text it had before. A job that ran meanwhile took its
 * feedback for overtaken; it goes on from where it was. Feedback that reached the member is not sent again.
 */
export async function resumeFeedback(
  tx: Tx,
  { id: answerId, revision }: Pick<AnswerRow, 'id' | 'revision'>,
  now: Temporal.Instant,
): Promise<void> {
  const rows = await tx
    .selectFrom('feedback')
    .select(['state', 'rubric_version'])
    .where('answer_id', '=', answerId)
    .where('revision', '=', revision)
    .execute();
  for (const row of rows) {
    switch (row.state) {
      case 'waiting':
        break;
      case 'superseded':
        await tx
          .updateTable('feedback')
          .set({ state: 'waiting', settled_at: null })
          .where('answer_id', '=', answerId)
          .where('revision', '=', revision)
          .where('rubric_version', '=', row.rubric_version)
          .execute();
        await enqueue(tx, 'feedback.give', { answerId, revision }, { now });
        break;
      case 'ready':
      case 'not_graded':
        await enqueue(tx, 'feedback.deliver', { answerId, revision }, { now });
        break;
      default:
        never(row.state);
    }
  }
}
