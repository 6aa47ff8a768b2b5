import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { encodeAction } from '../../src/core/platform/action.ts';
import { emptyModel, makeScene, type Scene } from '../support/crash-scene.ts';
import { startProgram, until, visit, type Program } from '../support/process.ts';
import { redisIsHere, startRedis, type TestRedis } from '../support/redis.ts';
import { LONG_ANSWER } from '../support/room.ts';

const redis = redisIsHere();

let scene: Scene;
afterEach(() => scene.close());

describe.each([
  { queue: 'PostgreSQL', word: 'postgres', here: true },
  { queue: 'Redis', word: 'redis', here: redis },
])('migrate, then bots and two jobs, started together, queued on $queue', ({ queue, word, here }) => {
  let server: TestRedis | null = null;
  beforeAll(async () => {
    if (queue === 'Redis' && here) server = await startRedis();
  });
  afterAll(() => server?.stop());

  it.runIf(here)(
    'post the question, take an answer and bring its feedback',
    { timeout: 180_000 },
    async () => {
      scene = await makeScene({ model: emptyModel(), redisUrl: server?.url ?? null });
      expect(await scene.start(undefined, 'migrate').ended).toEqual({ code: 0, signal: null });
      const bots = scene.start(undefined, 'bots');
      const jobs = [scene.start(undefined, 'jobs'), scene.start(undefined, 'jobs')];
      const url = await bots.url();
      await scene.settled();
      const dana = await visit(url);
      const action = encodeAction({ verb: 'submit', roundId: '1', openedAt: '1' });
      expect((await dana.press(url, action, { answer: LONG_ANSWER })).status).toBeLessThan(400);
      await scene.settled();
      const page = await (await fetch(url, { headers: { accept: 'text/html', cookie: dana.cookie } })).text();
      expect(page).toContain('One next step');
      const ready: unknown = await (await fetch(new URL('/readyz', url))).json();
      expect(ready).toMatchObject({ status: 'ready', queue: `ok (${word})` });
      for (const program of [bots, ...jobs]) {
        program.signal('SIGTERM');
        expect(await program.ended, program.output()).toEqual({ code: 0, signal: null });
        expect(program.output()).not.toContain('"level":50');
      }
    },
  );
});

describe('the database and the code', () => {
  it('eight migrations at once: all succeed, one applies', { timeout: 120_000 }, async () => {
    scene = await makeScene({ model: emptyModel() });
    const programs = Array.from({ length: 8 }, () => scene.start(undefined, 'migrate'));
    for (const program of programs) {
      expect(await program.ended, program.output()).toEqual({ code: 0, signal: null });
    }
    const { rows } = await sql<{ name: string; times: number }>`
      select name, count(*)::int as times from kysely_migration group by name having count(*) > 1`.execute(
      scene.db,
    );
    expect(rows).toEqual([]);
    expect(programs.filter((program) => program.output().includes('Applied 0001_initial'))).toHaveLength(1);
  });

  it.for(['bots', 'jobs'])('%s on a database without its tables say what to run', async (role) => {
    scene = await makeScene({ model: emptyModel() });
    const program = scene.start(undefined, role);
    expect(await program.ended).toEqual({ code: 1, signal: null });
    expect(await output(program)).toMatch(
      /The database is not up to date \(0001_initial.* missing\)\. Run "npm run migrate" first\./,
    );
  });

  it('a database newer than the code: it warns and runs, only migrate refuses', async () => {
    scene = await makeScene();
    await sql`insert into kysely_migration (name, timestamp) values ('9999_from_later', '2030-01-01')`.execute(
      scene.db,
    );
    const bots = scene.start(undefined, 'bots');
    await bots.url();
    expect(bots.output()).toContain('"migrations":"9999_from_later"');
    const migrate = startProgram('migrate', scene.settings);
    expect(await migrate.ended).toEqual({ code: 1, signal: null });
    expect(await output(migrate)).toContain(
      'The database is newer than this code (it has 9999_from_later). Install the newer Greenroom',
    );
  });
});

async function output(program: Program): Promise<string> {
  return until(
    () => Promise.resolve(program.output() === '' ? null : program.output()),
    () => 'it said nothing',
  );
}
