import { refusalCard, unknownRoundCard } from '../answers/cards.ts';
import { ownAnswer } from '../answers/own-answer.ts';
import type { Tx } from '../db/database.ts';
import { enqueue } from '../jobs/outbox.ts';
import type { Member } from '../members/member.ts';
import type { Reply } from '../platform/reply.ts';
import { findRound } from '../rounds/load-round.ts';
import { NOTHING_TO_SHARE } from './ask-share.ts';
import { whyNotHere } from './can-share.ts';
import { sharedNowCard } from './cards.ts';
import { loadShared } from './load-shared.ts';
import { takeBackShare } from './take-back-share.ts';

/**
 * *Share it*: the version that was shown goes into the thread, by a job; a version shared before is taken
 * away. Refused when the answer has changed since it was shown. Pressing it again shares nothing twice.
 */
export async function shareAnswer(
  tx: Tx,
  member: Member,
  action: { readonly answerId: string; readonly revision: string },
  now: Temporal.Instant,
): Promise<Reply> {
  const answer = await ownAnswer(tx, member, action.answerId);
  const round = answer === null ? null : await findRound(tx, answer.round_id);
  if (answer === null || round === null) return { kind: 'replace', card: unknownRoundCard() };
  const refused = whyNotHere(round);
  if (refused !== null) return { kind: 'replace', card: refusalCard(refused) };
  if (String(answer.revision) !== action.revision) {
    return {
      kind: 'replace',
      card: refusalCard(
        'Your answer has changed since that was shown, so nothing was shared. Press My feedback, then Share in thread, to see the new version first.',
      ),
    };
  }
  if ((await loadShared(tx, answer.id, answer.revision)) === null) {
    return { kind: 'replace', card: refusalCard(NOTHING_TO_SHARE) };
  }
  const before = await tx
    .selectFrom('answer_shares')
    .select('revision')
    .where('answer_id', '=', answer.id)
    .executeTakeFirst();
  if (before?.revision !== answer.revision) {
    await takeBackShare(tx, answer.id, now);
    const share = await tx
      .insertInto('answer_shares')
      .values({
        community_id: answer.community_id,
        answer_id: answer.id,
        revision: answer.revision,
        created_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await enqueue(tx, 'answer.share', { shareId: share.id }, { now });
  }
  return { kind: 'replace', card: sharedNowCard(answer.id, round.id) };
}
