import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { MockPhase, MockRole } from '../mocks/session-state.ts';
import type { Platform } from '../platform/event.ts';
import type { LocalDate, LocalTime } from '../time.ts';

/** `bigint` ids travel as strings, so that no one calculates with them. */
type Id = GeneratedAlways<string>;
/** `timestamptz` is a Temporal.Instant on both ways (database.ts converts). */
type At = Temporal.Instant;
/** `jsonb` is read as unknown and parsed with zod where it is used; it is written as a JSON string. */
type Json = ColumnType<unknown, string, string>;

export interface Tables {
  communities: CommunitiesTable;
  channels: ChannelsTable;
  community_roles: CommunityRolesTable;
  members: MembersTable;
  questions: QuestionsTable;
  schedules: SchedulesTable;
  holidays: HolidaysTable;
  rounds: RoundsTable;
  answers: AnswersTable;
  answer_pieces: AnswerPiecesTable;
  deleted_messages: DeletedMessagesTable;
  answer_revisions: AnswerRevisionsTable;
  answer_shares: AnswerSharesTable;
  removals: RemovalsTable;
  installations: InstallationsTable;
  install_states: InstallStatesTable;
  feedback: FeedbackTable;
  model_usage: ModelUsageTable;
  follows: FollowsTable;
  pauses: PausesTable;
  streaks: StreaksTable;
  inbox: InboxTable;
  outbox: OutboxTable;
  deliveries: DeliveriesTable;
  pacers: PacersTable;
  schedule_queue: ScheduleQueueTable;
  question_retirements: QuestionRetirementsTable;
  mock_solos: MockSolosTable;
  mock_requests: MockRequestsTable;
  mock_weeks: MockWeeksTable;
  mock_priorities: MockPrioritiesTable;
  notices: NoticesTable;
  notice_mutes: NoticeMutesTable;
  question_suggestions: QuestionSuggestionsTable;
  mock_sessions: MockSessionsTable;
  mock_seats: MockSeatsTable;
  mock_messages: MockMessagesTable;
  mock_scores: MockScoresTable;
  mock_reports: MockReportsTable;
  mock_blocks: MockBlocksTable;
  web_files: WebFilesTable;
  web_messages: WebMessagesTable;
  web_people: WebPeopleTable;
  web_room_people: WebRoomPeopleTable;
}

/** A Slack workspace's tokens, sealed (src/bots/slack/installs/seal.ts). */
interface InstallationsTable {
  community_id: string;
  /** Which key of GREENROOM_KEY opens both. */
  key_id: string;
  sealed_token: Buffer;
  /** Null where tokens do not rotate; then the token never ends either. */
  sealed_refresh: Buffer | null;
  expires_at: At | null;
  bot_user_id: string;
  installed_at: At;
  /** A process is just asking for the next token. */
  refreshing_until: At | null;
  /** Slack does not know the refresh token any more; only installing again helps. */
  refresh_refused_at: At | null;
}

/** States of installs that were used up. */
interface InstallStatesTable {
  nonce: string;
  expires_at: At;
}

interface CommunitiesTable {
  id: Id;
  platform: Platform;
  external_id: string;
  name: string;
  misses_allowed: Generated<number>;
  misses_window: Generated<number>;
  quiet_seconds: Generated<number>;
  retention_months: Generated<number>;
  model_requests_per_day: Generated<number>;
  model_tokens_per_day: Generated<number>;
  member_model_requests_per_day: Generated<number>;
  member_model_tokens_per_day: Generated<number>;
  notice_channel_id: string | null;
  mock_brief_minutes: Generated<number>;
  mock_answer_minutes: Generated<number>;
  mock_scoring_minutes: Generated<number>;
  mock_debrief_minutes: Generated<number>;
  mock_confirm_minutes: Generated<number>;
  mock_show_minutes: Generated<number>;
  mock_idle_minutes: Generated<number>;
  mock_after_days: Generated<number>;
  mock_after_answers: Generated<number>;
  left_at: Generated<At | null>;
  joined_at: Generated<At | null>;
  created_at: At;
}

interface ChannelsTable {
  id: Id;
  community_id: string;
  external_id: string;
  name: string;
  gone_at: Generated<At | null>;
  created_at: At;
}

interface CommunityRolesTable {
  id: Id;
  community_id: string;
  external_id: string;
  name: string;
}

export type ThreadConsent = 'ask' | 'always' | 'no';
/** Feedback comes as a private message, or waits behind *My feedback*. */
export type FeedbackBy = 'message' | 'button';

interface MembersTable {
  id: Id;
  community_id: string;
  external_id: string;
  display_name: string;
  is_organizer: Generated<boolean>;
  thread_consent: Generated<ThreadConsent>;
  consent_asked_at: At | null;
  literal_wording: Generated<boolean>;
  one_part_at_a_time: Generated<boolean>;
  soft_timer: Generated<boolean>;
  /** Null: the platform's usual way. */
  feedback_by: FeedbackBy | null;
  streak_hidden: Generated<boolean>;
  zone: string | null;
  welcomed_at: At | null;
  /** When short words to the bot alone were last answered with what can be done next. */
  direct_hint_at: Generated<At | null>;
  left_at: Generated<At | null>;
  last_here_at: Generated<At | null>;
  created_at: At;
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

interface HolidaysTable {
  community_id: string;
  local_date: LocalDate;
  name: string;
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

interface RemovalsTable {
  id: Id;
  community_id: string;
  channel_id: string;
  thread_id: string | null;
  key: string;
  message_id: string | null;
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

interface ModelUsageTable {
  community_id: string;
  member_id: string | null;
  day: LocalDate;
  requests: Generated<number>;
  tokens: Generated<number>;
}

interface FollowsTable {
  community_id: string;
  member_id: string;
  channel_id: string;
  from_date: LocalDate;
  until_date: LocalDate | null;
}

interface PausesTable {
  id: Id;
  member_id: string;
  from_date: LocalDate;
  last_date: LocalDate;
  created_at: At;
}

interface StreaksTable {
  member_id: string;
  current: number;
  longest: number;
  kept: number;
  misses_used: number;
  computed_at: At;
}

interface InboxTable {
  platform: Platform;
  event_key: string;
  received_at: At;
}

interface OutboxTable {
  id: Id;
  name: string;
  payload: Json;
  run_at: At;
  created_at: At;
  published_at: At | null;
  publishes: Generated<number>;
  done_at: At | null;
  result: string | null;
}

export type DeliveryState = 'pending' | 'sending' | 'sent' | 'failed' | 'unknown';

interface DeliveriesTable {
  key: string;
  community_id: string;
  member_id: string | null;
  state: DeliveryState;
  attempts: Generated<number>;
  attempt_at: At | null;
  tried_at: Generated<At | null>;
  external_id: string | null;
  sent_before: Generated<string | null>;
  reason: string | null;
  created_at: At;
  settled_at: At | null;
}

interface PacersTable {
  name: string;
  next_at: At;
}

interface WebMessagesTable {
  id: string;
  seq: Id;
  community_id: string;
  channel_id: string;
  thread_id: string | null;
  author_id: string | null;
  audience_id: string | null;
  body: string | null;
  card: ColumnType<unknown, string | null, string | null>;
  mark: 'seen' | 'ready' | null;
  is_room: Generated<boolean>;
  created_at: At;
  edited_at: At | null;
}

interface WebRoomPeopleTable {
  message_id: string;
  member_id: string;
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

interface WebFilesTable {
  id: string;
  message_id: string;
  name: string;
  media_type: string;
  bytes: Buffer;
  created_at: At;
}

interface WebPeopleTable {
  session_hash: string;
  member_id: string;
  chosen_at: At;
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

export type MockRequestKind = 'now' | 'evening' | 'weekly';
export type MockRequestState = 'waiting' | 'matched' | 'idle';

interface MockRequestsTable {
  member_id: string;
  community_id: string;
  kind: MockRequestKind;
  state: MockRequestState;
  wish: 'both' | 'candidate' | 'interviewer';
  category: string | null;
  notes: Generated<string>;
  voice_link: string | null;
  untimed: Generated<boolean>;
  slots: Json;
  zone: string;
  weekly_cap: Generated<number>;
  free_from: At | null;
  free_until: At | null;
  skip_week: LocalDate | null;
  waiting_since: At;
  left_out_last: Generated<boolean>;
  times_left_out: Generated<number>;
  created_at: At;
}

interface MockWeeksTable {
  community_id: string;
  week: LocalDate;
  made_at: At;
}

interface MockPrioritiesTable {
  member_id: string;
  community_id: string;
  lowered_until: At;
}

interface MockSolosTable {
  id: Id;
  community_id: string;
  member_id: string;
  round_id: string;
  state: Json;
  version: Generated<number>;
  created_at: At;
  ended_at: At | null;
}

export type NoticeKind =
  | 'missed_post'
  | 'failed_delivery'
  | 'suggestions'
  | 'reports'
  | 'channel_gone'
  | 'lost_access';

interface NoticesTable {
  id: Id;
  community_id: string;
  kind: NoticeKind;
  subject: string;
  count: Generated<number>;
  series: Generated<number>;
  latest: string;
  opened_at: At;
  last_at: At;
  tell_at: At | null;
  resolved_at: At | null;
}

interface NoticeMutesTable {
  community_id: string;
  kind: NoticeKind;
  muted_until: At;
}

interface MockSessionsTable {
  id: Id;
  community_id: string;
  channel_id: string | null;
  category: string;
  starts_at: At;
  phase: MockPhase;
  state: Json;
  version: Generated<number>;
  wake_at: At | null;
  room_id: string | null;
  room_number: Generated<number>;
  created_at: At;
  ended_at: At | null;
  asked: Generated<boolean>;
}

export type MockHelped = 'yes' | 'partly' | 'no';

interface MockSeatsTable {
  community_id: string;
  session_id: string;
  seat: number;
  member_id: string;
  role: MockRole;
  open: Generated<boolean>;
  notes: Generated<string>;
  voice_link: string | null;
  finished_at: Generated<At | null>;
  helped: Generated<MockHelped | null>;
  answer_id: Generated<string | null>;
  removed_at: Generated<At | null>;
}

interface MockMessagesTable {
  community_id: string;
  session_id: string;
  seat: number;
  message_id: string;
  half: number | null;
  body: string;
  sent_at: At;
  edited_at: At;
}

interface MockScoresTable {
  session_id: string;
  half: number;
  by_seat: number;
  about_seat: number | null;
  levels: Json;
  note: string | null;
  given_at: At | null;
}

interface MockReportsTable {
  id: Id;
  community_id: string;
  session_id: string | null;
  member_id: string;
  reason: string;
  sealed: ColumnType<unknown, string | null, string | null>;
  created_at: At;
  seal_ends_at: At;
}

interface MockBlocksTable {
  community_id: string;
  member_id: string;
  blocked_member_id: string;
  created_at: At;
}
