import { Redis } from 'ioredis';
import { expect, inject } from 'vitest';
import { startApp, type App } from '../../src/app.ts';
import { readSettings } from '../../src/core/config.ts';
import { openDatabase, type Database } from '../../src/core/db/database.ts';
import { createLog } from '../../src/core/log.ts';
import { systemClock } from '../../src/core/time.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { onDatabase, urlOf } from './server.ts';
import { startProgram, uniqueName, until, type Program } from './process.ts';

/** Where real processes run and die: a database of its own, perhaps a Redis of its own. */
export interface Scene {
  readonly db: Database;
  readonly settings: Readonly<Record<string, string>>;
  /** Starts one of the parts, everything in one process by default; `failpoint` is where it is to die. */
  start(failpoint?: string, role?: string): Program;
  /** The start after a crash; see {@link Restarted}. */
  restart(where: 'process' | 'here'): Promise<Restarted>;
  /** Throws every job away. */
  wipeQueue(): Promise<void>;
  /** Waits until no job is left to do. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Everything in one process, started anew where another one died: as a process of its own, or as the same parts
 * (src/app.ts) in this one, which costs a tenth. What died is a process of its own in any case.
 */
export interface Restarted {
  readonly url: string;
  /** Everything it said and logged so far. */
  output(): string;
  /** Stops it as SIGTERM does; fails when it does not end cleanly and in time. */
  stop(): Promise<void>;
}

/** Of the scenarios of a suite, whose number this is, one in so many is started anew as a process of its own. */
const PROCESS_EVERY = 9;

/** Where scenario `index` of a suite is started anew. */
export function restartPlace(index: number): 'process' | 'here' {
  return index % PROCESS_EVERY === 0 ? 'process' : 'here';
}

/** A database that others are copied from. */
export interface Model {
  readonly url: string;
  drop(): Promise<void>;
}

/** A migrated database in which the first question is posted, made by a real run that was stopped again. */
export async function makePostedModel(): Promise<Model> {
  const made = await createTestDatabase();
  await made.db.destroy();
  const scene = openScene(made, null);
  const program = scene.start();
  await program.url();
  await scene.settled();
  program.signal('SIGTERM');
  await program.ended;
  await scene.db.destroy();
  return made;
}

/** A database with nothing in it, for what migrates. */
export function emptyModel(): Model {
  return { url: urlOf(inject('postgresUrl'), 'template0'), drop: () => Promise.resolve() };
}

/** A scene on a copy of `model`, or on a fresh database without one. */
export async function makeScene(
  options: { readonly model?: Model; readonly redisUrl?: string | null } = {},
): Promise<Scene> {
  const { model, redisUrl = null } = options;
  if (model !== undefined) return openScene(await copy(model), redisUrl);
  const database = await createTestDatabase();
  await database.db.destroy();
  return openScene(database, redisUrl);
}

/** The newest start inside this process. */
let lastStart: Promise<unknown> = Promise.resolve();

function openScene(database: Pick<TestDatabase, 'url' | 'drop'>, redisUrl: string | null): Scene {
  const db = openDatabase(database.url, 2);
  const settings = {
    DATABASE_URL: database.url,
    ...(redisUrl === null ? {} : { REDIS_URL: redisUrl }),
  };
  const programs: Program[] = [];
  const apps: App[] = [];
  const said: string[] = [];
  const restartHere = async (): Promise<Restarted> => {
    const read = readSettings({ ...settings, PORT: '0' });
    if (!read.ok) throw new Error(read.problems.join('\n'));
    const say = (line: string): void => void said.push(line);
    const write = (line: string): boolean => said.push(line) > 0;
    const log = createLog(read.settings.LOG_LEVEL, { write });
    const start = () => startApp({ role: 'all', settings: read.settings, clock: systemClock, log, say });
    // One after the other: many at once would make each other look as if their queue did not answer.
    const starting = lastStart.then(start, start);
    lastStart = starting.catch(() => {});
    const app = await starting;
    apps.push(app);
    return {
      url: app.url ?? '',
      output: () => said.join('\n'),
      async stop() {
        await app.close();
        expect(said.join('\n')).not.toContain('not everything ended in time');
      },
    };
  };
  return {
    db,
    settings,
    start(failpoint, role = 'all') {
      const program = startProgram(role, { ...settings, GREENROOM_FAILPOINT: failpoint });
      programs.push(program);
      return program;
    },
    async restart(where) {
      if (where === 'here') return restartHere();
      const program = this.start();
      return {
        url: await program.url(),
        output: () => program.output(),
        async stop() {
          program.signal('SIGTERM');
          expect(await program.ended, program.output()).toEqual({ code: 0, signal: null });
        },
      };
    },
    wipeQueue: () => (redisUrl === null ? dropSchema(database.url) : flush(redisUrl)),
    settled: () => settled(db, () => [...programs.map((program) => program.output()), ...said].join('\n')),
    async close() {
      await Promise.all([...programs.map((program) => program.kill()), ...apps.map((app) => app.close())]);
      await db.destroy();
      await database.drop();
      if (redisUrl !== null) await flush(redisUrl);
    },
  };
}

/** Waits until every job is done; fails with the ones that are not. */
async function settled(db: Database, output: () => string): Promise<void> {
  const jobs = () => db.selectFrom('outbox').selectAll().execute();
  const sends = () => db.selectFrom('deliveries').select(['key', 'state', 'attempts']).execute();
  await until(
    async () => {
      const rows = await jobs();
      return rows.length > 0 && rows.every((row) => row.done_at !== null);
    },
    async () => JSON.stringify({ jobs: await jobs(), sends: await sends() }) + output(),
  );
}

/** As if the disk with the queue's tables were lost: nothing of it is left. */
async function dropSchema(url: string): Promise<void> {
  await onDatabase(url, (client) => client.query('drop schema if exists greenroom_queue cascade'));
}

async function flush(url: string): Promise<void> {
  const redis = new Redis(url);
  await redis.flushdb();
  redis.disconnect();
}

async function copy(model: Model): Promise<Pick<TestDatabase, 'url' | 'drop'>> {
  const name = `test_${uniqueName()}`;
  const from = new URL(model.url).pathname.slice(1);
  await onDatabase(inject('postgresUrl'), async (client) => {
    // Two copies at once: PostgreSQL refuses while another session uses the template.
    await client.query('select pg_advisory_lock(712)');
    await client.query(`create database ${name} template ${from} strategy file_copy`);
  });
  return {
    url: urlOf(model.url, name),
    async drop() {
      await onDatabase(inject('postgresUrl'), (client) =>
        client.query(`drop database if exists ${name} with (force)`),
      );
    },
  };
}
