import { askKey } from '../answers/let-go.ts';
import { nearRound } from '../answers/near-round.ts';
import type { Tx } from '../db/database.ts';
import { feedbackKey } from '../feedback/feedback-key.ts';
import { takeBackReadings } from '../mocks/take-back-cards.ts';
import { takeBackShare } from '../sharing/take-back-share.ts';
import { askRemoval } from './ask-removal.ts';

/**
 * Asks for every message that shows something of these answers to be taken away where it was sent: what was
 * shared in a thread, what a mock's room says of their reading, feedback in direct messages, and the line that asks for
 * consent. The web channel's
 * private messages are rows, which the caller erases itself. Call it before the answers' rows go.
 */
export async function takeAwayShown(
  tx: Tx,
  answerIds: readonly string[],
  now: Temporal.Instant,
): Promise<void> {
  if (answerIds.length === 0) return;
  const shares = await tx
    .selectFrom('answer_shares')
    .select('answer_id')
    .where('answer_id', 'in', answerIds)
    .execute();
  for (const share of shares) await takeBackShare(tx, share.answer_id, now);
  await takeBackReadings(tx, answerIds, now);
  const answers = await tx
    .selectFrom('answers')
    .innerJoin('communities', 'communities.id', 'answers.community_id')
    .select(['answers.id', 'answers.round_id', 'answers.via', 'answers.state', 'answers.revision'])
    .where('answers.id', 'in', answerIds)
    .where('communities.platform', '<>', 'web')
    .execute();
  for (const answer of answers) {
    const versions = Array.from({ length: answer.revision }, (_, index) => index + 1);
    const keys = versions.map((revision) => feedbackKey(answer.id, revision));
    if (answer.state === 'held') keys.push(askKey(answer.id));
    const sent = keys.length === 0 ? [] : await maybeSent(tx, keys);
    const near = sent.length === 0 ? null : await nearRound(tx, answer.round_id, answer.via);
    if (near === null) continue;
    for (const key of sent) {
      await askRemoval(tx, { communityId: near.round.communityId, near: near.address, key }, now);
    }
  }
}

async function maybeSent(tx: Tx, keys: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('deliveries')
    .select('key')
    .where('key', 'in', keys)
    .where('state', 'in', ['sending', 'sent', 'unknown'])
    .execute();
  return rows.map((row) => row.key);
}
