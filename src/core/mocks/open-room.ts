import { never } from '../errors.ts';
import { deliver } from '../jobs/deliver.ts';
import { failpoint } from '../jobs/failpoint.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { noteRoomOpened } from '../notices/note-failure.ts';
import { portFor } from '../platform/ports.ts';
import { sessionCategory } from './session-question.ts';
import { roomKey } from './session-sends.ts';
import { findSession } from './session-store.ts';
import { isOver } from './session-state.ts';

/** The longest title of a room, in characters (see PlatformPort.openPrivateRoom). */
const TITLE_MAX = 80;

/**
 * Job `mock.room`: opens the private room of a session for the two and who observes. Asking the platform
 * again gives the same room, so an unknown end is simply tried again. Safe to run twice.
 */
export async function openRoom(
  ctx: JobContext,
  payload: { readonly sessionId: string; readonly room: number },
): Promise<JobOutcome> {
  const session = await findSession(ctx.db, payload.sessionId);
  if (session === null || session.roomId !== null || session.roomNumber !== payload.room)
    return done('nothing to open');
  const { channelExternalId } = session;
  if (isOver(session.state.phase)) return done('over');
  if (channelExternalId === null) return done('the channel is gone');
  const port = portFor(ctx, session.platform);
  const key = roomKey(session.id, payload.room);
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
          .returning('channel_id')
          .executeTakeFirst();
        if (row === undefined || row.channel_id === null) return;
        const room = { communityId: session.communityId, channelId: row.channel_id };
        await noteRoomOpened(tx, room, ctx.clock.now());
      });
      return done('opened');
    case 'failed':
    case 'unknown':
      return done(opened.kind);
    case 'again':
      return opened;
    default:
      return never(opened);
  }
}
