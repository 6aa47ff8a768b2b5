import type { WebDeps } from './deps.ts';
import { readFeed, readMessage, readThread, type MessagePage, type StoredMessage } from './messages-store.ts';
import { readNextQuestionAt, readRoom, readRoundOfThread } from './room-store.ts';
import { WEB_CHANNEL } from './room.ts';
import type { Visitor } from './visitor.ts';

/** An open thread: the message it hangs under and a page of what was written in it. */
export interface ThreadData {
  readonly root: StoredMessage;
  readonly page: MessagePage;
  /** The round that it belongs to; null when it belongs to none. */
  readonly roundId: string | null;
}

/** What a page of the room shows, as its reader may see it. */
export interface RoomData {
  /** Taken before anything was read, so that no change falls between. */
  readonly stamp: string;
  readonly feed: MessagePage;
  readonly nextQuestionAt: Temporal.Instant | null;
  readonly thread: ThreadData | null;
}

const FEED_PAGE = 20;
const THREAD_PAGE = 100;

/** Which part of the room: the pages of feed and thread end before these seqs; null is the newest. */
export interface RoomRequest {
  readonly threadId: string | null;
  readonly feedBefore: string | null;
  readonly threadBefore: string | null;
}

/** Reads the room for one reader. Null when the thread asked for is gone or not for them. */
export async function loadRoom(
  deps: WebDeps,
  visitor: Visitor,
  wanted: RoomRequest,
): Promise<RoomData | null> {
  const stamp = deps.live.stamp();
  const room = await readRoom(deps.db);
  if (room === null) {
    if (wanted.threadId !== null) return null;
    return { stamp, feed: { messages: [], hasEarlier: false }, nextQuestionAt: null, thread: null };
  }
  const sight = { communityId: room.communityId, viewerId: visitor.acting?.id ?? null };
  const thread = await loadThread(deps, sight, wanted);
  if (wanted.threadId !== null && thread === null) return null;
  const [feed, nextQuestionAt] = await Promise.all([
    readFeed(deps.db, sight, WEB_CHANNEL.externalId, { before: wanted.feedBefore, limit: FEED_PAGE }),
    readNextQuestionAt(deps.db, room),
  ]);
  return { stamp, feed, nextQuestionAt, thread };
}

async function loadThread(
  deps: WebDeps,
  sight: { readonly communityId: string; readonly viewerId: string | null },
  wanted: RoomRequest,
): Promise<ThreadData | null> {
  if (wanted.threadId === null) return null;
  const root = await readMessage(deps.db, sight, wanted.threadId);
  if (root === null || root.threadId !== null) return null;
  const [page, roundId] = await Promise.all([
    readThread(deps.db, sight, root.id, { before: wanted.threadBefore, limit: THREAD_PAGE }),
    readRoundOfThread(deps.db, sight.communityId, root.id),
  ]);
  return { root, page, roundId };
}
