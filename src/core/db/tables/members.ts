import type { Generated } from 'kysely';
import type { LocalDate } from '../../time.ts';
import type { At, Id } from './columns.ts';

/** Members, what they follow, and their days. */
export interface MemberTables {
  members: MembersTable;
  model_usage: ModelUsageTable;
  follows: FollowsTable;
  pauses: PausesTable;
  streaks: StreaksTable;
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
