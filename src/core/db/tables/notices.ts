import type { Generated } from 'kysely';
import type { At, Id } from './columns.ts';

/** What organizers hear. */
export interface NoticeTables {
  notices: NoticesTable;
  notice_mutes: NoticeMutesTable;
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
