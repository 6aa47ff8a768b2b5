import { setTimeout as sleep } from 'node:timers/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { createWebPort } from './bots/web/outbound.ts';
import { startWebServer } from './bots/web/server.ts';
import type { Settings } from './core/config.ts';
import type { Core } from './core/core.ts';
import { openDatabase, type Database } from './core/db/database.ts';
import { startEmbedded } from './core/db/embedded.ts';
import { migrateToLatest, schemaState } from './core/db/migrate.ts';
import { never, Refusal } from './core/errors.ts';
import { createOfflineCoach } from './core/feedback/coach.ts';
import type { FeedbackModel } from './core/feedback/contract.ts';
import { loadTpmRubric } from './core/feedback/rubric/load-rubric.ts';
import { handle } from './core/handle.ts';
import type { JobContext } from './core/jobs/job.ts';
import type { Log } from './core/log.ts';
import { readBuiltInPacks, storePack } from './core/questions/load-pack.ts';
import type { Clock } from './core/time.ts';
import { openQueue, type JobQueue } from './jobs/queue.ts';
import { startRelay } from './jobs/relay.ts';
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
  readonly core: Core;
  readonly databaseUrl: string;
  /** Takes nothing new, lets what is under way end, stops everything. Safe to call twice. */
  close(): Promise<void>;
}

/** How long the queue's store may take to answer at start, in milliseconds. */
const QUEUE_PATIENCE_MS = 10_000;

/**
 * Puts a process together. Throws a Refusal, with everything it had started stopped again, when it cannot
 * run; its message says what to do.
 */
export async function startApp(options: AppOptions): Promise<App> {
  const stops: (() => Promise<void>)[] = [];
  let stopping: Promise<void> | null = null;
  const close = (): Promise<void> => {
    stopping ??= (async () => {
      for (const stop of stops.toReversed()) await stop();
    })();
    return stopping;
  };
  try {
    return { ...(await compose(options, stops)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function compose(options: AppOptions, stops: (() => Promise<void>)[]): Promise<Omit<App, 'close'>> {
  const { settings, clock, log, role } = options;
  const databaseUrl = await findDatabase(options, stops);
  const db = openDatabase(databaseUrl);
  stops.push(() => db.destroy());
  await checkDatabase(db, databaseUrl, role, log);

  const packs = await readBuiltInPacks();
  for (const pack of packs.values()) await storePack(db, pack, clock.now());
  const web = createWebPort(db, clock);
  const core: Core = {
    db,
    clock,
    log,
    packs,
    rubric: loadTpmRubric(),
    can: new Map([[web.platform, web.can]]),
  };
  const queue = openQueue({
    redisUrl: settings.REDIS_URL ?? null,
    databaseUrl,
    onError: (err) => log.warn({ err }, 'the queue lost its connection'),
  });
  stops.push(() => queue.close());
  await checkQueue(queue, settings);

  if (role !== 'bots') {
    const coach = createOfflineCoach();
    const ctx: JobContext = {
      ...core,
      ports: new Map([[web.platform, web]]),
      model: options.model ?? coach,
      fallbackModel: coach,
    };
    startWorkers(ctx, queue);
    const relay = startRelay(core, queue, databaseUrl);
    stops.push(() => relay.close());
    const tick = startTick(core, queue);
    stops.push(() => tick.close());
  }
  if (role === 'jobs') return { url: null, core, databaseUrl };
  const server = await startWebServer({
    host: settings.HOST,
    port: settings.PORT,
    unprotected: settings.GREENROOM_WEB_UNPROTECTED,
    databaseUrl,
    db,
    clock,
    log,
    handle: (event, alongside) => handle(core, event, alongside),
    ready: () => readiness(db, queue),
  });
  stops.push(() => server.close());
  return { url: server.url, core, databaseUrl };
}

async function findDatabase(options: AppOptions, stops: (() => Promise<void>)[]): Promise<string> {
  const { settings, role } = options;
  if (settings.DATABASE_URL !== undefined) return settings.DATABASE_URL;
  if (role !== 'all') {
    throw new Refusal(
      `DATABASE_URL is not set. Separate processes share one PostgreSQL, so set it for "npm run ${role}", or use "npm start", which brings its own.`,
    );
  }
  const server = await startEmbedded({ dataDir: path.resolve(settings.GREENROOM_DATA), say: options.say });
  stops.push(() => server.stop());
  return server.connectionString;
}

/** Reaches the database and makes sure its tables are the ones this code knows. */
async function checkDatabase(db: Database, databaseUrl: string, role: Role, log: Log): Promise<void> {
  await reach(db, databaseUrl);
  const state = await schemaState(db);
  switch (state.kind) {
    case 'current':
      return;
    case 'ahead':
      log.warn({ migrations: state.unknown.join(' ') }, 'the database is newer than this code; going on with it');
      return;
    case 'behind':
      if (role === 'all') {
        await migrateToLatest(db);
        return;
      }
      throw new Refusal(`The database is not up to date (${state.missing.join(', ')} missing). Run "npm run migrate" first.`);
    default:
      never(state);
  }
}

/** Asks the database one thing; a Refusal names the address, never the password, when it does not answer. */
export async function reach(db: Database, databaseUrl: string): Promise<void> {
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
    throw new Refusal(
      `The database at ${new URL(databaseUrl).host} cannot be used (${reason}). Check DATABASE_URL, or leave it out to use the database that comes with Greenroom.`,
      { cause: error },
    );
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

async function pingFor(queue: JobQueue, patienceMs: number): Promise<Error | null> {
  const tries = patienceMs / 250;
  for (let left = tries; ; left -= 1) {
    try {
      await Promise.race([queue.ping(), sleep(2_000).then(() => Promise.reject(new Error('no answer')))]);
      return null;
    } catch (error) {
      if (left <= 0) return error instanceof Error ? error : new Error('no answer');
      await sleep(250);
    }
  }
}

async function readiness(
  db: Database,
  queue: JobQueue,
): Promise<{ readonly ready: boolean; readonly parts: Readonly<Record<string, string>> }> {
  const [database, jobs] = await Promise.allSettled([sql`select 1`.execute(db), queue.ping()]);
  return {
    ready: database.status === 'fulfilled' && jobs.status === 'fulfilled',
    parts: {
      database: database.status === 'fulfilled' ? 'ok' : 'no answer',
      queue: jobs.status === 'fulfilled' ? `ok (${queue.backend})` : 'no answer',
    },
  };
}
