import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from '../../src/core/db/database.ts';
import { systemClock } from '../../src/core/time.ts';
import { startProgram } from '../support/process.ts';
import { insertSchedules } from './communities.ts';
import { startLoopback, type RemoteLoopback } from './discord/start-loopback.ts';
import { spreadOf, type Comparison } from './report.ts';
import type { Stores } from './stores.ts';

const GUILDS = 20;
const CHANNELS = 50;
/** An answer of Discord takes about so long in life, in milliseconds. */
const LATENCY_MS = 120;
/** People who answer in the new threads while questions are still going out, and how many of them a second. */
const WRITERS = 30;
const WRITERS_PER_SECOND = 1;
const WITHIN_MS = 15_000;
/** Discord's limit. */
const REQUESTS_PER_SECOND = 50;
const PATIENCE_MS = 150_000;

/**
 * 1,000 channels due at once, two `jobs` processes, a Discord with its limits whose answers take 120 ms; a `bots`
 * process takes answers that people write into the new threads meanwhile. From the moment the rounds are made to
 * the last post, beside the least that so many requests take at 50 a second.
 */
export async function benchDiscordPosts(stores: Stores): Promise<Comparison> {
  const discord = await startLoopback(LATENCY_MS);
  const { url, db } = await stores.freshDatabase();
  const settings = {
    DATABASE_URL: url,
    ...(stores.redisUrl === null ? {} : { REDIS_URL: stores.redisUrl }),
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
  };
  const programs = [startProgram('bots', settings)];
  try {
    const { places, userIds } = await discord.build({ guilds: GUILDS, channels: CHANNELS, people: WRITERS });
    await discord.connected();
    await insertSchedules(db, 'discord', places, systemClock.now());
    await insertWriters(db, userIds);
    programs.push(startProgram('jobs', settings), startProgram('jobs', settings));
    const writing = discord.write({ userIds, perSecond: WRITERS_PER_SECOND, withinMs: WITHIN_MS });
    const fromMs = await madeAt(db);
    const seen = await allPosted(discord, fromMs);
    const { ready, missing } = await writing;
    const floor = seen.requestsToLastPost / REQUESTS_PER_SECOND;
    return {
      what: `${GUILDS * CHANNELS} Discord channels due at once, last post after`,
      unit: 's',
      ours: (seen.lastPostAtMs - fromMs) / 1_000,
      bare: floor,
      baseline: `${seen.requestsToLastPost} requests at ${REQUESTS_PER_SECOND} a second`,
      notes: [
        `${seen.posts} posts, ${seen.threads} threads; channels without exactly one post: ${seen.notOnce}`,
        `most requests in a sliding second: ${seen.mostInASecond}; 429 by the global limit: ${seen.limitedGlobally}, by a bucket: ${seen.limitedByBucket}`,
        `${spreadOf('meanwhile, from an answer in a thread to its "ready"', ready)}; without it after ${WITHIN_MS / 1_000} s: ${missing} of ${WRITERS}`,
      ],
    };
  } finally {
    await Promise.all(programs.map((program) => program.kill()));
    discord.close();
  }
}

/** People whose thread messages are always answers, in every community. */
async function insertWriters(db: Database, userIds: readonly string[]): Promise<void> {
  await sql`
    insert into members (community_id, external_id, display_name, thread_consent, created_at)
    select communities.id, writer, writer, 'always', now()
    from communities, jsonb_array_elements_text(${JSON.stringify(userIds)}::jsonb) as writer`.execute(db);
}

/** When the first round was made, in epoch milliseconds. */
async function madeAt(db: Database): Promise<number> {
  for (;;) {
    const row = await db
      .selectFrom('outbox')
      .select('created_at')
      .where('name', '=', 'round.post')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (row !== undefined) return row.created_at.epochMilliseconds;
    await sleep(20);
  }
}

/** Waits until every channel has its question and its thread. */
async function allPosted(discord: RemoteLoopback, fromMs: number): ReturnType<RemoteLoopback['stats']> {
  const over = performance.now() + PATIENCE_MS;
  for (;;) {
    const seen = await discord.stats(fromMs);
    const all = GUILDS * CHANNELS;
    if (seen.posts >= all && seen.threads >= all) return seen;
    if (performance.now() > over) throw new Error(`not all were posted: ${JSON.stringify(seen)}`);
    await sleep(1_000);
  }
}
