import { deliver, mayHaveGoneOut, type Delivered } from '../jobs/deliver.ts';
import type { JobContext } from '../jobs/job.ts';
import type { Card } from '../platform/card.ts';
import { portFor } from '../platform/ports.ts';
import { roomOf, type MockSession, type SeatedMember } from './session-store.ts';

/** How long a message waits for a room that is being opened, in milliseconds, before it looks again. */
const ROOM_AGAIN_MS = 500;

/** Every key of a session's messages begins so; erase finds what was sent by it. */
export function sessionKey(sessionId: string, what: string): string {
  return `mock:${sessionId}:${what}`;
}

/** Says something in the session's room once; waits for the room when it is only being opened. */
export async function sayInRoom(
  ctx: JobContext,
  session: MockSession,
  key: string,
  card: Card,
): Promise<Delivered> {
  const room = roomOf(session);
  if (room === null) {
    // A room that was refused never comes: organizers were told, and the session ends by itself.
    return (await roomFailed(ctx, session))
      ? { kind: 'failed', reason: 'there is no room' }
      : { kind: 'again', afterMs: ROOM_AGAIN_MS };
  }
  const port = portFor(ctx, session.platform);
  return deliver(ctx, {
    key,
    communityId: session.communityId,
    memberId: null,
    pacer: port.pacerOf('post', room),
    whenUnknown: 'repeat',
    send: () => port.replyInThread(room, card, key),
    find: () => port.findByKey(room, key),
  });
}

/** Tells somebody in a seat something privately, beside the room where there is one. */
export async function tellSeat(
  ctx: JobContext,
  session: MockSession,
  seat: SeatedMember,
  key: string,
  card: Card,
): Promise<Delivered> {
  const { channelExternalId } = session;
  if (channelExternalId === null) return { kind: 'failed', reason: 'the channel is gone' };
  const port = portFor(ctx, session.platform);
  const near = roomOf(session) ?? {
    communityId: session.communityExternalId,
    channelId: channelExternalId,
  };
  const to = { communityId: session.communityExternalId, memberId: seat.external_id };
  return deliver(ctx, {
    key,
    communityId: session.communityId,
    memberId: seat.member_id,
    pacer: port.pacerOf('tell', to),
    whenUnknown: 'repeat',
    send: () => port.tellPrivately(to, near, card, key),
    find: () => port.findByKey(near, key),
  });
}

/** The key under which a session's room was opened; `room` counts its rooms. */
export function roomKey(sessionId: string, room: number): string {
  return sessionKey(sessionId, `room:${room}`);
}

async function roomFailed(ctx: JobContext, session: MockSession): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('deliveries')
    .select('state')
    .where('key', '=', roomKey(session.id, session.roomNumber))
    .executeTakeFirst();
  return row?.state === 'failed';
}

/** Whether a message about a moment that has passed should still be finished, because it may be out already. */
export async function isStale(ctx: JobContext, key: string, current: boolean): Promise<boolean> {
  return !current && !(await mayHaveGoneOut(ctx.db, key));
}
