import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../src/core/log.ts';
import { heal, HEAL_AFTER_MINUTES } from '../../src/jobs/heal.ts';
import { openQueue, type JobQueue } from '../../src/jobs/queue.ts';
import { jobIdOf, publishDue } from '../../src/jobs/relay.ts';
import { resumeAlone } from '../../src/jobs/resume.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { onDatabase } from '../support/server.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { uniqueName, until } from '../support/process.ts';
import { redisIsHere, startRedis, type TestRedis } from '../support/redis.ts';

const START = '2026-03-02T09:00:00Z';

describe.each([
  { name: 'PostgreSQL', redis: false, here: true },
  { name: 'Redis', redis: true, here: redisIsHere() },
])('outbox, relay and queue on $name', ({ redis, here }) => {
  let server: TestRedis | null = null;
  let database: TestDatabase;
  let clock: TestClock;
  let queue: JobQueue;
  let prefix: string;
  beforeAll(async () => {
    if (redis && here) server = await startRedis();
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database.drop();
    await server?.stop();
  });
  beforeEach(async () => {
    clock = createTestClock(START);
    await database.db.deleteFrom('outbox').execute();
    prefix = uniqueName();
    queue = openQueue({
      redisUrl: server?.url ?? null,
      databaseUrl: database.url,
      prefix,
      onError: () => {},
    });
    if (here) await queue.ping();
  });
  afterEach(() => queue.close());

  const core = () => ({ db: database.db, clock, log: silentLog });
  const publishAll = async (): Promise<number> => {
    let all = 0;
    for (let some = await publishDue(core(), queue); some > 0; some = await publishDue(core(), queue))
      all += some;
    return all;
  };
  const put = async (count: number, name = 'round.line'): Promise<string[]> => {
    const { rows } = await sql<{ id: string }>`
      insert into outbox (name, payload, run_at, created_at)
      select ${name}, '{"roundId":"1"}', ${START}::timestamptz, ${START}::timestamptz
      from generate_series(1, ${count}::int) returning id`.execute(database.db);
    return rows.map((row) => row.id);
  };
  const openRows = async () =>
    (await database.db.selectFrom('outbox').select('id').where('published_at', 'is', null).execute()).map(
      (row) => row.id,
    );
  /** Works, and says which rows came how often, once `count` came. */
  const workUntil = async (count: number): Promise<string[]> => {
    const seen: string[] = [];
    queue.work('send', 8, (job) => {
      seen.push(job.outboxId);
      return Promise.resolve();
    });
    await until(
      () => Promise.resolve(seen.length >= count),
      () => `only ${seen.length} of ${count} jobs came`,
    );
    return seen.toSorted((a, b) => Number(a) - Number(b));
  };
  const wipe = (): Promise<unknown> =>
    server !== null
      ? server.wipe()
      : onDatabase(database.url, (client) => client.query(`delete from ${prefix}_queue.job`));

  it.runIf(here)('a row that commits after later ones were handed on is not lost', async () => {
    const late = await onDatabase(database.url, async (client) => {
      await client.query('begin');
      const { rows } = await client.query<{ id: string }>(
        `insert into outbox (name, payload, run_at, created_at) values ('round.line', '{"roundId":"1"}', '${START}', '${START}') returning id`,
      );
      const [soon] = await put(1);
      expect(await publishAll()).toBe(1);
      expect(Number(rows[0]?.id)).toBeLessThan(Number(soon));
      await client.query('commit');
      return [rows[0]?.id, soon];
    });
    expect(await publishAll()).toBe(1);
    expect(await workUntil(2)).toEqual(late);
  });

  it.runIf(here)('a crash between the queue and the mark makes no second job', async () => {
    const [id = ''] = await put(1);
    await queue.add('round.line', jobIdOf(id, 1), id);
    expect(await publishAll()).toBe(1);
    const [other] = await put(1);
    expect(await publishAll()).toBe(1);
    expect(await workUntil(2)).toEqual([id, other]);
  });

  it.runIf(here)(
    'a job that this version does not know is left in the outbox for one that does',
    async () => {
      const [unknown] = await put(1, 'job.of.later');
      await put(1);
      expect(await publishAll()).toBe(1);
      clock.advance({ hours: 1 });
      expect(await heal(core(), queue)).toBe(0);
      expect(await openRows()).toEqual([unknown]);
    },
  );

  it.runIf(here)(
    '2,000 jobs that wait are left alone, however late; wiped away they all come back',
    async () => {
      const ids = await put(2_000);
      expect(await publishAll()).toBe(2_000);
      clock.advance({ hours: 1 });
      expect(await heal(core(), queue)).toBe(0);
      expect(await openRows()).toEqual([]);
      await wipe();
      expect(await heal(core(), queue)).toBe(2_000);
      expect((await openRows()).length).toBe(2_000);
      expect(await publishAll()).toBe(2_000);
      expect(await workUntil(2_000)).toEqual(ids);
    },
  );

  it.runIf(here)('a wiped queue heals 15 minutes on by the clock, and at a start at once', async () => {
    await put(3);
    await publishAll();
    await wipe();
    clock.advance({ minutes: HEAL_AFTER_MINUTES - 1 });
    expect(await heal(core(), queue)).toBe(0);
    expect(await heal(core(), queue, 0)).toBe(3);
    await publishAll();
    await wipe();
    clock.advance({ minutes: 1 });
    expect(await heal(core(), queue)).toBe(3);
  });

  it.runIf(here)(
    'a job that always fails is tried as often as its kind may be, and the last try knows it',
    async () => {
      const tries: { attempt: number; lastAttempt: boolean }[] = [];
      queue.work('think', 1, ({ attempt, lastAttempt }) => {
        tries.push({ attempt, lastAttempt });
        return Promise.reject(new Error('broken'));
      });
      await queue.add('feedback.give', 'o-1-1', '1');
      await until(
        async () => !(await queue.isAlive('feedback.give', 'o-1-1')),
        () => JSON.stringify(tries),
      );
      expect(tries).toEqual([1, 2, 3, 4].map((attempt) => ({ attempt, lastAttempt: attempt === 4 })));
      // Its id is free again, for the day somebody puts it back.
      await queue.add('feedback.give', 'o-1-1', '1');
      expect(await queue.isAlive('feedback.give', 'o-1-1')).toBe(true);
    },
  );

  it.runIf(here)('a process that is surely alone takes everything up at once', async () => {
    const ids = await put(2);
    await publishAll();
    // A worker takes both and never comes back from them.
    const taken: string[] = [];
    const dead = openQueue({
      redisUrl: server?.url ?? null,
      databaseUrl: database.url,
      prefix,
      onError: () => {},
    });
    const hang = Promise.withResolvers<void>();
    dead.work('send', 2, (job) => {
      taken.push(job.outboxId);
      return hang.promise;
    });
    await until(
      () => Promise.resolve(taken.length === 2),
      () => 'nothing was taken',
    );
    expect(await heal(core(), queue, 0)).toBe(0);
    expect(await resumeAlone(core(), queue)).toBe(2);
    expect(await queue.isAlive('round.line', jobIdOf(ids[0] ?? '', 1))).toBe(false);
    expect(await publishAll()).toBe(2);
    expect(await workUntil(2)).toEqual(ids);
    hang.resolve();
    await dead.close();
  });
});
