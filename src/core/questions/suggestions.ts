import type { Reader, Tx } from '../db/database.ts';
import { openSuggestions } from '../notices/load-notice.ts';
import { renewNotice, resolveNotice } from '../notices/open-notice.ts';

/** A question that a member suggested and nobody has decided about. */
export interface Suggestion {
  readonly id: string;
  readonly category: string;
  readonly text: string;
  /** The suggesting member's name; the form told them that organizers see it. */
  readonly by: string;
}

/** The oldest open suggestion, or the one with this id when it is open. Null when there is none. */
export async function openSuggestion(
  db: Reader,
  communityId: string,
  id: string | null,
): Promise<Suggestion | null> {
  const open = db
    .selectFrom('question_suggestions')
    .innerJoin('members', 'members.id', 'question_suggestions.member_id')
    .select(['question_suggestions.id', 'category', 'body', 'display_name'])
    .where('question_suggestions.community_id', '=', communityId)
    .where('state', '=', 'open')
    .orderBy('question_suggestions.id')
    .limit(1);
  const row = await (id === null ? open : open.where('question_suggestions.id', '=', id)).executeTakeFirst();
  return row === undefined
    ? null
    : { id: row.id, category: row.category, text: row.body, by: row.display_name };
}

/**
 * Decides about a suggestion, once: `questionId` is the question it became, null when it was declined. The
 * organizers' notice is kept true. Returns false when somebody decided before.
 */
export async function decideSuggestion(
  tx: Tx,
  communityId: string,
  id: string,
  questionId: string | null,
  now: Temporal.Instant,
): Promise<boolean> {
  const row = await tx
    .updateTable('question_suggestions')
    .set({ state: questionId === null ? 'declined' : 'approved', decided_at: now, question_id: questionId })
    .where('community_id', '=', communityId)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) return false;
  const notice = { communityId, kind: 'suggestions', subject: 'all' } as const;
  if ((await openSuggestions(tx, communityId)) === 0) await resolveNotice(tx, notice, now);
  else await renewNotice(tx, notice, now);
  return true;
}
