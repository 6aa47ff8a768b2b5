import type { ColumnType, Generated } from 'kysely';
import type { MockPhase, MockRole } from '../../mocks/session-state.ts';
import type { LocalDate } from '../../time.ts';
import type { At, Id, Json } from './columns.ts';

/** Mock interviews. */
export interface MockTables {
  mock_requests: MockRequestsTable;
  mock_weeks: MockWeeksTable;
  mock_priorities: MockPrioritiesTable;
  mock_solos: MockSolosTable;
  mock_sessions: MockSessionsTable;
  mock_seats: MockSeatsTable;
  mock_messages: MockMessagesTable;
  mock_scores: MockScoresTable;
  mock_reports: MockReportsTable;
  mock_blocks: MockBlocksTable;
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
