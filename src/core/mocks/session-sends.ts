import { deliver, mayHaveGoneOut, type Delivered } from '../jobs/deliver.ts';
import type { JobContext } from '../jobs/job.ts';
import type { Card } from '../platform/card.ts';
import { portFor } from '../platform/ports.ts';
import { roomOf, type MockSession, type SeatedMember } from './session-store.ts';

/** Says something in the session's room once; where there is no room yet, nothing. */
export async function sayInRoom(
  ctx: JobContext,
  session: MockSession,
  key: string,
  card: Card,
): Promise<Delivered> {
  const room = roomOf(session);
  // Whatever is to be said then is said once it is open.
  if (room === null) return { kind: 'failed', reason: 'there is no room' };
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

/** Whether a message about a moment that has passed should still be finished, because it may be out already. */
export async function isStale(ctx: JobContext, key: string, current: boolean): Promise<boolean> {
  return !current && !(await mayHaveGoneOut(ctx.db, key));
}
