import type { Generated } from 'kysely';
import type { LocalDate, LocalTime } from '../../time.ts';
import type { At, Id, Json } from './columns.ts';

/** What can be asked, and when. */
export interface QuestionTables {
  questions: QuestionsTable;
  schedules: SchedulesTable;
  rounds: RoundsTable;
  question_suggestions: QuestionSuggestionsTable;
  schedule_queue: ScheduleQueueTable;
  question_retirements: QuestionRetirementsTable;
}

interface QuestionsTable {
  id: Id;
  community_id: string | null;
  pack: string;
  slug: string;
  category: string;
  level: number;
  body: string;
  details: Json;
  retired_at: At | null;
}

/** Why a schedule stopped by itself; an organizer's own pause has no reason. */
export type PausedBecause = 'community_left' | 'channel_gone';

interface SchedulesTable {
  id: Id;
  community_id: string;
  channel_id: string;
  pack: string;
  local_time: LocalTime;
  zone: string;
  weekdays: number[];
  first_date: LocalDate | null;
  last_date: LocalDate | null;
  thread_answers: Generated<boolean>;
  made_by_default: Generated<boolean>;
  paused_at: At | null;
  paused_because: Generated<PausedBecause | null>;
  next_run_at: At | null;
  next_local_date: LocalDate | null;
  removed_at: Generated<At | null>;
  pin_posts: Generated<boolean>;
  mention_role_id: Generated<string | null>;
  created_at: At;
}

export type RoundState = 'due' | 'posted' | 'skipped' | 'withdrawn';

interface RoundsTable {
  id: Id;
  community_id: string;
  schedule_id: string | null;
  channel_id: string | null;
  member_id: string | null;
  question_id: string;
  local_date: LocalDate;
  zone: string;
  due_at: At;
  state: RoundState;
  posted_at: At | null;
  closes_at: At | null;
  skipped_because: 'too_late' | 'refused' | 'unknown' | null;
  message_id: string | null;
  thread_id: string | null;
  gone_at: Generated<At | null>;
}

interface QuestionSuggestionsTable {
  id: Id;
  community_id: string;
  member_id: string;
  category: string;
  body: string;
  state: Generated<'open' | 'approved' | 'declined'>;
  created_at: At;
  decided_at: At | null;
  question_id: string | null;
}

interface ScheduleQueueTable {
  community_id: string;
  schedule_id: string;
  position: number;
  question_id: string;
  round_id: string | null;
}

interface QuestionRetirementsTable {
  community_id: string;
  question_id: string;
  retired_at: At;
}
