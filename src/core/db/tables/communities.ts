import type { Generated } from 'kysely';
import type { Platform } from '../../platform/event.ts';
import type { LocalDate } from '../../time.ts';
import type { At, Id } from './columns.ts';

/** Communities, their channels and roles, and how they installed the app. */
export interface CommunityTables {
  installations: InstallationsTable;
  install_states: InstallStatesTable;
  communities: CommunitiesTable;
  channels: ChannelsTable;
  community_roles: CommunityRolesTable;
  holidays: HolidaysTable;
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

interface HolidaysTable {
  community_id: string;
  local_date: LocalDate;
  name: string;
}
