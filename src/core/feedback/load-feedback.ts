import type { Reader } from '../db/database.ts';
import type { AnswerState, FeedbackState, SourceNote } from '../db/tables/answers.ts';
import { FeedbackResultSchema, type FeedbackResult } from './contract.ts';

/** A member's feedback on the newest revision of their answer in a round, with the one before it. */
export interface OwnFeedback {
  readonly answerId: string;
  readonly answerState: AnswerState;
  readonly revision: number;
  readonly state: FeedbackState;
  readonly label: string | null;
  /** The outside service that was given the words, whether or not its reading is the one shown. */
  readonly sentTo: string | null;
  /** Why the offline coach read it in the model's place; null when nothing is to be said. */
  readonly sourceNote: SourceNote | null;
  readonly result: FeedbackResult | null;
  readonly notGradedBecause: string | null;
  /** Its words were erased by age (the community's retention); the day stays counted. */
  readonly erased: boolean;
  /** The version that everybody in the thread can see; null when nothing is shared. */
  readonly sharedRevision: number | null;
  /** The result that the member was given before this one, to say what changed. */
  readonly before: FeedbackResult | null;
}

/** Reads it; null when the member has no answer in this round. Only its owner may be shown it. */
export async function loadFeedback(
  db: Reader,
  roundId: string,
  memberId: string,
): Promise<OwnFeedback | null> {
  const answer = await db
    .selectFrom('answers')
    .leftJoin('answer_shares', 'answer_shares.answer_id', 'answers.id')
    .select([
      'answers.id',
      'answers.state',
      'answers.revision',
      'answers.words_erased_at',
      'answer_shares.revision as shared',
    ])
    .where('round_id', '=', roundId)
    .where('member_id', '=', memberId)
    .where('state', '<>', 'withdrawn')
    .executeTakeFirst();
  if (answer === undefined) return null;
  const rows = await db
    .selectFrom('feedback')
    .select([
      'revision',
      'state',
      'source_label',
      'sent_to',
      'source_note',
      'result',
      'not_graded_because',
      'delivered_at',
    ])
    .where('answer_id', '=', answer.id)
    .orderBy('revision', 'desc')
    .orderBy('created_at', 'desc')
    .execute();
  const now = rows.find((row) => row.revision === answer.revision);
  const before = rows.find(
    (row) => row.revision < answer.revision && row.state === 'ready' && row.delivered_at !== null,
  );
  return {
    answerId: answer.id,
    answerState: answer.state,
    revision: answer.revision,
    state: now?.state ?? 'waiting',
    label: now?.source_label ?? null,
    sentTo: now?.sent_to ?? null,
    sourceNote: now?.source_note ?? null,
    result: readResult(now?.result),
    erased: answer.words_erased_at !== null,
    notGradedBecause: now?.not_graded_because ?? null,
    sharedRevision: answer.shared,
    before: readResult(before?.result),
  };
}

function readResult(stored: unknown): FeedbackResult | null {
  return stored === null || stored === undefined ? null : FeedbackResultSchema.parse(stored);
}
