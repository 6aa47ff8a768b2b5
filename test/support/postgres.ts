import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded, type EmbeddedServer } from '../../src/core/db/embedded.ts';
import { onDatabase } from './server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A superuser's URL of a PostgreSQL server for tests: TEST_DATABASE_URL, or a throwaway one. */
    postgresUrl: string;
  }
}

let server: EmbeddedServer | undefined;
let directory: string | undefined;
/** The server that was given, not started. */
let guest: string | undefined;
let endReaper = (): void => {};

/**
 * Starts one throwaway PostgreSQL for the whole test run and provides its URL as `postgresUrl`;
 * with TEST_DATABASE_URL set, that server is used and nothing is started.
 */
export async function setup(project: TestProject): Promise<void> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') {
    guest = given;
    project.provide('postgresUrl', given);
    return;
  }
  directory = await mkdtemp(join(tmpdir(), 'greenroom-test-postgres-'));
  // As root the server runs as another user, who must be able to pass through.
  await chmod(directory, 0o711);
  const said: string[] = [];
  try {
    server = await startEmbedded({
      dataDir: directory,
      say: (line) => said.push(line),
      // A crash may lose all of it: that is what makes it fast.
      settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
    });
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw new Error(`The test database did not start.\n${said.join('\n')}`, { cause: error });
  }
  endReaper = startReaper(server.dataDir, directory);
  project.provide('postgresUrl', server.connectionString);
}

/** Stops the throwaway PostgreSQL and removes its files, also after a failed run; of a given one, this run's databases. */
export async function teardown(): Promise<void> {
  if (guest !== undefined) await onDatabase(guest, dropOurs);
  try {
    await server?.stop();
    for (const path of [server?.dataDir, directory]) {
      if (path !== undefined) await rm(path, { recursive: true, force: true });
    }
  } finally {
    endReaper();
  }
}

/** Databases that the tests of this run made, by the number in their names. */
async function dropOurs(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select datname as name from pg_database where datname = $1 or starts_with(datname, $2)`,
    [`greenroom_template_${process.pid}`, `test_${process.pid}_`],
  );
  for (const { name } of rows) await client.query(`drop database if exists ${name} with (force)`);
}

/**
 * A shell that waits for this process to end, which closes its input, and then does what teardown
 * could not do when the run was killed. Returns what sends it away after a teardown.
 */
function startReaper(dataDir: string, directory: string): () => void {
  const script = [
    'cat > /dev/null',
    'kill -QUIT "$(head -n 1 "$0/postgres/cluster/postmaster.pid")" && sleep 1',
    'rm -rf "$0" "$1"',
  ].join('\n');
  const reaper = spawn('/bin/sh', ['-c', script, dataDir, directory], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  reaper.unref();
  return () => reaper.stdin.end();
}
