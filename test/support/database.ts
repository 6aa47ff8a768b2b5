import { randomUUID } from 'node:crypto';
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { inject } from 'vitest';
import { openDatabase, type Database } from '../../src/core/db/database.ts';
import { migrateToLatest } from '../../src/core/db/migrate.ts';
import { readBuiltInPacks, storePack } from '../../src/core/questions/load-pack.ts';
import { openQueue } from '../../src/jobs/queue.ts';
import { askAnsweredFirst } from './first-question.ts';
import { onDatabase, urlOf } from './server.ts';
import { makeUntouched, readState, type DatabaseState } from './untouched.ts';

/** A database of a test's own, migrated, with the built-in questions and the queue's empty tables. */
export interface TestDatabase {
  readonly url: string;
  readonly db: Database;
  drop(): Promise<void>;
}

/** Two at once: PostgreSQL refuses a copy while another session uses the template. */
const ONE_COPIES = 'select pg_advisory_lock(711)';

/** Copies that a test gave back, made as new; this process takes them before it makes more. */
const given: string[] = [];
/** How a copy looks before anybody used it. */
let untouched: DatabaseState | null = null;

/**
 * Gives a database as if it had just been copied from the template (made once per test run). `drop` closes every
 * connection to it; what can be made as new again is used by the next test, under another name, so that whoever
 * still holds on to the old one reaches nothing.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const name = given.pop() ?? (await copyTemplate(server));
  const url = urlOf(server, name);
  untouched ??= await onDatabase(url, readState);
  const db = openDatabase(url, 6);
  return {
    url,
    db,
    async drop() {
      await db.destroy();
      const kept = await renew(server, name);
      if (kept !== null) given.push(kept);
    },
  };
}

/** This process's connection for renaming databases, which keeps nobody waiting at the end. */
let admin: Promise<pg.Client> | null = null;

async function connectAdmin(server: string): Promise<pg.Client> {
  const stream = new Socket();
  stream.unref();
  const client = new pg.Client({ connectionString: urlOf(server, 'postgres'), stream: () => stream });
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** How long a session may take to end, in milliseconds, and how often it is looked for. */
const END_PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 2;

/**
 * Ends every session of a database and waits until it is gone. Most are just ending by themselves; PostgreSQL's own
 * waiting looks only every tenth of a second, which was a fifth of the time of a short test.
 */
async function endSessions(client: pg.Client, name: string): Promise<void> {
  const limit = AbortSignal.timeout(END_PATIENCE_MS);
  for (;;) {
    const { rowCount } = await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1',
      [name],
    );
    if (rowCount === 0) return;
    if (limit.aborted) throw new Error(`a session of ${name} does not end`);
    await sleep(LOOK_EVERY_MS);
  }
}

/** The database's new name; null when it could not be made as new and is gone. */
async function renew(server: string, name: string): Promise<string | null> {
  const next = newName();
  admin ??= connectAdmin(server);
  const client = await admin;
  await endSessions(client, name);
  await client.query(`alter database ${name} rename to ${next}`);
  const before = untouched;
  const isNew =
    before !== null && (await onDatabase(urlOf(server, next), (client) => makeUntouched(client, before)));
  if (isNew) return next;
  await onServer(server, (client) => client.query(`drop database if exists ${next} with (force)`));
  return null;
}

async function copyTemplate(server: string): Promise<string> {
  const template = await ensureTemplate(server);
  const name = newName();
  await onServer(server, async (client) => {
    await client.query(ONE_COPIES);
    await client.query(`create database ${name} template ${template} strategy file_copy`);
  });
  return name;
}

async function ensureTemplate(server: string): Promise<string> {
  const name = `greenroom_template_${process.ppid}`;
  await onServer(server, async (client) => {
    await client.query(ONE_COPIES);
    const there = await client.query('select from pg_database where datname = $1', [name]);
    if (there.rowCount === 1) return;
    await client.query(`create database ${name}_new`);
    const url = urlOf(server, `${name}_new`);
    const db = openDatabase(url, 2);
    await migrateToLatest(db);
    for (const pack of (await readBuiltInPacks()).values()) {
      await storePack(db, pack, Temporal.Instant.from('2026-01-01T00:00:00Z'));
    }
    await askAnsweredFirst(db);
    await db.destroy();
    const queue = openQueue({ redisUrl: null, databaseUrl: url, onError: () => {} });
    await queue.ping();
    await queue.close();
    await client.query(`alter database ${name}_new rename to ${name}`);
  });
  return name;
}

/** The number is the test run's, by which its end finds what is left. */
function newName(): string {
  return `test_${process.ppid}_${randomUUID().replaceAll('-', '')}`;
}

function onServer<T>(server: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  return onDatabase(urlOf(server, 'postgres'), run);
}
