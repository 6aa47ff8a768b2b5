import type { Reader } from '../db/database.ts';
import { FeedbackResultSchema } from '../feedback/contract.ts';
import type { Shared } from './cards.ts';
import { isShowable } from './can-share.ts';

/**
 * What sharing this version of an answer would show; null when there is nothing to show: it is withdrawn,
 * erased, not read yet, or the feedback says nothing about it. Whoever calls checks whose answer it is.
 */
export async function loadShared(db: Reader, answerId: string, revision: number): Promise<Shared | null> {
  const row = await db
    .selectFrom('answers')
    .innerJoin('members', 'members.id', 'answers.member_id')
    .innerJoin('answer_revisions', 'answer_revisions.answer_id', 'answers.id')
    .innerJoin('feedback', (join) =>
      join
        .onRef('feedback.answer_id', '=', 'answers.id')
        .onRef('feedback.revision', '=', 'answer_revisions.revision'),
    )
    .select([
      'answers.via',
      'members.display_name',
      'answer_revisions.body',
      'feedback.result',
      'feedback.source',
      'feedback.source_label',
    ])
    .where('answers.id', '=', answerId)
    .where('answers.state', '=', 'submitted')
    .where('answer_revisions.revision', '=', revision)
    .where('feedback.state', '=', 'ready')
    .orderBy('feedback.created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  const result = FeedbackResultSchema.parse(row.result);
  if (!isShowable(result)) return null;
  return {
    answerId,
    revision,
    via: row.via,
    displayName: row.display_name,
    text: row.body,
    result,
    label: row.source === 'model' ? row.source_label : null,
  };
}
