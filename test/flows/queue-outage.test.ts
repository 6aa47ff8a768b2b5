import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { startEmbedded } from '../../src/core/db/embedded.ts';
import { listen } from '../../src/core/db/listen.ts';
import { silentLog } from '../../src/core/log.ts';
import { encodeAction } from '../../src/core/platform/action.ts';
import { runJob } from '../../src/jobs/worker.ts';
import { onDatabase } from '../support/server.ts';
import { createTestDatabase } from '../support/database.ts';
import { startChild, startProgram, until, visit } from '../support/process.ts';
import { freePort, redisIsHere } from '../support/redis.ts';
import { createRoom, LONG_ANSWER, type Room } from '../support/room.ts';

describe('a connection that listens', () => {
  it('is made anew when it was cut, and says that something may have been missed', async () => {
    const database = await createTestDatabase();
    const heard: (string | null)[] = [];
    const listener = listen(database.url, ['greenroom_outbox'], (payload) => heard.push(payload), silentLog);
    const wait = (count: number) =>
      until(
        () => Promise.resolve(heard.length >= count),
        () => JSON.stringify(heard),
      );
    await wait(1);
    await onDatabase(database.url, (client) =>
      client.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'greenroom-listen'`),
    );
    await wait(2);
    await onDatabase(database.url, (client) => client.query(`notify greenroom_outbox, 'here again'`));
    await wait(3);
    expect(heard).toEqual([null, null, 'here again']);
    await listener.close();
    await database.drop();
  });

  it('can be closed while a server takes the connection and says nothing', async () => {
    const silent = createServer(() => {});
    const port = await freePort();
    await new Promise<void>((resolve) => silent.listen(port, '127.0.0.1', () => resolve()));
    const connected = new Promise<void>((resolve) => silent.once('connection', () => resolve()));
    const listener = listen(`postgres://u:p@127.0.0.1:${port}/x`, ['a'], () => {}, silentLog);
    await connected;
    // Well before the connection would be given up by itself.
    const soon = sleep(6_000, 'too late');
    expect(await Promise.race([listener.close().then(() => 'closed'), soon])).toBe('closed');
    silent.close();
  });
});

describe('one job', () => {
  let room: Room;
  afterEach(() => room.close());
  const rowOf = (id: string) =>
    room.core.db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const put = async (name: string, payload: object): Promise<string> => {
    const now = room.clock.now();
    const row = await room.core.db
      .insertInto('outbox')
      // Nobody relays it: these tests run it themselves.
      .values({
        name,
        payload: JSON.stringify(payload),
        run_at: now,
        created_at: now,
        published_at: now,
        publishes: 1,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  };
  const lastTry = (outboxId: string) => runJob(room.ctx, { outboxId, attempt: 8, lastAttempt: true });

  it('of a version that is newer goes back to the outbox for a minute', async () => {
    room = await createRoom({ idle: true });
    const id = await put('job.of.later', {});
    await runJob(room.ctx, { outboxId: id, attempt: 1, lastAttempt: false });
    const row = await rowOf(id);
    expect([row.done_at, row.published_at]).toEqual([null, null]);
    expect(row.run_at.since(room.clock.now()).total('seconds')).toBe(60);
  });

  it('that is done already does nothing when it comes again', async () => {
    room = await createRoom({ idle: true });
    const id = await put('round.line', { roundId: '999' });
    await lastTry(id);
    const first = await rowOf(id);
    expect(first.done_at).not.toBeNull();
    room.clock.advance({ minutes: 1 });
    await lastTry(id);
    expect(await rowOf(id)).toEqual(first);
  });

  it('that fails throws for another try, and ends with its last one', async () => {
    room = await createRoom({
      wrapPort: (port) => ({ ...port, openThread: () => Promise.reject(new Error('broken')) }),
      idle: true,
    });
    await room.open();
    const roundId = await room.latestRoundId();
    await room.core.db
      .updateTable('rounds')
      .set({ state: 'posted', posted_at: room.clock.now(), message_id: 'm1' })
      .execute();
    const id = await put('round.thread', { roundId });
    await expect(runJob(room.ctx, { outboxId: id, attempt: 7, lastAttempt: false })).rejects.toThrow(
      'broken',
    );
    expect((await rowOf(id)).done_at).toBeNull();
    const send = await room.core.db.selectFrom('deliveries').select('state').executeTakeFirstOrThrow();
    expect(send.state).toBe('unknown');
    await lastTry(id);
    expect(await rowOf(id)).toMatchObject({ result: 'gave up' });
  });

  it('that closes an answer is never given up', async () => {
    room = await createRoom({ idle: true });
    const id = await put('answer.settle', { answerId: '1' });
    await room.core.db.schema.alterTable('answers').renameTo('answers_gone').execute();
    await lastTry(id);
    expect(await rowOf(id)).toMatchObject({ done_at: null, published_at: null });
  });
});

describe('an outage', () => {
  it('of every database connection, in the middle of a transaction too, is got over by a room at work', async () => {
    const room = await createRoom();
    await room.open();
    await room.settled();
    const roundId = await room.latestRoundId();
    // A connection that is cut while somebody holds it must fail its query, not end the process.
    const cutOff = room.core.db.transaction().execute(async (tx) => {
      await tx.selectFrom('rounds').select('id').execute();
      await onDatabase(room.database.url, (client) =>
        client.query(`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()`),
      );
      await tx.selectFrom('rounds').select('id').execute();
    });
    await expect(cutOff).rejects.toThrow();
    const submit = () =>
      room.press('dana', { verb: 'submit', roundId, openedAt: '1' }, { answer: LONG_ANSWER });
    await until(
      () =>
        submit().then(
          () => true,
          () => false,
        ),
      () => 'the room takes no answer',
    );
    await until(
      async () => (await states(room)).includes('ready'),
      async () => JSON.stringify(await states(room)),
    );
    expect(await states(room)).toEqual(['ready']);
    await room.close();
  });

  it.runIf(redisIsHere())('of Redis, with all it held, is got over by a room at work', async () => {
    const port = String(await freePort());
    const start = () =>
      startChild(
        'redis-server',
        ['--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
        {},
      );
    const first = start();
    await first.says(/Ready to accept/);
    const room = await createRoom({ redisUrl: `redis://127.0.0.1:${port}` });
    await room.open();
    await room.settled();
    await first.kill();
    const roundId = await room.latestRoundId();
    // Taken while Redis is away: the answer waits in the outbox.
    await room.press('dana', { verb: 'submit', roundId, openedAt: '1' }, { answer: LONG_ANSWER });
    const second = start();
    await second.says(/Ready to accept/);
    await room.settled();
    const feedback = await room.core.db.selectFrom('feedback').select('state').execute();
    expect(feedback).toEqual([{ state: 'ready' }]);
    await room.close();
    await second.kill();
  });

  it('of the PostgreSQL server is got over by a running process', { timeout: 180_000 }, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'greenroom-outage-'));
    await chmod(folder, 0o711);
    const port = await freePort();
    const start = () =>
      startEmbedded({
        dataDir: folder,
        say: () => {},
        settings: { fsync: 'off' },
        pickPort: () => Promise.resolve(port),
      });
    const first = await start();
    const program = startProgram('all', { DATABASE_URL: first.connectionString });
    const url = await program.url();
    const dana = await visit(url);
    await first.stop();
    const second = await start();
    expect(second.connectionString).toBe(first.connectionString);
    const action = encodeAction({ verb: 'submit', roundId: '1', openedAt: '1' });
    const answer = () => dana.press(url, action, { answer: LONG_ANSWER });
    const read = async () =>
      (await fetch(url, { headers: { accept: 'text/html', cookie: dana.cookie } })).text();
    await until(
      // The outage may have come before the question was posted; until then there is nothing to answer.
      async () => (await answer()).status < 400 && (await read()).includes('One next step'),
      () => program.output(),
    );
    program.signal('SIGTERM');
    expect(await program.ended, program.output()).toEqual({ code: 0, signal: null });
    await second.stop();
    await rm(folder, { recursive: true, force: true });
  });
});

/** How the feedback of every answer stands; none while the database cannot be asked. */
async function states(room: Room): Promise<string[]> {
  const query = room.core.db.selectFrom('feedback').select('state').execute();
  return query.then(
    (rows) => rows.map((row) => row.state),
    () => [],
  );
}
