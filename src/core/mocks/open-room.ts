import { never } from '../errors.ts';
import { deliver } from '../jobs/deliver.ts';
import { failpoint } from '../jobs/failpoint.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { enqueue } from '../jobs/outbox.ts';
import { noteRoomOpened } from '../notices/note-failure.ts';
import { portFor } from '../platform/ports.ts';
import { advanceSession } from './advance-session.ts';
import { sessionCategory } from './session-question.ts';
import { roomKey } from './session-key.ts';
import { isStale } from './session-sends.ts';
import { findSession, lockSession } from './session-store.ts';
import { postOf } from './session-step.ts';
import { isOver } from './session-state.ts';

/** The longest title of a room, in characters (see PlatformPort.openPrivateRoom). */
const TITLE_MAX = 80;

/**
 * Job `mock.room`: opens the private room of a session for the two and who observes. Asking the platform
 * again gives the same room, so an unknown end is simply tried again; then the card of that moment is said in
 * it. Where the platform refuses, the session is called off. Safe to run twice.
 */
export async function openRoom(
  ctx: JobContext,
  payload: { readonly sessionId: string; readonly room: number },
): Promise<JobOutcome> {
  const session = await findSession(ctx.db, payload.sessionId);
  if (session === null || session.roomId !== null || session.roomNumber !== payload.room)
    return done('nothing to open');
  const { channelExternalId } = session;
  if (channelExternalId === null) return done('the channel is gone');
  const port = portFor(ctx, session.platform);
  const key = roomKey(session.id, payload.room);
  // One that may have been opened before the end is found, so that the two can read how it ended.
  if (await isStale(ctx, key, !isOver(session.state.phase))) return done('over');
  const beside = { communityId: session.communityExternalId, channelId: channelExternalId };
  const people = session.seats.map((seat) => seat.external_id);
  const title = `Mock interview: ${sessionCategory(ctx, session)}`.slice(0, TITLE_MAX);
  const opened = await deliver(ctx, {
    key,
    communityId: session.communityId,
    memberId: null,
    pacer: port.pacerOf('thread', beside),
    whenUnknown: 'repeat',
    send: () => port.openPrivateRoom(beside, people, title, key),
    // The port gives the same room for the same key: asking again is the way to look.
    find: () => Promise.resolve(null),
  });
  switch (opened.kind) {
    case 'sent':
      failpoint('mock.room:opened');
      await ctx.db.transaction().execute(async (tx) => {
        const row = await tx
          .updateTable('mock_sessions')
          .set({ room_id: opened.externalId })
          .where('id', '=', session.id)
          .where('room_number', '=', payload.room)
          .where('room_id', 'is', null)
          .returning('channel_id')
          .executeTakeFirst();
        if (row === undefined || row.channel_id === null) return;
        const room = { communityId: session.communityId, channelId: row.channel_id };
        const now = ctx.clock.now();
        await noteRoomOpened(tx, room, now);
        const { state, version } = (await lockSession(tx, session.id)) ?? session;
        const what = state.paused === null ? postOf(state.phase) : 'paused';
        const said = { sessionId: session.id, what, turn: state.turn, version } as const;
        await enqueue(tx, 'mock.say', said, { now });
      });
      return done('opened');
    case 'failed':
      await ctx.db
        .transaction()
        .execute((tx) => advanceSession(ctx, tx, session.id, { kind: 'no_room' }, ctx.clock.now()));
      return done('failed');
    case 'unknown':
      return done('unknown');
    case 'again':
      return opened;
    default:
      return never(opened);
  }
}
