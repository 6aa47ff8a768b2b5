import { refusalCard } from '../answers/cards.ts';
import type { Reader } from '../db/database.ts';
import type { Reply } from '../platform/reply.ts';
import type { Round } from '../rounds/load-round.ts';
import { whyNotHere } from './can-share.ts';
import { askShareCard } from './cards.ts';
import { loadShared } from './load-shared.ts';

/** What is said when there is no feedback to show with the answer. */
export const NOTHING_TO_SHARE =
  'There is no feedback on this version to share. Press My feedback to see where it stands.';

/**
 * *Share in thread*: shows what everybody would see and asks once. For the answer's owner; the caller has
 * checked that. Reads only.
 */
export async function askShare(db: Reader, round: Round, answerId: string): Promise<Reply> {
  const refused = whyNotHere(round);
  if (refused !== null) return { kind: 'private', card: refusalCard(refused) };
  const answer = await db
    .selectFrom('answers')
    .leftJoin('answer_shares', 'answer_shares.answer_id', 'answers.id')
    .select(['answers.revision', 'answer_shares.revision as shared'])
    .where('answers.id', '=', answerId)
    .executeTakeFirst();
  const shared = answer === undefined ? null : await loadShared(db, answerId, answer.revision);
  if (answer === undefined || shared === null)
    return { kind: 'private', card: refusalCard(NOTHING_TO_SHARE) };
  if (answer.shared === shared.revision) {
    return {
      kind: 'private',
      card: refusalCard('This version is shared already. Press My feedback to take it back from the thread.'),
    };
  }
  return { kind: 'private', card: askShareCard(shared, round.id, answer.shared !== null) };
}
