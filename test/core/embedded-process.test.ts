import { chmod, cp, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { accountForNewData } from '../../src/core/db/embedded-account.ts';
import { findBinaries } from '../../src/core/db/embedded-binaries.ts';
import { reachableBinaries } from '../../src/core/db/embedded-reach.ts';
import { ask, makeScene, root, serverPid, type Scene } from '../support/embedded-scene.ts';

// As root both ways are tried; an ordinary user is ordinary in any case.
const users = [
  ...(root ? [{ user: 'root', ordinary: false }] : []),
  { user: 'an ordinary user', ordinary: true },
];

/** Whether initdb is halfway in that data directory: it writes this file after its first phase. */
async function isHalfMade(dataDir: string): Promise<boolean> {
  const names = await readdir(dataDir, { recursive: true });
  return names.some((name) => /^postgres\.new-.*base\/1\/PG_VERSION$/.test(name));
}

describe.each(users)('as $user', ({ ordinary }) => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await makeScene(ordinary);
  });
  afterEach(async () => {
    await scene.rest();
  });
  afterAll(async () => {
    await scene.clear();
  });

  test('a killed process leaves a server that the next start takes over with its data', async () => {
    const first = await scene.child('data', { ordinary });
    const [port, , url = ''] = (await first.line('ready')).split(' ');
    await ask(url, 'create table kept ()');
    first.process.kill('SIGKILL');
    await first.ended();

    const second = await scene.child('data', { ordinary, patience: 10_000 });
    const [portNow, how, urlNow = ''] = (await second.line('ready')).split(' ');
    expect([portNow, how]).toEqual([port, 'adopted']);
    expect(await ask(urlNow, 'select from kept')).toEqual([]);

    const third = await scene.child('data', { ordinary, patience: 500 });
    expect(await third.line('refused')).toContain('Another Greenroom is already running');
    expect(await third.ended()).toBe(1);
  });

  test('Ctrl-C leaves the server up until this process has drained, then it is stopped', async () => {
    const child = await scene.child('data', { ordinary });
    await child.line('ready');
    // The terminal sends SIGINT to the whole process group, not to one process.
    process.kill(-(child.process.pid ?? 0), 'SIGINT');
    await child.line('drained');
    await child.line('stopped');
    expect(await child.ended()).toBe(0);
    expect(await serverPid(join(scene.directory, 'data'))).toBeUndefined();
  });

  test.skipIf(!root || process.platform !== 'linux')(
    'root runs the server as the owner of the data (only as root, on Linux)',
    async () => {
      const { dataDir } = await scene.start('data');
      const [home, server] = await Promise.all([
        stat(join(dataDir, 'postgres')),
        stat(`/proc/${await serverPid(dataDir)}`),
      ]);
      expect(server.uid).toBe(home.uid);
      expect(server.uid).not.toBe(0);
    },
  );
});

describe('with a directory of its own', () => {
  let scene: Scene;
  afterEach(async () => {
    await scene.clear();
  });

  test('a process killed while it makes the database does not stand in the way of the next start', async () => {
    scene = await makeScene(true);
    const dataDir = join(scene.directory, 'data');
    const first = await scene.child('data', { ordinary: true });
    await first.line('say');
    await expect.poll(() => isHalfMade(dataDir), { interval: 5, timeout: 30_000 }).toBe(true);
    first.process.kill('SIGKILL');
    await first.ended();
    expect(await readdir(dataDir)).not.toContain('postgres');

    const second = await scene.child('data', { ordinary: true, patience: 10_000 });
    const [, how, url = ''] = (await second.line('ready')).split(' ');
    expect(how).toBe('new');
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('Ctrl-C while the database is made and started spares that as well', async () => {
    scene = await makeScene();
    const child = await scene.child('data');
    await child.line('say');
    const dataDir = join(scene.directory, 'data');
    await expect.poll(() => isHalfMade(dataDir), { interval: 5, timeout: 30_000 }).toBe(true);
    process.kill(-(child.process.pid ?? 0), 'SIGINT');
    await child.line('ready');
    await child.line('stopped');
    expect(await child.ended()).toBe(0);
  });

  test('of two first starts at the same moment one runs and the other is refused', async () => {
    scene = await makeScene();
    const children = [await scene.child('data'), await scene.child('data')];
    const outcomes = children.map(
      async (child) =>
        await Promise.race([
          child.line('ready').then(() => 'ready'),
          child.line('refused').then((line) => line.slice(0, 36)),
        ]).catch(String),
    );
    expect((await Promise.all(outcomes)).sort()).toEqual(['Another Greenroom is already running', 'ready']);
  });

  test.skipIf(!root)(
    'data that PostgreSQL’s account cannot reach is kept elsewhere, said, and found again (only as root)',
    async () => {
      scene = await makeScene();
      const dataDir = join(scene.directory, 'private/data');
      await mkdir(dirname(dataDir), { mode: 0o700 });
      const first = await scene.start('private/data');
      expect(first.dataDir).toMatch(/\/elsewhere\/[0-9a-f]{12}$/);
      expect(scene.said[0]).toContain(`the data is kept in ${first.dataDir}`);
      const note = await readFile(join(dataDir, 'postgres-location.txt'), 'utf8');
      expect(note).toBe(`${first.dataDir}\n`);
      expect((await stat(join(first.dataDir, 'postgres'))).mode & 0o777).toBe(0o700);
      await ask(first.connectionString, 'create table kept ()');
      await first.stop();
      // The data stays where it is, even when it could now be where it was asked for.
      await chmod(dirname(dataDir), 0o755);
      const second = await scene.start('private/data');
      expect(second.dataDir).toBe(first.dataDir);
      expect(await ask(second.connectionString, 'select from kept')).toEqual([]);
    },
  );

  test.skipIf(!root)(
    'data is refused, not begun anew, to another user and when its directory was closed (only as root)',
    async () => {
      scene = await makeScene();
      await (await scene.start('outer/data')).stop();
      const stranger = await scene.child('outer/data', { uid: 54_321 });
      expect(await stranger.line('refused')).toMatch(/belongs to another user: .* set GREENROOM_DATA/);
      await chmod(join(scene.directory, 'outer'), 0o700);
      const shutOut = await scene.child('outer', { uid: 54_321 });
      expect(await shutOut.line('refused')).toMatch(/^You may not use .*set GREENROOM_DATA/);
      await expect(scene.start('outer/data')).rejects.toThrow(/who cannot reach .*chmod o\+x/);
      expect(await readdir(join(scene.directory, 'outer/data'))).toEqual(['postgres']);
    },
  );

  test.skipIf(!root)(
    'programs that PostgreSQL’s account cannot reach are copied once, said, and work (only as root)',
    async () => {
      scene = await makeScene();
      const account = await accountForNewData();
      const found = await findBinaries(process.platform, process.arch);
      const hidden = join(scene.directory, 'hidden');
      await mkdir(hidden, { mode: 0o700 });
      await cp(dirname(dirname(found.postgres)), join(hidden, 'native'), {
        recursive: true,
        verbatimSymlinks: true,
      });
      const at = (program: string): string => join(hidden, 'native/bin', program);
      const binaries = {
        ...found,
        initdb: at('initdb'),
        pgCtl: at('pg_ctl'),
        postgres: at('postgres'),
      };
      const elsewhere = join(scene.directory, 'elsewhere');
      const say = (line: string): void => void scene.said.push(line);
      const first = await reachableBinaries(binaries, account, elsewhere, say);
      expect(first.postgres).toMatch(/\/elsewhere\/[0-9a-f]{12}\/native\/bin\/postgres$/);
      expect(scene.said[0]).toContain('its programs were copied to');
      expect(await reachableBinaries(binaries, account, elsewhere, say)).toEqual(first);
      expect(scene.said).toHaveLength(1);
      expect(await reachableBinaries(found, undefined, elsewhere, say)).toEqual(found);
    },
  );
});
