import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';

const REDIS_SERVER = (process.env['PATH'] ?? '')
  .split(':')
  .map((folder) => path.join(folder, 'redis-server'))
  .find((file) => existsSync(file));

/** Whether Redis is installed. Where it is not, its suites are skipped with one line; in CI that fails. */
export function redisIsHere(): boolean {
  if (REDIS_SERVER !== undefined) return true;
  if (process.env['CI'] !== undefined)
    throw new Error('redis-server is missing: CI must run the Redis suites');
  process.stderr.write('Skipped the Redis suites: install redis-server to run them.\n');
  return false;
}

export interface TestRedis {
  readonly url: string;
  /** Throws away everything in it, as a lost disk would. */
  wipe(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a Redis of its own on a free port, in memory only. */
export async function startRedis(): Promise<TestRedis> {
  if (REDIS_SERVER === undefined) throw new Error('redis-server is not installed');
  const port = await freePort();
  const folder = await mkdtemp(path.join(tmpdir(), 'greenroom-redis-'));
  const server = spawn(
    REDIS_SERVER,
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
    { stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const client = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: null });
  client.on('error', () => {});
  await client.ping();
  return {
    url: `redis://127.0.0.1:${port}`,
    async wipe() {
      await client.flushall();
    },
    async stop() {
      client.disconnect();
      server.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A port that nobody listens on right now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
