import { setTimeout as sleep } from 'node:timers/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { startServer, type Readiness, type Routes } from './bots/server.ts';
import { createWebPort } from './bots/web/outbound.ts';
import { createWebRoom } from './bots/web/server.ts';
import type { Settings } from './core/config.ts';
import type { Core } from './core/core.ts';
import { openDatabase, type Database, type Tx } from './core/db/database.ts';
import { startEmbedded } from './core/db/embedded.ts';
import { reach } from './core/db/reach.ts';
import { migrateToLatest, schemaState } from './core/db/migrate.ts';
import { never, Refusal } from './core/errors.ts';
import { createOfflineCoach } from './core/feedback/coach.ts';
import type { FeedbackModel } from './core/feedback/contract.ts';
import { readerOf } from './core/feedback/model-settings.ts';
import { loadTpmRubric } from './core/feedback/rubric/load-rubric.ts';
import { handle } from './core/handle.ts';
import { failpoint } from './core/jobs/failpoint.ts';
import type { JobContext } from './core/jobs/job.ts';
import type { Log } from './core/log.ts';
import type { InboundEvent } from './core/platform/event.ts';
import type { Reply } from './core/platform/reply.ts';
import { readBuiltInPacks, storePack } from './core/questions/load-pack.ts';
import type { Clock } from './core/time.ts';
import { createModelFromSettings } from './jobs/models/create-model.ts';
import { openQueue, type JobQueue } from './jobs/queue.ts';
import { startRelay } from './jobs/relay.ts';
import { resumeAlone } from './jobs/resume.ts';
import { startTick } from './jobs/tick.ts';
import { startWorkers } from './jobs/worker.ts';

/** What this process does: receive, do the jobs, or both. */
export type Role = 'all' | 'bots' | 'jobs';

export interface AppOptions {
  readonly role: Role;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  /** Lines for the person at the terminal. */
  readonly say: (line: string) => void;
  /** Replaces the feedback model, for tests. */
  readonly model?: FeedbackModel;
}

export interface App {
  /** The web channel's address; null in a process without it. */
  readonly url: string | null;
  /** Where this process answers HTTP (/healthz, and what its platforms receive); null where it only does jobs. */
  readonly address: string | null;
  readonly core: Core;
  readonly databaseUrl: string;
  /** Takes nothing new, lets what is under way end, stops everything. Safe to call twice. */
  close(): Promise<void>;
}

/** How long the queue's store may take to answer at start, in milliseconds. */
const QUEUE_PATIENCE_MS = 10_000;

/** A stop waits so long for what is under way, in milliseconds (DESIGN §6), then ends all the same. */
const DRAIN_LIMIT_MS = 25_000;

/** What was started and has to be stopped again, in the order of starting. */
interface Stops {
  /** Stopped last to first within {@link DRAIN_LIMIT_MS} together. */
  readonly drains: (() => Promise<void>)[];
  /** Stopped after that, and always waited for: the database server we brought along. */
  server: (() => Promise<void>) | null;
}

/**
 * Puts a process together. Throws a Refusal, with everything it had started stopped again, when it cannot
 * run; its message says what to do.
 */
export async function startApp(options: AppOptions): Promise<App> {
  const stops: Stops = { drains: [], server: null };
  let stopping: Promise<void> | null = null;
  const close = (): Promise<void> => {
    stopping ??= stopAll(stops, options.log);
    return stopping;
  };
  try {
    return { ...(await compose(options, stops)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function stopAll(stops: Stops, log: Log): Promise<void> {
  const limit = AbortSignal.timeout(DRAIN_LIMIT_MS);
  const over = new Promise<void>((resolve) => limit.addEventListener('abort', () => resolve()));
  for (const stop of stops.drains.toReversed()) {
    // One part that cannot be stopped must not keep the others running.
    const stopped = stop().catch((err: unknown) => {
      log.error({ err: err instanceof Error ? err : new Error('stop') }, 'a part did not stop cleanly');
    });
    await Promise.race([stopped, over]);
  }
  if (limit.aborted) {
    const seconds = DRAIN_LIMIT_MS / 1000;
    log.warn({ seconds }, 'not everything ended in time; it is taken up at the next start');
  }
  await stops.server?.();
}

async function compose(options: AppOptions, stops: Stops): Promise<Omit<App, 'close'>> {
  const { settings, clock, log, role } = options;
  const databaseUrl = await findDatabase(options, stops);
  const db = openDatabase(databaseUrl);
  stops.drains.push(() => db.destroy());
  await checkDatabase(db, databaseUrl, role, log);

  const packs = await readBuiltInPacks();
  for (const pack of packs.values()) await storePack(db, pack, clock.now());
  // A platform's library is loaded only where it is served: that halves the start of a process without it.
  const discord = settings.GREENROOM_PLATFORMS.includes('discord')
    ? (await import('./bots/discord/discord.ts')).createDiscord(settings, db, clock)
    : null;
  const slack = settings.GREENROOM_PLATFORMS.includes('slack')
    ? (await import('./bots/slack/slack.ts')).createSlack(settings, db, clock, log)
    : null;
  // Also where jobs are done: without the tokens nothing could be sent.
  await slack?.check();
  const ports = new Map(
    [createWebPort(db, clock), discord?.port, slack?.port]
      .filter((port) => port !== undefined)
      .map((port) => [port.platform, port]),
  );
  const core: Core = {
    db,
    clock,
    log,
    packs,
    rubric: loadTpmRubric(),
    readBy: readerOf(settings),
    can: new Map([...ports.values()].map((port) => [port.platform, port.can])),
  };
  const queue = openQueue({
    redisUrl: settings.REDIS_URL ?? null,
    databaseUrl,
    onError: seldom((err) => log.warn({ err }, 'the queue lost its connection; it connects again')),
  });
  stops.drains.push(() => queue.close());
  await checkQueue(queue, settings);

  if (role !== 'bots') {
    const coach = createOfflineCoach();
    const ctx: JobContext = {
      ...core,
      ports,
      model: options.model ?? (await createModelFromSettings(settings, { clock, log })) ?? coach,
      fallbackModel: coach,
    };
    if (stops.server !== null) await resumeAlone(core, queue);
    startWorkers(ctx, queue);
    const relay = startRelay(core, queue, databaseUrl);
    stops.drains.push(() => relay.close());
    const tick = startTick(core, queue);
    stops.drains.push(() => tick.close());
  }
  if (role === 'jobs') return { url: null, address: null, core, databaseUrl };
  const handleAll = async (event: InboundEvent, alongside?: (tx: Tx) => Promise<void>): Promise<Reply> => {
    const reply = await handle(core, event, alongside);
    failpoint(`handle:${event.kind}`);
    return reply;
  };
  if (discord !== null) {
    const bot = await discord.receive({ core, handle: handleAll, say: options.say });
    stops.drains.push(() => bot.close());
    options.say('Greenroom is connected to Discord.');
  }
  let routes: Routes = new Map();
  if (slack !== null) {
    const bot = await slack.receive({ core, handle: handleAll, say: options.say });
    stops.drains.push(() => bot.close());
    ({ routes } = bot);
    options.say('Greenroom is connected to Slack.');
  }
  const room = settings.GREENROOM_PLATFORMS.includes('web')
    ? await createWebRoom({
        host: settings.HOST,
        unprotected: settings.GREENROOM_WEB_UNPROTECTED,
        databaseUrl,
        db,
        clock,
        log,
        handle: handleAll,
        packs,
      })
    : null;
  const server = await startServer({
    host: settings.HOST,
    port: settings.PORT,
    log,
    ready: () => readiness(db, queue),
    routes,
    room,
  });
  stops.drains.push(() => server.close());
  return { url: room === null ? null : server.url, address: server.url, core, databaseUrl };
}

async function findDatabase(options: AppOptions, stops: Stops): Promise<string> {
  const { settings, role } = options;
  if (settings.DATABASE_URL !== undefined) return settings.DATABASE_URL;
  if (role !== 'all') {
    throw new Refusal(
      `DATABASE_URL is not set. Separate processes share one PostgreSQL, so set it for "npm run ${role}", or use "npm start", which brings its own.`,
    );
  }
  const server = await startEmbedded({ dataDir: path.resolve(settings.GREENROOM_DATA), say: options.say });
  stops.server = () => server.stop();
  return server.connectionString;
}

/** Every connection tells of every failed try; once in half a minute is enough to read. */
function seldom(tell: (error: Error) => void): (error: Error) => void {
  let quiet = false;
  return (error) => {
    if (quiet) return;
    quiet = true;
    setTimeout(() => {
      quiet = false;
    }, 30_000).unref();
    tell(error);
  };
}

/** Reaches the database and makes sure its tables are the ones this code knows. */
async function checkDatabase(db: Database, databaseUrl: string, role: Role, log: Log): Promise<void> {
  await reach(db, databaseUrl);
  const state = await schemaState(db);
  switch (state.kind) {
    case 'current':
      return;
    case 'ahead':
      log.warn(
        { migrations: state.unknown.join(' ') },
        'the database is newer than this code; going on with it',
      );
      return;
    case 'behind':
      if (role === 'all') {
        await migrateToLatest(db);
        return;
      }
      throw new Refusal(
        `The database is not up to date (${state.missing.join(', ')} missing). Run "npm run migrate" first.`,
      );
    default:
      never(state);
  }
}

async function checkQueue(queue: JobQueue, settings: Settings): Promise<void> {
  const failed = await pingFor(queue, QUEUE_PATIENCE_MS);
  if (failed === null) return;
  if (settings.REDIS_URL === undefined) throw failed;
  throw new Refusal(
    `Redis at ${new URL(settings.REDIS_URL).host} does not answer. Start it, check REDIS_URL, or leave REDIS_URL out: the queue then uses PostgreSQL.`,
    { cause: failed },
  );
}

/** Null once the store answers; why it did not within `patienceMs`. */
async function pingFor(queue: JobQueue, patienceMs: number): Promise<Error | null> {
  const over = AbortSignal.timeout(patienceMs);
  const silence = new Promise<never>((_, reject) =>
    over.addEventListener('abort', () => reject(new Error('no answer'))),
  );
  for (;;) {
    try {
      await Promise.race([queue.ping(), silence]);
      return null;
    } catch (error) {
      if (over.aborted) return error instanceof Error ? error : new Error('no answer');
      await sleep(250);
    }
  }
}

async function readiness(db: Database, queue: JobQueue): Promise<Readiness> {
  const [database, jobs] = await Promise.allSettled([sql`select 1`.execute(db), queue.ping()]);
  return {
    ready: database.status === 'fulfilled' && jobs.status === 'fulfilled',
    parts: {
      database: database.status === 'fulfilled' ? 'ok' : 'no answer',
      queue: jobs.status === 'fulfilled' ? `ok (${queue.backend})` : 'no answer',
    },
  };
}
