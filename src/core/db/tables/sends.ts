import type { Generated } from 'kysely';
import type { Platform } from '../../platform/event.ts';
import type { At, Id, Json } from './columns.ts';

/** Events taken, jobs to do, and what was sent. */
export interface SendTables {
  removals: RemovalsTable;
  inbox: InboxTable;
  outbox: OutboxTable;
  deliveries: DeliveriesTable;
  pacers: PacersTable;
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
