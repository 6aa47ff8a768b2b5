import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { sealedColumns } from '../../src/bots/slack/installs/keep-installation.ts';
import { createSealer } from '../../src/bots/slack/installs/seal.ts';
import type { Database } from '../../src/core/db/database.ts';
import { systemClock } from '../../src/core/time.ts';
import { CONCURRENCY } from '../../src/jobs/worker.ts';
import { startChild, startProgram } from '../support/process.ts';
import { insertPostedRounds, insertSchedules } from './communities.ts';
import { atOnce, perSecond, type Comparison } from './report.ts';
import { burstSeenSchema, type BurstSeen } from './slack/burst-seen.ts';
import type { Stores } from './stores.ts';

const WORKSPACES = 1_000;
const CHANNELS = 10;
/** An answer of Slack's takes about so long in life, in milliseconds. */
const LATENCY_MS = 120;
/** The burst is watched for so long from its first post, in milliseconds, and its first post waited for. */
const WATCHED_MS = 20_000;
const FIRST_POST_WITHIN_MS = 60_000;
/** The bare loop runs for so many posts with Slack's latency, and for so many without. */
const BARE = { inLife: 1_000, atOnce: 4_000 } as const;
const KEY = Buffer.alloc(32, 7);

/**
 * One question due in each of ten channels of 1,000 workspaces, every one with its own sealed token: how many a second
 * one `jobs` process posts, by the queue, the ledger, the pacers and the Web API client, to a server in a process of its
 * own that keeps Slack's one message a second for each channel; beside a loop that only fetches, as wide. First with
 * answers that take as long as Slack's, then with answers at once, where nothing but the machine limits either.
 */
export async function benchSlackBurst(stores: Stores): Promise<readonly Comparison[]> {
  const slack = startChild(process.execPath, [path.join(import.meta.dirname, 'slack/burst-server.ts')], {});
  try {
    const [, origin = ''] = await slack.says(/listens; (\S+)/);
    return [
      await burst(stores, origin, { latencyMs: LATENCY_MS, bare: BARE.inLife }),
      await burst(stores, origin, { latencyMs: 0, bare: BARE.atOnce }),
    ];
  } finally {
    await slack.kill();
  }
}

async function burst(
  stores: Stores,
  origin: string,
  { latencyMs, bare: count }: { readonly latencyMs: number; readonly bare: number },
): Promise<Comparison> {
  const seen = async (): Promise<BurstSeen> => burstSeenSchema.parse(await (await fetch(origin)).json());
  const begin = (): Promise<Response> => fetch(`${origin}/?latencyMs=${latencyMs}`, { method: 'DELETE' });
  const { url, db } = await stores.freshDatabase();
  await insertBurst(db);
  await begin();
  const bare = await perSecond(count, () => atOnce(CONCURRENCY.send, count, (index) => post(origin, index)));
  await begin();
  const jobs = startProgram('jobs', {
    DATABASE_URL: url,
    ...(stores.redisUrl === null ? {} : { REDIS_URL: stores.redisUrl }),
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: 'secret',
    SLACK_STATE_SECRET: 'a-long-random-text',
    SLACK_SIGNING_SECRET: 'secret',
    GREENROOM_KEY: KEY.toString('base64'),
    SLACK_API_URL: `${origin}/api/`,
  });
  try {
    const { posts, first, last, commits } = await watch(seen, db);
    const seconds = (last.lastAtMs - first.firstAtMs) / 1_000;
    return {
      what: `posts to ${WORKSPACES * CHANNELS} Slack channels of ${WORKSPACES} workspaces, answered ${latencyMs === 0 ? 'at once' : `after ${latencyMs} ms`}`,
      unit: 'per second',
      ours: (posts - 1) / seconds,
      bare,
      baseline: `fetch alone, ${CONCURRENCY.send} at once`,
      notes: [
        `${posts} posts in ${seconds.toFixed(0)} s; sent twice: ${last.twice}; refused by the limit of a channel: ${last.limited}; commits of the database for each: ${(commits / posts).toFixed(1)}`,
      ],
    };
  } finally {
    await jobs.kill();
  }
}

/** One post as the client of the Web API would send it, to a channel of its own. */
async function post(origin: string, index: number): Promise<void> {
  const response = await fetch(`${origin}/api/chat.postMessage`, {
    method: 'POST',
    headers: { authorization: 'Bearer xoxb-bare' },
    body: new URLSearchParams({
      channel: `BARE${index}`,
      text: 'A question of about as many characters as one has. '.repeat(6),
      blocks: JSON.stringify([{ type: 'section', text: { type: 'plain_text', text: 'x'.repeat(600) } }]),
      metadata: `bare-${index}`,
    }),
  });
  await response.json();
}

/** Due rounds in every channel, each with its job in the outbox, and a sealed token for every workspace. */
async function insertBurst(db: Database): Promise<void> {
  const now = systemClock.now();
  const places = Array.from({ length: WORKSPACES }, (_, workspace) => ({
    id: `T0BURST${workspace}`,
    channelIds: Array.from({ length: CHANNELS }, (_unused, index) => `C0BURST${workspace}X${index}`),
  }));
  await insertSchedules(db, 'slack', places, now);
  await insertPostedRounds(db);
  const sealer = createSealer([KEY]);
  const communities = await db.selectFrom('communities').select(['id', 'external_id']).execute();
  await db
    .insertInto('installations')
    .values(
      communities.map(({ id, external_id: teamId }) => ({
        community_id: id,
        ...sealedColumns(sealer, teamId, {
          token: `xoxb-${teamId}`,
          botUserId: 'U0BOT',
          refreshToken: null,
          expiresAt: null,
        }),
        bot_user_id: 'U0BOT',
        installed_at: now,
      })),
    )
    .execute();
  await sql`
    with due as (
      update rounds set state = 'due', posted_at = null, closes_at = null, message_id = null, thread_id = null
      returning id)
    insert into outbox (name, payload, run_at, created_at)
    select 'round.post', jsonb_build_object('roundId', id::text), now(), now() from due`.execute(db);
  await sql`analyze`.execute(db);
}

/** From the first post until every channel has its question, or for as long as it is watched. */
async function watch(
  seen: () => Promise<BurstSeen>,
  db: Database,
): Promise<{ posts: number; first: BurstSeen; last: BurstSeen; commits: number }> {
  let first = await seen();
  for (const over = performance.now() + FIRST_POST_WITHIN_MS; first.posts === 0; first = await seen()) {
    if (performance.now() > over) throw new Error('the burst never came');
    await sleep(100);
  }
  const before = await commitsOf(db);
  let last = first;
  for (const over = performance.now() + WATCHED_MS; performance.now() < over;) {
    await sleep(500);
    last = await seen();
    if (last.posts >= WORKSPACES * CHANNELS) break;
  }
  return { posts: last.posts, first, last, commits: (await commitsOf(db)) - before };
}

/** Transactions that the database has ended so far. */
async function commitsOf(db: Database): Promise<number> {
  const read = await sql<{ count: string }>`
    select xact_commit as count from pg_stat_database where datname = current_database()`.execute(db);
  return Number(read.rows[0]?.count ?? 0);
}
