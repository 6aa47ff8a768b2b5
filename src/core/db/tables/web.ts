import type { ColumnType, Generated } from 'kysely';
import type { At, Id } from './columns.ts';

/** The web channel’s own rows. */
export interface WebTables {
  web_messages: WebMessagesTable;
  web_room_people: WebRoomPeopleTable;
  web_files: WebFilesTable;
  web_people: WebPeopleTable;
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
