import { execFile, spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { accountForNewData, accountOfData } from '../../src/core/db/embedded-account.ts';
import { checkRuns, findBinaries } from '../../src/core/db/embedded-binaries.ts';
import { freePort, startServer } from '../../src/core/db/embedded-control.ts';
import { placeAt } from '../../src/core/db/embedded-place.ts';
import { parsePostmaster } from '../../src/core/db/embedded-postmaster.ts';
import { EmbeddedRefusal } from '../../src/core/db/embedded-refusal.ts';
import { ask, makeScene, serverPid, type Scene } from '../support/embedded-scene.ts';

// Making a database is what takes long here, so tests share one where it does not matter.
let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await scene.rest();
});
afterAll(async () => {
  await scene.clear();
});

/** What a start was refused with; anything but a refusal fails the test. */
async function refusal(starting: Promise<unknown>): Promise<string> {
  const error = await starting.then(
    () => new Error('it was not refused'),
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(EmbeddedRefusal);
  return error instanceof EmbeddedRefusal ? error.message : '';
}

describe('a start', () => {
  test('makes a UTF-8 database whatever LANG says, keeps it over a stop, in a path with spaces', async () => {
    vi.stubEnv('LANG', 'C');
    vi.stubEnv('LC_ALL', 'C');
    const first = await scene.start("a person's data");
    expect(first.adopted).toBe(false);
    expect(new URL(first.connectionString)).toMatchObject({
      hostname: '127.0.0.1',
      username: 'greenroom',
      pathname: '/greenroom',
      port: String(first.port),
    });
    const [facts] = await ask(
      first.connectionString,
      `select pg_encoding_to_char(encoding) as encoding, datlocprovider as provider,
              datlocale as locale, lower('ÄÖΣ') as lower, current_setting('fsync') as fsync,
              current_setting('max_connections') as connections,
              current_setting('listen_addresses') as addresses,
              current_setting('unix_socket_directories') as sockets,
              current_setting('TimeZone') as zone
         from pg_database where datname = current_database()`,
    );
    expect(facts).toEqual({
      encoding: 'UTF8',
      provider: 'b',
      locale: 'C.UTF-8',
      lower: 'äöσ',
      fsync: 'on',
      connections: '300',
      addresses: '127.0.0.1',
      sockets: '',
      zone: 'UTC',
    });
    await ask(first.connectionString, `create table kept as select '🎭 für später' as words`);
    await first.stop();
    await first.stop();

    const second = await scene.start("a person's data");
    expect(second.adopted).toBe(false);
    expect(await ask(second.connectionString, 'select words from kept')).toEqual([
      { words: '🎭 für später' },
    ]);
    expect(scene.said.filter((line) => line.startsWith('Making'))).toHaveLength(1);
  });

  test('needs the password, which only its owner can read', async () => {
    const server = await scene.start('data');
    const file = await stat(join(server.dataDir, 'postgres/password'));
    expect(file.mode & 0o777).toBe(0o600);
    const url = new URL(server.connectionString);
    expect(url.password).toHaveLength(32);
    url.password = 'guess';
    await expect(ask(url.href, 'select 1')).rejects.toThrow('password authentication failed');
  });

  test('takes another port when the one it chose is taken in the meantime', async () => {
    const other = createServer();
    const taken = await freePort();
    await new Promise<void>((resolve) => {
      other.listen(taken, '127.0.0.1', resolve);
    });
    const ports = [taken, await freePort()];
    const expected = ports[1];
    const server = await scene
      .start('data', { pickPort: async () => ports.shift() ?? taken })
      .finally(() => other.close());
    expect(server.port).toBe(expected);
    expect(await ask(server.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('passes over a process that got the number of a server that is gone', async () => {
    const first = await scene.start('data');
    await ask(first.connectionString, 'create table kept_1 ()');
    const file = join(first.dataDir, 'postgres/cluster/postmaster.pid');
    const text = await readFile(file, 'utf8');
    await first.stop();
    const account = await accountForNewData();
    const sleeper = spawn('sleep', ['60'], account ?? {});
    await writeFile(file, text.replace(/^\d+/, String(sleeper.pid)));
    const second = await scene.start('data').finally(() => sleeper.kill());
    expect(second.adopted).toBe(false);
    expect(await ask(second.connectionString, 'select count(*)::int from kept_1')).toEqual([{ count: 0 }]);
  });

  test('on a copy of the data of a running server starts a server of its own', async () => {
    const first = await scene.start('data');
    await ask(first.connectionString, 'create table kept_2 ()');
    await ask(first.connectionString, 'checkpoint');
    const copy = join(scene.directory, 'copy');
    // Unlike node:fs, this keeps the owner.
    await promisify(execFile)('cp', ['-a', first.dataDir, copy]);
    const second = await scene.start('copy');
    expect(second.adopted).toBe(false);
    expect(second.port).not.toBe(first.port);
    expect(await ask(second.connectionString, 'select from kept_2')).toEqual([]);
    expect(await ask(first.connectionString, 'select from kept_2')).toEqual([]);
  });
});

describe('a start is refused with a sentence', () => {
  test('while another Greenroom runs on the data, which goes on undisturbed', async () => {
    const first = await scene.start('data');
    expect(await refusal(scene.start('data', { patience: 600 }))).toBe(
      `Another Greenroom is already running on the data in ${first.dataDir}: stop that one first, or set GREENROOM_DATA to another directory.`,
    );
    expect(await ask(first.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('but not when the other one ends within the patience', async () => {
    const first = await scene.start('data');
    const second = scene.start('data', { patience: 10_000 });
    await setTimeout(700);
    await first.stop();
    expect(await ask((await second).connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(scene.said.join()).toContain('The data is in use; waiting');
  });

  test('on data of another major version, and on data with files missing, which it leaves alone', async () => {
    const server = await scene.start('damaged');
    await server.stop();
    const cluster = join(server.dataDir, 'postgres/cluster');
    await writeFile(join(cluster, 'PG_VERSION'), '17\n');
    expect(await refusal(scene.start('damaged'))).toMatch(
      /belongs to PostgreSQL 17 and this Greenroom brings PostgreSQL 18: .* move that directory away/,
    );
    await writeFile(join(cluster, 'PG_VERSION'), '18\n');
    const control = join(cluster, 'global/pg_control');
    await writeFile(control, 'not this');
    expect(await refusal(scene.start('damaged'))).toMatch(/did not start \(.*\): see .*server\.log/);
    await rm(control);
    expect(await refusal(scene.start('damaged'))).toMatch(/is incomplete, .* move that directory away/);
    expect(await readFile(join(cluster, 'PG_VERSION'), 'utf8')).toBe('18\n');
  });

  test('on systems without the server', async () => {
    expect(await refusal(findBinaries('win32', 'x64'))).toContain('not for win32 on x64: set DATABASE_URL');
    expect(await refusal(findBinaries('linux', 'riscv64'))).toContain('set DATABASE_URL');
    // What Alpine does: the program is there, its loader is not.
    const program = join(scene.directory, 'postgres');
    await writeFile(program, '#!/lib/ld-not-here.so\n', { mode: 0o755 });
    expect(await refusal(checkRuns(program, 'x'))).toMatch(/glibc.*set DATABASE_URL/);
    const other = process.platform === 'darwin' ? 'linux' : 'darwin';
    expect(await refusal(findBinaries(other, 'arm64'))).toContain('run "npm ci" without leaving out');
  });

  test('on paths that a shell would read as code, and where no directory can be', async () => {
    expect(await refusal(scene.start('a$(b)'))).toContain('set GREENROOM_DATA to another directory');
    await writeFile(join(scene.directory, 'file'), '');
    expect(await refusal(scene.start('file/data'))).toContain('cannot be made');
  });
});

describe('a running server', () => {
  test('whose lock connection is cut leaves the process alive and is locked again', async () => {
    const server = await scene.start('data');
    await ask(
      server.connectionString,
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'greenroom lock'`,
    );
    await expect.poll(() => scene.said.join(), { timeout: 5_000 }).toContain('is back');
    expect(await refusal(scene.start('data', { patience: 500 }))).toContain('already running');
  });

  test('that was killed leaves the process alive, can be stopped, and starts again with its data', async () => {
    const first = await scene.start('data');
    await ask(first.connectionString, 'create table kept_3 ()');
    process.kill((await serverPid(first.dataDir)) ?? 0, 'SIGKILL');
    await expect.poll(() => scene.said.join(), { timeout: 5_000 }).toContain('was cut');
    await first.stop();
    const second = await scene.start('data', { patience: 10_000 });
    expect(second.adopted).toBe(false);
    expect(await ask(second.connectionString, 'select from kept_3')).toEqual([]);
  });

  test('that is being stopped is not mistaken for the next one, which starts at once', async () => {
    const first = await scene.start('data');
    const place = placeAt(first.dataDir, await accountOfData(join(first.dataDir, 'postgres')));
    const binaries = await findBinaries(process.platform, process.arch);
    const port = await freePort();
    const stopped = first.stop();
    await expect.poll(() => serverPid(first.dataDir), { interval: 2, timeout: 30_000 }).toBeUndefined();
    expect(await startServer(place, binaries, port, {})).toEqual({ kind: 'running' });
    await stopped;
    const second = await scene.start('data');
    expect(second).toMatchObject({ port, adopted: true });
  });

  test('never writes members’ words into its log', async () => {
    const { connectionString, dataDir, stop } = await scene.start('data');
    await ask(connectionString, 'create table answers (body text primary key, size int)');
    await ask(connectionString, 'insert into answers values ($1)', ['secret words']);
    const failing: readonly (readonly [string, readonly string[]])[] = [
      ['insert into answers values ($1)', ['secret words']],
      [`insert into answers values ('secret words')`, []],
      ['select $1::text::int', ['secret words']],
      [`select 'secret words'::json`, []],
      ['select secret words from', []],
      [`do $$ begin raise warning 'secret words'; raise exception 'secret words'; end $$`, []],
    ];
    for (const [statement, values] of failing) {
      await expect(ask(connectionString, statement, values)).rejects.toThrow();
    }
    await stop();
    const log = await readFile(join(dataDir, 'postgres/server.log'), 'utf8');
    expect(log).toContain('ready to accept connections');
    expect(log).not.toContain('secret');
  });
});

test('what a crash in the middle of making a database left is not used, and is removed', async () => {
  const left = join(scene.directory, 'crashed/postgres.new-crash');
  await mkdir(join(left, 'cluster/base'), { recursive: true });
  await writeFile(join(left, 'cluster/PG_VERSION'), '18\n');
  const server = await scene.start('crashed');
  expect(await ask(server.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(await readdir(server.dataDir)).toEqual(['postgres']);
});

test('postmaster.pid is read as far as it has been written', () => {
  expect(parsePostmaster('')).toBeUndefined();
  expect(parsePostmaster('-3\n')).toBeUndefined();
  expect(parsePostmaster('12\n/data\n')).toEqual({ pid: 12, port: undefined, ready: false });
  const lines = ['12', '/data', '1790000000', '5433', '', '127.0.0.1', '  4567  9', 'ready   ', ''];
  expect(parsePostmaster(lines.join('\n'))).toEqual({ pid: 12, port: 5433, ready: true });
  const stopping = lines.with(7, 'stopping');
  expect(parsePostmaster(stopping.join('\n'))).toEqual({ pid: 12, port: 5433, ready: false });
});
