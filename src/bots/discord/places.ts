import { sql } from 'kysely';
import type { Database } from '../../core/db/database.ts';
import { decodeAction } from '../../core/platform/action.ts';
import type { Place } from './read-message.ts';

/** A thread that is no round's is asked about again after so many seconds; a round's may just be opening. */
const FORGET_SECONDS = 30;
/** Threads remembered. */
const REMEMBERED = 20_000;

/**
 * Finds out where messages belong, so that nothing is handled, and nobody remembered, outside of the threads
 * of questions, the rooms of mocks and the direct messages with the bot.
 */
export interface Places {
  /** The thread of a question or the room of a mock, or null for any other place. */
  ofThread(guildId: string, threadId: string, now: Temporal.Instant): Promise<Place | null>;
  /** The community that a person's direct messages or private buttons are about; null when none knows them. */
  ofPerson(userId: string, action: string | null): Promise<Place['community'] | null>;
  /** A thread was opened just now: whatever was remembered of it counts no more. */
  forget(threadId: string): void;
}

/** `nameOfServer` is what the gateway last said; empty when it said nothing. */
export function createPlaces(db: Database, nameOfServer: (guildId: string) => string): Places {
  const rounds = new Map<string, string>();
  const others = new Map<string, Temporal.Instant>();
  return {
    async ofThread(guildId, threadId, now) {
      const community = { externalId: guildId, name: nameOfServer(guildId) };
      const known = rounds.get(threadId);
      if (known !== undefined) return { community, channelId: known, threadId };
      const asked = others.get(threadId);
      if (asked !== undefined && now.since(asked).total('seconds') < FORGET_SECONDS) return null;
      const row = await findChannel(db, guildId, threadId);
      trim(rounds);
      trim(others);
      if (row === null) {
        others.set(threadId, now);
        return null;
      }
      rounds.set(threadId, row);
      return { community, channelId: row, threadId };
    },
    forget: (threadId) => void others.delete(threadId),
    async ofPerson(userId, action) {
      const hinted = action === null ? null : await communityOfAction(db, userId, action);
      return hinted ?? (await newestCommunity(db, userId));
    },
  };
}

function trim(map: Map<string, unknown>): void {
  if (map.size > REMEMBERED) map.clear();
}

async function findChannel(db: Database, guildId: string, threadId: string): Promise<string | null> {
  const row = await db
    .selectFrom('rounds')
    .innerJoin('communities', 'communities.id', 'rounds.community_id')
    .innerJoin('channels', 'channels.id', 'rounds.channel_id')
    .select('channels.external_id')
    .where('communities.platform', '=', 'discord')
    .where('communities.external_id', '=', guildId)
    .where((eb) =>
      eb.or([
        eb('rounds.thread_id', '=', threadId),
        // Opened a moment ago and not written down yet: a thread has the id of the message it hangs on.
        eb.and([
          eb('rounds.thread_id', 'is', null),
          eb('rounds.message_id', '=', sql<string>`channels.external_id || '/' || ${threadId}::text`),
        ]),
      ]),
    )
    .executeTakeFirst();
  if (row !== undefined) return row.external_id;
  const room = await db
    .selectFrom('mock_sessions')
    .innerJoin('communities', 'communities.id', 'mock_sessions.community_id')
    .innerJoin('channels', 'channels.id', 'mock_sessions.channel_id')
    .select('channels.external_id')
    .where('communities.platform', '=', 'discord')
    .where('communities.external_id', '=', guildId)
    .where('mock_sessions.room_id', '=', threadId)
    .executeTakeFirst();
  return room?.external_id ?? null;
}

/** The community of the round, answer or mock session that a button names, if the person is a member there. */
async function communityOfAction(
  db: Database,
  userId: string,
  encoded: string,
): Promise<Place['community'] | null> {
  const action = decodeAction(encoded);
  if (action === null) return null;
  const mine = db
    .selectFrom('members')
    .innerJoin('communities', 'communities.id', 'members.community_id')
    .select(['communities.external_id as externalId', 'communities.name'])
    .where('communities.platform', '=', 'discord')
    .where('members.external_id', '=', userId);
  if ('roundId' in action && isId(action.roundId)) {
    const row = await mine
      .innerJoin('rounds', 'rounds.community_id', 'communities.id')
      .where('rounds.id', '=', action.roundId)
      .executeTakeFirst();
    return row ?? null;
  }
  if ('answerId' in action && isId(action.answerId)) {
    const row = await mine
      .innerJoin('answers', 'answers.community_id', 'communities.id')
      .where('answers.id', '=', action.answerId)
      .executeTakeFirst();
    return row ?? null;
  }
  if ('sessionId' in action && isId(action.sessionId)) {
    const row = await mine
      .innerJoin('mock_sessions', 'mock_sessions.community_id', 'communities.id')
      .where('mock_sessions.id', '=', action.sessionId)
      .executeTakeFirst();
    return row ?? null;
  }
  return null;
}

/** Where the person answered last, else where they were met first. */
async function newestCommunity(db: Database, userId: string): Promise<Place['community'] | null> {
  const row = await db
    .selectFrom('members')
    .innerJoin('communities', 'communities.id', 'members.community_id')
    .leftJoin('answers', 'answers.member_id', 'members.id')
    .select(['communities.external_id as externalId', 'communities.name'])
    .where('communities.platform', '=', 'discord')
    .where('members.external_id', '=', userId)
    .orderBy('answers.answered_at', (order) => order.desc().nullsLast())
    .orderBy('members.id')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

function isId(text: string): boolean {
  return /^\d{1,18}$/.test(text);
}
