import type { Reader } from '../../core/db/database.ts';
import { WEB_CHANNEL, WEB_COMMUNITY } from './room.ts';

/** Database ids of the room, once core has made it. */
export interface RoomIds {
  readonly communityId: string;
  readonly channelId: string;
}

/** The room's ids, or null before its first event was handled. */
export async function readRoom(db: Reader): Promise<RoomIds | null> {
  const row = await db
    .selectFrom('channels')
    .innerJoin('communities', 'communities.id', 'channels.community_id')
    .where('communities.platform', '=', 'web')
    .where('communities.external_id', '=', WEB_COMMUNITY.externalId)
    .where('channels.external_id', '=', WEB_CHANNEL.externalId)
    .select(['communities.id as communityId', 'channels.id as channelId'])
    .executeTakeFirst();
  return row ?? null;
}

/** The id of the round whose thread this is, or null for a thread of something else. */
export async function readRoundOfThread(
  db: Reader,
  communityId: string,
  threadId: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('rounds')
    .where('community_id', '=', communityId)
    .where('thread_id', '=', threadId)
    .where('state', '=', 'posted')
    .select('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** When the next question comes to the room, or null when nothing is scheduled. */
export async function readNextQuestionAt(db: Reader, room: RoomIds): Promise<Temporal.Instant | null> {
  const row = await db
    .selectFrom('schedules')
    .where('community_id', '=', room.communityId)
    .where('channel_id', '=', room.channelId)
    .where('paused_at', 'is', null)
    .where('next_run_at', 'is not', null)
    .orderBy('next_run_at')
    .select('next_run_at')
    .executeTakeFirst();
  return row?.next_run_at ?? null;
}
