import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeAction } from '../../src/core/platform/action.ts';
import { makePostedModel, makeScene, type Model, type Scene } from '../support/crash-scene.ts';
import { startChild, startProgram, until, visit, type Program } from '../support/process.ts';
import { LONG_ANSWER } from '../support/room.ts';

/** Everything here is about a real process: how it stops, and how it refuses to start. */

let model: Model;
beforeAll(async () => {
  model = await makePostedModel();
});
afterAll(() => model.drop());

describe.concurrent('a stop', () => {
  it.for(['SIGTERM', 'SIGINT'] as const)(
    'by %s lets a slow job end first and loses nothing',
    async (signal, { expect }) => {
      const scene = await makeScene({ model });
      try {
        const program = scene.start();
        const url = await program.url();
        await answer(scene, url);
        await scene.settled();
        const release = await holdMessages(scene);
        await answer(scene, url);
        await sendingBegins(scene, 2);
        program.signal(signal);
        await program.says(/Stopping/);
        await release();
        expect(await program.ended, program.output()).toEqual({ code: 0, signal: null });
        const open = await scene.db
          .selectFrom('outbox')
          .select('name')
          .where('done_at', 'is', null)
          .execute();
        const sent = await scene.db.selectFrom('deliveries').select('state').execute();
        // What the slow job asked for may wait for the next start; the send itself is finished and recorded.
        expect(open.map((job) => job.name)).not.toContain('feedback.deliver');
        expect(sent.map((one) => one.state)).toEqual(sent.map(() => 'sent'));
      } finally {
        await scene.close();
      }
    },
  );

  it(
    'does not wait for ever, and the next start finishes what was cut off',
    { timeout: 120_000 },
    async () => {
      const scene = await makeScene({ model });
      try {
        const program = scene.start();
        const url = await program.url();
        const release = await holdMessages(scene);
        await answer(scene, url);
        await sendingBegins(scene, 1);
        program.signal('SIGTERM');
        expect(await program.ended, program.output()).toEqual({ code: 0, signal: null });
        expect(program.output()).toContain('not everything ended in time');
        await release();
        const second = scene.start();
        await second.url();
        await scene.settled();
        const feedback = await scene.db
          .selectFrom('deliveries')
          .select('state')
          .where('key', 'like', 'feedback:%')
          .execute();
        expect(feedback).toEqual([{ state: 'sent' }]);
      } finally {
        await scene.close();
      }
    },
  );

  it('that comes during the start is heard', async () => {
    const silent = createServer(() => {});
    const port = await listenAnywhere(silent);
    const program = startProgram('all', { DATABASE_URL: `postgres://u:p@127.0.0.1:${port}/x` });
    await until(
      async () => (await connections(silent)) > 0,
      () => program.output(),
    );
    program.signal('SIGINT');
    await program.says(/Stopping/);
    silent.close();
    expect((await program.ended).signal).toBe(null);
  });
});

describe.concurrent('npm start, with the database that comes with Greenroom', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'greenroom-start-'));
    // As root the server runs as another user, who must be able to pass through.
    await chmod(folder, 0o711);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it(
    'stops with Ctrl-C, refuses to run twice, and goes on at once after a kill',
    { timeout: 180_000 },
    async () => {
      const settings = { GREENROOM_DATA: folder };
      const first = startChild('npm', ['start', '--silent'], settings);
      const url = await first.url();
      const dana = await visit(url);
      const second = startProgram('all', settings);
      expect(await second.ended).toEqual({ code: 1, signal: null });
      expect(second.output()).toContain('Another Greenroom is already running');
      expect((await fetch(new URL('/readyz', url))).status).toBe(200);

      first.signalGroup('SIGINT');
      await first.says(/Stopping/);
      await first.ended;
      await expect(fetch(url)).rejects.toThrow();

      const killed = startProgram('all', { ...settings, GREENROOM_FAILPOINT: 'deliver:sent' });
      const again = await killed.url();
      const roundId = '1';
      await dana
        .press(again, encodeAction({ verb: 'submit', roundId, openedAt: '1' }), { answer: LONG_ANSWER })
        .catch(() => null);
      expect(await killed.ended).toEqual({ code: null, signal: 'SIGKILL' });

      const last = startProgram('all', settings);
      const here = await last.url();
      // Nobody else can be at work on this data, so neither a lock nor a half-made send is waited for.
      expect(last.output()).toContain('going on with what the last run left');
      await until(
        async () => (await readThread(here, dana)).includes('One next step'),
        () => last.output(),
        15_000,
      );
      last.signal('SIGTERM');
      expect(await last.ended, last.output()).toEqual({ code: 0, signal: null });
    },
  );
});

describe.concurrent('a start that cannot be', () => {
  const refused = async (program: Program): Promise<string> => {
    expect(await program.ended, program.output()).toEqual({ code: 1, signal: null });
    await until(
      () => Promise.resolve(program.output() !== ''),
      () => 'it said nothing',
    );
    expect(program.output()).not.toContain('    at ');
    return program.output();
  };

  it('says every wrong setting at once, each with what it must be', async () => {
    const said = await refused(
      startProgram('all', { DATABASE_URL: 'mysql://x', REDIS_URL: 'here', PORT: '99999', LOG_LEVEL: 'loud' }),
    );
    for (const name of ['DATABASE_URL', 'REDIS_URL', 'PORT', 'LOG_LEVEL']) {
      expect(said).toMatch(new RegExp(`^  ${name} must be .+\\.$`, 'm'));
    }
  });

  it('says that the port is taken and which one to try', async () => {
    const scene = await makeScene({ model });
    const taken = createServer();
    const port = await listenAnywhere(taken);
    const said = await refused(startProgram('all', { ...scene.settings, PORT: String(port) }));
    expect(said).toContain(`Port ${port} is taken. Set PORT to another one`);
    taken.close();
    await scene.close();
  });

  it('says that nothing listens at DATABASE_URL, and keeps the password to itself', async () => {
    const said = await refused(startProgram('all', { DATABASE_URL: 'postgres://user:secret@127.0.0.1:1/x' }));
    expect(said).toContain(
      'The database at 127.0.0.1:1 cannot be used (nothing listens there). Check DATABASE_URL',
    );
    expect(said).not.toContain('secret');
  });

  it('says that Redis does not answer, and does not hang', async () => {
    const scene = await makeScene({ model });
    const silent = createServer(() => {});
    const port = await listenAnywhere(silent);
    const programs = ['redis://127.0.0.1:1', `redis://127.0.0.1:${port}`].map((REDIS_URL) =>
      startProgram('all', { ...scene.settings, REDIS_URL, LOG_LEVEL: 'silent' }),
    );
    for (const program of programs) {
      expect(await refused(program)).toMatch(
        /^Redis at 127\.0\.0\.1:\d+ does not answer\. Start it, check REDIS_URL/,
      );
    }
    silent.close();
    await scene.close();
  });

  it.for(['bots', 'jobs'])('%s without DATABASE_URL says what to set', async (role) => {
    expect(await refused(startProgram(role, {}))).toContain('DATABASE_URL is not set.');
  });

  it('says that a part of another name is unknown', async () => {
    expect(await refused(startProgram('everything', {}))).toContain(
      'There is no part called "everything". Use all, bots, jobs',
    );
  });
});

/** Answers today's question as a new member; returns once the server has taken it. */
async function answer(scene: Scene, url: string): Promise<void> {
  const member = await visit(url);
  const { id: roundId } = await scene.db.selectFrom('rounds').select('id').executeTakeFirstOrThrow();
  const action = encodeAction({ verb: 'submit', roundId, openedAt: '1' });
  const response = await member.press(url, action, { answer: LONG_ANSWER });
  expect(response.status).toBeLessThan(400);
}

/** Holds back every new message of the room, so that a send takes until it is released. */
async function holdMessages(scene: Scene): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: scene.settings['DATABASE_URL'] });
  client.on('error', () => {});
  await client.connect();
  await client.query('begin; lock table web_messages in share mode');
  return () => client.end();
}

/** Waits until that many feedback messages are on their way or there. */
async function sendingBegins({ db }: Scene, feedbacks: number): Promise<void> {
  const rows = () =>
    db.selectFrom('deliveries').select(['key', 'state']).where('key', 'like', 'feedback:%').execute();
  await until(
    async () => {
      const found = await rows();
      return found.length === feedbacks && found.some((row) => row.state === 'sending');
    },
    async () => JSON.stringify(await rows()),
  );
}

async function readThread(url: string, visitor: Awaited<ReturnType<typeof visit>>): Promise<string> {
  const page = await fetch(url, { headers: { accept: 'text/html', cookie: visitor.cookie } });
  return page.text();
}

function listenAnywhere(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : 0);
    });
  });
}

function connections(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
  });
}
