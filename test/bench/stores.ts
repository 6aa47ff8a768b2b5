import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { openDatabase, type Database } from '../../src/core/db/database.ts';
import { startEmbedded } from '../../src/core/db/embedded.ts';
import { migrateToLatest } from '../../src/core/db/migrate.ts';
import { redisIsHere, startRedis } from '../support/redis.ts';

/** What a bench stores in: made for one run and thrown away. */
export interface Stores {
  /** A migrated database that nothing else uses. */
  freshDatabase(): Promise<FreshDatabase>;
  /** Null where Redis is not installed. */
  readonly redisUrl: string | null;
  close(): Promise<void>;
}

export interface FreshDatabase {
  readonly url: string;
  readonly db: Database;
}

/** PostgreSQL that comes along, with its usual durability, in a folder that is thrown away; Redis if installed. */
export async function openStores(): Promise<Stores> {
  const folder = await mkdtemp(path.join(tmpdir(), 'greenroom-bench-'));
  // As root the server runs as another user, who must be able to pass through.
  await chmod(folder, 0o711);
  const server = await startEmbedded({ dataDir: folder, say: () => {} });
  const redis = redisIsHere() ? await startRedis() : null;
  const first = openDatabase(server.connectionString, 1);
  const opened: Database[] = [first];
  return {
    redisUrl: redis?.url ?? null,
    async freshDatabase() {
      const name = `bench_${randomUUID().replaceAll('-', '')}`;
      await sql`create database ${sql.ref(name)}`.execute(first);
      const url = new URL(server.connectionString);
      url.pathname = `/${name}`;
      const db = openDatabase(url.href);
      opened.push(db);
      await migrateToLatest(db);
      return { url: url.href, db };
    },
    async close() {
      for (const db of opened) await db.destroy();
      await redis?.stop();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
