import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { openDatabase, type Database } from '../../src/core/db/database.ts';
import { migrateToLatest } from '../../src/core/db/migrate.ts';
import { readBuiltInPacks, storePack } from '../../src/core/questions/load-pack.ts';

/** A database of a test file's own, migrated and with the built-in questions. */
export interface TestDatabase {
  readonly url: string;
  readonly db: Database;
  drop(): Promise<void>;
}

/** Copies the template (made once per test run); `drop` closes every connection to the copy. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const template = await ensureTemplate(server);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, async (client) => {
    // Two files copying at once: PostgreSQL refuses while another session uses the template.
    await client.query('select pg_advisory_lock(711)');
    await client.query(`create database ${name} template ${template}`);
  });
  const url = urlOf(server, name);
  const db = openDatabase(url, 6);
  return {
    url,
    db,
    async drop() {
      await db.destroy();
      await onServer(server, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

async function ensureTemplate(server: string): Promise<string> {
  const name = `greenroom_template_${process.ppid}`;
  await onServer(server, async (client) => {
    await client.query('select pg_advisory_lock(711)');
    const there = await client.query('select from pg_database where datname = $1', [name]);
    if (there.rowCount === 1) return;
    await client.query(`create database ${name}_new`);
    const db = openDatabase(urlOf(server, `${name}_new`), 2);
    await migrateToLatest(db);
    for (const pack of (await readBuiltInPacks()).values()) {
      await storePack(db, pack, Temporal.Instant.from('2026-01-01T00:00:00Z'));
    }
    await db.destroy();
    await client.query(`alter database ${name}_new rename to ${name}`);
  });
  return name;
}

async function onServer<T>(server: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: urlOf(server, 'postgres') });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
