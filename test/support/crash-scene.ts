import { Redis } from 'ioredis';
import { inject } from 'vitest';
import { openDatabase, type Database } from '../../src/core/db/database.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { onDatabase, urlOf } from './server.ts';
import { startProgram, uniqueName, until, type Program } from './process.ts';

/** Where real processes run and die: a database of its own, perhaps a Redis of its own. */
export interface Scene {
  readonly db: Database;
  readonly settings: Readonly<Record<string, string>>;
  /** Starts one of the parts, everything in one process by default; `failpoint` is where it is to die. */
  start(failpoint?: string, role?: string): Program;
  /** Throws every job away. */
  wipeQueue(): Promise<void>;
  /** Waits until no job is left to do. */
  settled(): Promise<void>;
  close(): Promise<void>;
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

function openScene(database: Pick<TestDatabase, 'url' | 'drop'>, redisUrl: string | null): Scene {
  const db = openDatabase(database.url, 2);
  const settings = {
    DATABASE_URL: database.url,
    ...(redisUrl === null ? {} : { REDIS_URL: redisUrl }),
  };
  const programs: Program[] = [];
  return {
    db,
    settings,
    start(failpoint, role = 'all') {
      const program = startProgram(role, { ...settings, GREENROOM_FAILPOINT: failpoint });
      programs.push(program);
      return program;
    },
    wipeQueue: () => (redisUrl === null ? dropSchema(database.url) : flush(redisUrl)),
    settled: () => settled(db, () => programs.map((program) => program.output()).join('\n')),
    async close() {
      await Promise.all(programs.map((program) => program.kill()));
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
