import type { ColumnType, Generated } from 'kysely';
import type { At, Id } from './columns.ts';

/** What members wrote, and what was said about it. */
export interface AnswerTables {
  answers: AnswersTable;
  answer_pieces: AnswerPiecesTable;
  deleted_messages: DeletedMessagesTable;
  answer_revisions: AnswerRevisionsTable;
  answer_shares: AnswerSharesTable;
  feedback: FeedbackTable;
}

export type AnswerVia = 'form' | 'thread' | 'direct' | 'shortcut';

export type AnswerState = 'held' | 'gathering' | 'submitted' | 'withdrawn';

interface AnswersTable {
  id: Id;
  community_id: string;
  round_id: string;
  member_id: string;
  via: AnswerVia;
  state: AnswerState;
  answered_at: At;
  settle_at: At | null;
  revision: Generated<number>;
  withdrawn_by: 'member' | 'moderator' | null;
  words_erased_at: At | null;
}

interface AnswerPiecesTable {
  community_id: string;
  answer_id: string;
  message_id: string;
  body: string;
  sent_at: At;
  edited_at: At;
}

interface DeletedMessagesTable {
  community_id: string;
  message_id: string;
  deleted_at: At;
  /** Its author deleted it; false where the platform does not say who did. */
  by_author: Generated<boolean>;
}

interface AnswerRevisionsTable {
  community_id: string;
  answer_id: string;
  revision: number;
  body: string;
  created_at: At;
}

interface AnswerSharesTable {
  id: Id;
  community_id: string;
  answer_id: string;
  revision: number;
  created_at: At;
}

export type FeedbackState = 'waiting' | 'ready' | 'not_graded' | 'superseded';

/** Why the offline coach read an answer that a model was to read. */
export type SourceNote = 'member_allowance' | 'community_allowance' | 'unavailable' | 'no_reading';

interface FeedbackTable {
  answer_id: string;
  revision: number;
  rubric_version: string;
  state: FeedbackState;
  source: 'coach' | 'model' | null;
  source_label: string | null;
  sent_to: string | null;
  source_note: SourceNote | null;
  result: ColumnType<unknown, string | null, string | null>;
  not_graded_because: string | null;
  created_at: At;
  settled_at: At | null;
  delivered_at: At | null;
}
