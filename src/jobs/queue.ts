import { createPostgresBackend, Queue, Worker, type Job } from 'bullmq';
import { JOBS, QUEUES, type JobName, type QueueName } from '../core/jobs/catalog.ts';

/** What a BullMQ job carries: which outbox row it stands for, nothing else. */
export interface QueuedJob {
  readonly outboxId: string;
  readonly attempt: number;
  readonly lastAttempt: boolean;
}

/** BullMQ as the rest of src/jobs uses it, whichever store is behind. */
export interface JobQueue {
  readonly backend: 'redis' | 'postgres';
  /** Adds a job under an id of its own. Adding an id that is there already does nothing. */
  add(name: JobName, jobId: string, outboxId: string): Promise<void>;
  /** Whether the job still has a future: it waits, is delayed or runs. */
  isAlive(name: JobName, jobId: string): Promise<boolean>;
  /** Starts taking jobs of one queue. */
  work(queue: QueueName, concurrency: number, run: (job: QueuedJob) => Promise<void>): void;
  /** Throws when the store does not answer. */
  ping(): Promise<void>;
  /** Throws every job away, also those that seem to run. Only for a process that is surely the only one. */
  forget(): Promise<void>;
  /** Stops taking jobs, waits for the ones under way, closes the connections. */
  close(): Promise<void>;
}

export interface QueueSettings {
  /** BullMQ on Redis when set, otherwise on its own tables in PostgreSQL. */
  readonly redisUrl: string | null;
  readonly databaseUrl: string;
  /** Told of connection errors; both stores reconnect by themselves. */
  readonly onError: (error: Error) => void;
  /** Keeps several installations (and tests) apart on one Redis. */
  readonly prefix?: string;
}

/**
 * An order to the queue on PostgreSQL, or a connection for it, is given up after so many ms: without a limit, one that
 * is lost in an outage would hold the relay for ever. The first order makes the queue's tables.
 */
const POSTGRES_ANSWERS_WITHIN_MS = 30_000;

/** Each BullMQ connection pool on PostgreSQL, so that three processes stay far below its limit (FACTS). */
const POSTGRES_POOL_MAX = 3;

const WORKER_OPTIONS = {
  // A worker that was killed is noticed within these times and its job is run again.
  lockDuration: 15_000,
  stalledInterval: 5_000,
  // The default of 1 fails a job for good after its worker was killed twice.
  maxStalledCount: 100,
};

/** The one place that decides what BullMQ runs on. */
export function openQueue(settings: QueueSettings): JobQueue {
  const prefix = settings.prefix ?? 'greenroom';
  const backend: Backend =
    settings.redisUrl === null
      ? onPostgres(settings.databaseUrl, prefix)
      : onRedis(settings.redisUrl, prefix);
  const queues = new Map(QUEUES.map((name) => [name, backend.queue(name)]));
  const workers: ClosableWorker[] = [];
  const queueOf = (name: JobName): AnyQueue => {
    const queue = queues.get(JOBS[name].queue);
    if (queue === undefined) throw new Error(`no queue for ${name}`);
    return queue;
  };
  for (const queue of queues.values()) queue.on('error', settings.onError);
  return {
    backend: settings.redisUrl === null ? 'postgres' : 'redis',
    async add(name, jobId, outboxId) {
      const { attempts, priority } = JOBS[name];
      await queueOf(name).add(
        name,
        { outboxId },
        {
          jobId,
          attempts,
          priority,
          backoff: { type: 'exponential', delay: 1_000, jitter: 0.3 },
          removeOnComplete: true,
          removeOnFail: true,
        },
      );
    },
    async isAlive(name, jobId) {
      const state = await queueOf(name).getJobState(jobId);
      return state !== 'unknown' && state !== 'completed' && state !== 'failed';
    },
    work(queue, concurrency, run) {
      const worker = backend.worker(queue, concurrency, async (job) => {
        const attempts = job.opts.attempts ?? 1;
        await run({
          outboxId: job.data.outboxId,
          attempt: job.attemptsMade + 1,
          lastAttempt: job.attemptsMade + 1 >= attempts,
        });
      });
      worker.on('error', settings.onError);
      workers.push(worker);
    },
    async ping() {
      await Promise.all([...queues.values()].map((queue) => queue.count()));
    },
    async forget() {
      await Promise.all([...queues.values()].map((queue) => queue.obliterate({ force: true })));
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}

type Data = { readonly outboxId: string };
type AnyQueue = Pick<Queue<Data>, 'add' | 'getJobState' | 'count' | 'obliterate' | 'close'> & {
  on(event: 'error', listener: (error: Error) => void): unknown;
};
interface ClosableWorker {
  close(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}
type Run = (job: Pick<Job<Data>, 'data' | 'opts' | 'attemptsMade'>) => Promise<void>;
interface Backend {
  queue(name: QueueName): AnyQueue;
  worker(name: QueueName, concurrency: number, run: Run): ClosableWorker;
}

/** How long a lost Redis is left alone before it is tried again, and an order to it may take, in milliseconds. */
const REDIS_RETRY_MAX_MS = 2_000;
const REDIS_ANSWERS_WITHIN_MS = 5_000;

function onRedis(url: string, prefix: string): Backend {
  const retryStrategy = (times: number): number => Math.min(times * 250, REDIS_RETRY_MAX_MS);
  return {
    queue: (name) =>
      new Queue<Data>(name, {
        prefix,
        // A producer fails fast: the outbox row stays and the relay comes back for it.
        connection: {
          url,
          maxRetriesPerRequest: 1,
          enableOfflineQueue: false,
          commandTimeout: REDIS_ANSWERS_WITHIN_MS,
          retryStrategy,
        },
      }),
    worker: (name, concurrency, run) =>
      new Worker<Data>(name, run, {
        prefix,
        concurrency,
        connection: { url, maxRetriesPerRequest: null, retryStrategy },
        ...WORKER_OPTIONS,
      }),
  };
}

function onPostgres(connectionString: string, prefix: string): Backend {
  const connection = {
    connectionString,
    schema: `${prefix}_queue`,
    migrate: true,
    max: POSTGRES_POOL_MAX,
    connectionTimeoutMillis: POSTGRES_ANSWERS_WITHIN_MS,
    query_timeout: POSTGRES_ANSWERS_WITHIN_MS,
  };
  return {
    queue: (name) => new Queue(name, { connection }, createPostgresBackend),
    worker: (name, concurrency, run) =>
      new Worker(name, run, { connection, concurrency, ...WORKER_OPTIONS }, createPostgresBackend),
  };
}
