import { setTimeout as sleep } from 'node:timers/promises';
import { RequestMethod, Routes } from 'discord.js';
import { z } from 'zod';
import { waitForTurn } from '../../core/jobs/pace.ts';
import { callDiscord } from './call.ts';
import { messageSchema, type MessagePayload } from './payload.ts';
import { receiveMessage, type Receiving } from './receive.ts';

/** Messages a page, Discord's most; and pages of one thread. */
const PAGE = 100;
const PAGES = 20;
/** Rounds that closed longer ago than this are left alone, in hours. */
const CLOSED_HOURS = 24;
/** A page that could not be fetched is tried so often. */
const TRIES = 5;

const pageSchema = z.array(messageSchema);

/** Which servers a gateway connection hears of. */
export interface ShardOf {
  readonly id: number;
  readonly count: number;
}

/**
 * Fetches what was written in the threads of open questions and the rooms of mocks under way while the gateway was away, and takes it the same
 * way as if it had just come: what was taken before is known by its key, so nothing is answered twice. Edits
 * made meanwhile come along. Called after a new session; a resumed one misses nothing. Returns how many
 * messages were looked at. Not fetched: direct messages, which Discord lists nowhere.
 */
export async function catchUp(io: Receiving, shard: ShardOf): Promise<number> {
  const now = io.core.clock.now();
  const rounds = await io.core.db
    .selectFrom('rounds')
    .innerJoin('communities', 'communities.id', 'rounds.community_id')
    .select(['rounds.thread_id', 'communities.external_id'])
    .where('communities.platform', '=', 'discord')
    .where('rounds.state', '=', 'posted')
    .where('rounds.thread_id', 'is not', null)
    .where('rounds.closes_at', '>', now.subtract({ hours: CLOSED_HOURS }))
    .orderBy('rounds.id', 'desc')
    .execute();
  const rooms = await io.core.db
    .selectFrom('mock_sessions')
    .innerJoin('communities', 'communities.id', 'mock_sessions.community_id')
    .select(['mock_sessions.room_id as thread_id', 'communities.external_id'])
    .where('communities.platform', '=', 'discord')
    .where('mock_sessions.ended_at', 'is', null)
    .where('mock_sessions.room_id', 'is not', null)
    .execute();
  let count = 0;
  // A mock's clock runs, so its room comes first.
  for (const { thread_id: threadId, external_id: guildId } of [...rooms, ...rounds]) {
    if (threadId === null || !isOnShard(shard, guildId)) continue;
    count += await catchUpThread(io, guildId, threadId);
  }
  return count;
}

async function catchUpThread(io: Receiving, guildId: string, threadId: string): Promise<number> {
  let after = io.lastSeen.get(threadId) ?? threadId;
  let count = 0;
  for (let page = 0; page < PAGES; page += 1) {
    const messages = await fetchPage(io, threadId, after);
    for (const message of messages) {
      await receiveMessage(io, { ...message, guild_id: guildId }, 'created');
      if ((message.edited_timestamp ?? null) !== null) {
        await receiveMessage(io, { ...message, guild_id: guildId }, 'edited');
      }
      count += 1;
      after = message.id;
    }
    if (messages.length < PAGE) return count;
  }
  return count;
}

/** Oldest first. Empty when there is nothing, or nothing may be read. */
async function fetchPage(io: Receiving, threadId: string, after: string): Promise<MessagePayload[]> {
  const query = new URLSearchParams({ limit: String(PAGE), after });
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const turn = await waitForTurn(io.core.db, 'discord');
    if (turn.kind === 'later') {
      await sleep(turn.afterMs);
      continue;
    }
    const called = await callDiscord(io.rest, {
      method: RequestMethod.Get,
      path: Routes.channelMessages(threadId),
      query,
    });
    if (called.kind === 'ok') {
      const read = pageSchema.safeParse(called.value);
      return read.success ? read.data.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1)) : [];
    }
    if (called.kind === 'refused') return [];
    await sleep(called.kind === 'retry' ? called.afterMs : 1_000 * 2 ** attempt);
  }
  io.core.log.warn({ threadId }, 'what was written meanwhile could not be fetched');
  return [];
}

/** Discord's rule for which connection hears of a server. */
export function isOnShard(shard: ShardOf, guildId: string): boolean {
  return /^\d+$/.test(guildId) && Number((BigInt(guildId) >> 22n) % BigInt(shard.count)) === shard.id;
}
