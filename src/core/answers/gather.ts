import type { Tx } from '../db/database.ts';
import { enqueue } from '../jobs/outbox.ts';
import type { Round } from '../rounds/load-round.ts';
import { homeChanged } from '../members/home-changed.ts';
import { followFirstChannel } from '../streaks/follow.ts';
import type { AnswerRow } from './answer-store.ts';

/**
 * The answer got a new piece, or a piece changed: it waits for a quiet minute (the community's setting)
 * before it is closed and read. The day is kept from now on.
 */
export async function gather(tx: Tx, round: Round, answer: AnswerRow, now: Temporal.Instant): Promise<void> {
  const settleAt = now.add({ seconds: round.quietSeconds });
  await tx
    .updateTable('answers')
    .set({ state: 'gathering', settle_at: settleAt })
    .where('id', '=', answer.id)
    .execute();
  await enqueue(tx, 'answer.settle', { answerId: answer.id }, { now, runAt: settleAt });
  await enqueue(tx, 'answer.receipt', { answerId: answer.id, mark: 'seen' }, { now });
  await followFirstChannel(tx, answer);
  await homeChanged(tx, answer.member_id, now);
}
