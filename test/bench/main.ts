/**
 * `npm run bench`: what the machinery costs, as ratios to the least that could be done in its place, both
 * measured in this run on this machine. Seconds differ from machine to machine; the ratios hardly do, so a
 * ratio that doubles after a change is a reason to look.
 *
 *   answers   one answer by form through `handle()` (inbox, command, revision, streak, outbox: one transaction)
 *             against a transaction that inserts one row; the same pool, eight at a time.
 *   jobs      one job through outbox, relay, queue, worker and its mark, against BullMQ's own add and work on
 *             the same store with the same concurrency. The job's handler reads one row and ends.
 *   rounds    500 due schedules made into rounds with their questions chosen, against 500 single inserts, one
 *             after the other.
 *
 *   mock matching   a community of 1,000 waiting members paired once, against taking the first one who fits.
 *
 * PostgreSQL is the one that comes along, with its usual durability, in a folder that is thrown away; Redis is
 * started when it is installed. Nothing here is asserted: tests make no claims about time.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../src/core/db/database.ts';
import { startEmbedded } from '../../src/core/db/embedded.ts';
import { migrateToLatest } from '../../src/core/db/migrate.ts';
import { redisIsHere, startRedis } from '../support/redis.ts';
import { benchAnswers } from './answers.ts';
import { benchJobs } from './jobs.ts';
import { benchMockMatching } from './mock-matching.ts';
import { printTable, type Comparison } from './report.ts';
import { benchRounds } from './rounds.ts';
import { openRoom } from './room.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'greenroom-bench-'));
// As root the server runs as another user, who must be able to pass through.
await chmod(folder, 0o711);
const server = await startEmbedded({ dataDir: folder, say: () => {} });
const redis = redisIsHere() ? await startRedis() : null;
const db = openDatabase(server.connectionString);
try {
  await migrateToLatest(db);
  const room = await openRoom(db);
  const results: Comparison[] = [
    await benchAnswers(room),
    await benchJobs(room, {
      name: 'PostgreSQL',
      databaseUrl: server.connectionString,
      redisUrl: null,
      jobs: 1_000,
    }),
  ];
  if (redis !== null) {
    results.push(
      await benchJobs(room, {
        name: 'Redis',
        databaseUrl: server.connectionString,
        redisUrl: redis.url,
        jobs: 3_000,
      }),
    );
  }
  results.push(await benchRounds(room));
  results.push(await benchMockMatching());
  printTable(results);
} finally {
  await db.destroy();
  await redis?.stop();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
