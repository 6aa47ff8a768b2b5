import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { openQueue, type JobQueue } from '../../src/jobs/queue.ts';
import { startRelay } from '../../src/jobs/relay.ts';
import { CONCURRENCY, startWorkers } from '../../src/jobs/worker.ts';
import { perSecond, type Comparison } from './report.ts';
import { openRoom, type BenchRoom } from './room.ts';
import type { Stores } from './stores.ts';

interface Store {
  readonly name: string;
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  readonly jobs: number;
}

/**
 * One job through outbox, relay, queue, worker and its mark, against BullMQ's own add and work on the same store
 * with the same concurrency. The job's handler reads one row and ends.
 */
export async function benchJobs(stores: Stores): Promise<readonly Comparison[]> {
  const { url: databaseUrl, db } = await stores.freshDatabase();
  const room = await openRoom(db);
  const rows = [await jobsOn(room, { name: 'PostgreSQL', databaseUrl, redisUrl: null, jobs: 1_000 })];
  const { redisUrl } = stores;
  if (redisUrl !== null) rows.push(await jobsOn(room, { name: 'Redis', databaseUrl, redisUrl, jobs: 3_000 }));
  return rows;
}

async function jobsOn({ ctx }: BenchRoom, store: Store): Promise<Comparison> {
  const open = (prefix: string): JobQueue =>
    openQueue({ redisUrl: store.redisUrl, databaseUrl: store.databaseUrl, prefix, onError: () => {} });

  const plain = open('bench_bare');
  await plain.ping();
  const bare = await perSecond(store.jobs, async () => {
    const all = Promise.withResolvers<void>();
    let seen = 0;
    plain.work('send', CONCURRENCY.send, () => {
      seen += 1;
      if (seen === store.jobs) all.resolve();
      return Promise.resolve();
    });
    for (let from = 0; from < store.jobs; from += 100) {
      const batch = Array.from({ length: Math.min(100, store.jobs - from) }, (_, index) => from + index);
      await Promise.all(batch.map((index) => plain.add('round.line', `o-${index}-1`, String(index))));
    }
    await all.promise;
  });
  await plain.close();

  const queue = open('bench_ours');
  await queue.ping();
  startWorkers(ctx, queue);
  const relay = startRelay(ctx, queue, store.databaseUrl);
  const ours = await perSecond(store.jobs, async () => {
    await sql`
      insert into outbox (name, payload, run_at, created_at)
      select 'round.line', '{"roundId":"0"}', now(), now() from generate_series(1, ${store.jobs}::int)`.execute(
      ctx.db,
    );
    for (;;) {
      const open = await ctx.db
        .selectFrom('outbox')
        .select('id')
        .where('done_at', 'is', null)
        .limit(1)
        .executeTakeFirst();
      if (open === undefined) return;
      await sleep(20);
    }
  });
  await relay.close();
  await queue.close();
  await ctx.db.deleteFrom('outbox').execute();
  return {
    what: `jobs, queued on ${store.name}`,
    unit: 'per second',
    ours,
    bare,
    baseline: 'BullMQ add and work',
  };
}
