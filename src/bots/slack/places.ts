import type { Database } from '../../core/db/database.ts';
import { messageKey } from '../message-key.ts';
import { roomKey } from './message-place.ts';
import type { Place, WrittenMessage } from './read-message.ts';

/** A thread that is no question's is asked about again after so many seconds; a question may just be coming. */
const FORGET_SECONDS = 30;
/** A thread younger than this is looked up every time, in seconds. */
const YOUNG_SECONDS = 60;
/** Threads remembered. */
const REMEMBERED = 20_000;

/**
 * Finds out where messages belong, so that nothing is handled, and nobody remembered, outside of the threads
 * of questions, the private rooms of sessions and the direct messages with the bot.
 */
export interface Places {
  /** Where the message belongs, or null. */
  of(teamId: string, written: WrittenMessage, now: Temporal.Instant): Promise<Place | null>;
  /** The question of this thread, or the newest one of this channel: its round's id, or null. */
  roundNear(teamId: string, channelId: string, threadTs: string | null): Promise<string | null>;
}

export function createPlaces(db: Database): Places {
  const known = new Map<string, Place>();
  const others = new Map<string, Temporal.Instant>();
  const lookUp = async (
    teamId: string,
    place: Place & { readonly threadId: string },
    now: Temporal.Instant,
    isThere: () => Promise<boolean>,
  ): Promise<Place | null> => {
    const name = `${teamId}/${place.threadId}`;
    const found = known.get(name);
    if (found !== undefined) return found;
    const asked = others.get(name);
    if (asked !== undefined && now.since(asked).total('seconds') < FORGET_SECONDS) return null;
    for (const map of [known, others]) if (map.size > REMEMBERED) map.clear();
    if (!(await isThere())) {
      if (isOlder(place.threadId, now)) others.set(name, now);
      return null;
    }
    known.set(name, place);
    return place;
  };
  return {
    async of(teamId, written, now) {
      const { channelId, threadTs } = written;
      if (written.isDirect) return { channelId, threadId: null };
      if (threadTs !== null && written.isGroup !== true) {
        const threadId = messageKey({ channelId, messageId: threadTs });
        const place = { channelId, threadId };
        const thread = await lookUp(teamId, place, now, () => isThread(db, teamId, threadId));
        if (thread !== null) return thread;
      }
      if (written.isGroup === false) return null;
      const threadId = roomKey(channelId);
      return lookUp(teamId, { channelId, threadId }, now, () => isRoom(db, teamId, threadId));
    },
    async roundNear(teamId, channelId, threadTs) {
      const threadId = threadTs === null ? null : messageKey({ channelId, messageId: threadTs });
      const row = await posted(db, teamId)
        .innerJoin('channels', 'channels.id', 'rounds.channel_id')
        .select('rounds.id')
        .where('rounds.state', '=', 'posted')
        .where((eb) =>
          threadId === null
            ? eb('channels.external_id', '=', channelId)
            : eb.or([eb('rounds.thread_id', '=', threadId), eb('rounds.message_id', '=', threadId)]),
        )
        .orderBy('rounds.posted_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.id ?? null;
    },
  };
}

/** Whether the thread began more than a minute ago: a younger one may be of a question that is just being posted. */
function isOlder(threadId: string, now: Temporal.Instant): boolean {
  const seconds = Number(/\/(\d+)/.exec(threadId)?.[1] ?? '0');
  return now.epochMilliseconds / 1000 - seconds > YOUNG_SECONDS;
}

/** A question's thread: it is there as soon as the question is, whether or not it was written down. */
async function isThread(db: Database, teamId: string, threadId: string): Promise<boolean> {
  const row = await posted(db, teamId)
    .select('rounds.id')
    .where((eb) => eb.or([eb('rounds.thread_id', '=', threadId), eb('rounds.message_id', '=', threadId)]))
    .executeTakeFirst();
  return row !== undefined;
}

async function isRoom(db: Database, teamId: string, roomId: string): Promise<boolean> {
  const row = await db
    .selectFrom('mock_sessions')
    .innerJoin('communities', 'communities.id', 'mock_sessions.community_id')
    .select('mock_sessions.id')
    .where('communities.platform', '=', 'slack')
    .where('communities.external_id', '=', teamId)
    .where('mock_sessions.room_id', '=', roomId)
    .executeTakeFirst();
  return row !== undefined;
}

function posted(db: Database, teamId: string) {
  return db
    .selectFrom('rounds')
    .innerJoin('communities', 'communities.id', 'rounds.community_id')
    .where('communities.platform', '=', 'slack')
    .where('communities.external_id', '=', teamId);
}
