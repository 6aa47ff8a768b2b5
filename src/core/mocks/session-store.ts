import type { Selectable } from 'kysely';
import type { Reader, Tx } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import type { Platform } from '../platform/event.ts';
import type { ThreadAddress } from '../platform/port.ts';
import { mockStateSchema, PAIR, type MockState, type Seat } from './session-state.ts';
import { isOver } from './session-state.ts';
import { wakeAt } from './session.ts';

/** Who sits where. */
export interface SeatedMember extends Selectable<Tables['mock_seats']> {
  readonly name: string;
  readonly external_id: string;
}

/** A session with its rules' state, its people and its place. */
export interface MockSession {
  readonly id: string;
  readonly communityId: string;
  readonly communityExternalId: string;
  readonly platform: Platform;
  readonly category: string;
  /** The one in seat 0 asked the other by name; matching had no part in it. */
  readonly asked: boolean;
  readonly channelExternalId: string | null;
  readonly roomId: string | null;
  readonly roomNumber: number;
  readonly version: number;
  readonly endedAt: Temporal.Instant | null;
  readonly state: MockState;
  /** By seat; whoever erased themselves is missing. */
  readonly seats: readonly SeatedMember[];
}

/** The session with this id, or null; the caller checks who may see it. */
export async function findSession(db: Reader, id: string): Promise<MockSession | null> {
  if (!/^\d{1,18}$/.test(id)) return null;
  const row = await db
    .selectFrom('mock_sessions')
    .innerJoin('communities', 'communities.id', 'mock_sessions.community_id')
    .leftJoin('channels', 'channels.id', 'mock_sessions.channel_id')
    .selectAll('mock_sessions')
    .select([
      'communities.external_id as community_external_id',
      'communities.platform',
      'channels.external_id as channel_external_id',
    ])
    .where('mock_sessions.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const seats = await db
    .selectFrom('mock_seats')
    .innerJoin('members', 'members.id', 'mock_seats.member_id')
    .selectAll('mock_seats')
    .select(['members.display_name as name', 'members.external_id'])
    .where('session_id', '=', id)
    .orderBy('seat')
    .execute();
  return {
    id: row.id,
    communityId: row.community_id,
    communityExternalId: row.community_external_id,
    platform: row.platform,
    category: row.category,
    asked: row.asked,
    channelExternalId: row.channel_external_id,
    roomId: row.room_id,
    roomNumber: row.room_number,
    version: row.version,
    endedAt: row.ended_at,
    state: mockStateSchema.parse(row.state),
    seats,
  };
}

/** The same, with its row locked until the transaction ends: whoever changes a session comes through here. */
export async function lockSession(tx: Tx, id: string): Promise<MockSession | null> {
  if (!/^\d{1,18}$/.test(id)) return null;
  await tx.selectFrom('mock_sessions').select('id').where('id', '=', id).forUpdate().execute();
  return findSession(tx, id);
}

/** Keeps a new state: its phase, the moment that wakes it, one version more. Returns the new version. */
export async function saveState(
  tx: Tx,
  session: MockSession,
  state: MockState,
  now: Temporal.Instant,
): Promise<number> {
  const version = session.version + 1;
  await tx
    .updateTable('mock_sessions')
    .set({
      state: JSON.stringify(state),
      phase: state.phase,
      version,
      wake_at: wakeAt(state),
      ended_at: isOver(state.phase) ? (session.endedAt ?? now) : null,
    })
    .where('id', '=', session.id)
    .execute();
  return version;
}

/** The seat of the pair in which this member sits; null for observers and everybody else. */
export function seatOf(session: MockSession, memberId: string): Seat | null {
  return PAIR.find((seat) => at(session, seat)?.member_id === memberId) ?? null;
}

/** Who sits there; null when they are gone. */
export function at(session: MockSession, seat: number): SeatedMember | null {
  return session.seats.find((one) => one.seat === seat) ?? null;
}

/** The other one of the two. */
export function otherSeat(seat: Seat): Seat {
  return seat === 0 ? 1 : 0;
}

/** The session that a member is in now, or null. */
export async function openSessionOf(db: Reader, memberId: string): Promise<MockSession | null> {
  const row = await db
    .selectFrom('mock_seats')
    .select('session_id')
    .where('member_id', '=', memberId)
    .where('open', 'is', true)
    .executeTakeFirst();
  return row === undefined ? null : findSession(db, row.session_id);
}

/** Where its private room is; null while there is none. */
export function roomOf(session: MockSession): ThreadAddress | null {
  const { roomId, channelExternalId } = session;
  if (roomId === null || channelExternalId === null) return null;
  return { communityId: session.communityExternalId, channelId: channelExternalId, threadId: roomId };
}
