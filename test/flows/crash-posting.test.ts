import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Restarted, Scene } from '../support/crash-scene.ts';
import { describeCrashes } from '../support/crash-suite.ts';

/**
 * The process is killed, as by a power cut, after each commit on the way of a question into its channel,
 * and started again. Each scenario has a database of its own; they run side by side.
 */

const POINTS = [
  'handle:opened',
  'relay:added',
  'relay:published',
  'round.post:taken',
  'round.post:planned',
  'deliver:asked',
  'deliver:claimed',
  'deliver:sent',
  'deliver:recorded',
  'round.post:recorded',
  'round.post:before-done',
  'round.post:done',
  'round.thread:taken',
  'round.thread:before-done',
];
const WIPED_POINTS = ['relay:published', 'deliver:claimed', 'deliver:sent', 'round.post:before-done'];

const scenarios = [
  ...POINTS.map((point) => ({ point, queue: 'PostgreSQL', wiped: false, run: postAndCrash })),
  ...WIPED_POINTS.map((point) => ({ point, queue: 'PostgreSQL', wiped: true, run: postAndCrash })),
  ...['relay:added', ...WIPED_POINTS].map((point) => ({
    point,
    queue: 'Redis',
    wiped: false,
    run: postAndCrash,
  })),
  ...WIPED_POINTS.map((point) => ({ point, queue: 'Redis', wiped: true, run: postAndCrash })),
  { point: 'tick:opened', queue: 'PostgreSQL', wiped: false, run: tickAndCrash },
];

describeCrashes('a question is posted once, whenever the process dies', {
  scenarios,
  width: 12,
  title: 'at $point, queued on $queue (wiped: $wiped)',
  isPosted: (one) => one.run === tickAndCrash,
  prepare: () => Promise.resolve(null),
  run: (scene, one, restart) => one.run(scene, { ...one, restart }),
});

interface Crash {
  readonly point: string;
  readonly wiped: boolean;
  readonly restart: () => Promise<Restarted>;
}

async function postAndCrash(scene: Scene, { point, wiped, restart }: Crash): Promise<void> {
  const first = scene.start(point);
  expect(await first.ended, first.output()).toEqual({ code: null, signal: 'SIGKILL' });
  if (wiped) await scene.wipeQueue();
  await finishAndCheck(scene, restart, 1);
}

/** The crash comes between the tick's commit and everything after it. */
async function tickAndCrash(scene: Scene, { point, restart }: Crash): Promise<void> {
  const { db } = scene;
  const round = await db.selectFrom('rounds').selectAll().executeTakeFirstOrThrow();
  await sql`update rounds set local_date = local_date - 1`.execute(db);
  await db
    .updateTable('schedules')
    .set({ next_run_at: round.due_at.subtract({ seconds: 1 }), next_local_date: round.local_date })
    .execute();
  const first = scene.start(point);
  expect(await first.ended, first.output()).toEqual({ code: null, signal: 'SIGKILL' });
  const states = await db.selectFrom('rounds').select('state').orderBy('id').execute();
  expect(states.map((row) => row.state)).toEqual(['posted', 'due']);
  await finishAndCheck(scene, restart, 2);
}

async function finishAndCheck(scene: Scene, restart: Crash['restart'], questions: number): Promise<void> {
  const { db } = scene;
  const second = await restart();
  await scene.settled();
  await second.stop();

  const messages = await db.selectFrom('web_messages').select('id').execute();
  const rounds = await db.selectFrom('rounds').select(['state', 'message_id', 'thread_id']).execute();
  expect(rounds.map((round) => round.state)).toEqual(Array.from({ length: questions }, () => 'posted'));
  expect(messages.map((one) => one.id).toSorted()).toEqual(
    rounds.map((one) => one.message_id ?? '').toSorted(),
  );
  expect(rounds.every((round) => round.thread_id === round.message_id)).toBe(true);
  const sends = await db.selectFrom('deliveries').select(['key', 'state']).orderBy('key').execute();
  expect(sends.map((send) => send.state)).toEqual(sends.map(() => 'sent'));
  expect(sends.length).toBe(2 * questions);
}
