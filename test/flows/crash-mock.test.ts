import { expect } from 'vitest';
import type { Core } from '../../src/core/core.ts';
import type { Database } from '../../src/core/db/database.ts';
import { loadTpmRubric } from '../../src/core/feedback/rubric/load-rubric.ts';
import { silentLog } from '../../src/core/log.ts';
import { upsertMember } from '../../src/core/members/upsert-member.ts';
import { advanceSession } from '../../src/core/mocks/advance-session.ts';
import { PAIR, type MockPhase } from '../../src/core/mocks/session-state.ts';
import type { MockEvent } from '../../src/core/mocks/session-step.ts';
import { findSession, type MockSession } from '../../src/core/mocks/session-store.ts';
import { startSession } from '../../src/core/mocks/start-session.ts';
import { cardSchema } from '../../src/core/platform/card.ts';
import { plainText } from '../../src/core/platform/plain-text.ts';
import { readBuiltInPacks } from '../../src/core/questions/load-pack.ts';
import { systemClock } from '../../src/core/time.ts';
import type { Restarted, Scene } from '../support/crash-scene.ts';
import { describeCrashes } from '../support/crash-suite.ts';
import { until } from '../support/process.ts';
import { redisIsHere } from '../support/redis.ts';

/**
 * The process is killed, as by a power cut, in every phase of a pair session whose time is just up, at another
 * commit each time, and started again: the session goes on, and nothing is said twice.
 */

/** After a restart the session has gone on within so many milliseconds. */
const GOES_ON_WITHIN_MS = 10_000;

const HALF = ['next', 'next', 'score', 'next'] as const;
interface Phase {
  readonly phase: MockPhase;
  /** What both press to get there. */
  readonly pressed: readonly ('confirm' | 'start' | 'next' | 'score')[];
  readonly next: MockPhase;
  /** Where it dies. */
  readonly point: string;
}
const phases: readonly Phase[] = [
  { phase: 'matched', pressed: [], next: 'expired', point: 'mock.ask:taken' },
  // Its room never opened, so that nobody came is nobody's doing.
  { phase: 'confirmed', pressed: ['confirm'], next: 'cancelled', point: 'mock:woken' },
  { phase: 'brief', pressed: ['confirm', 'start'], next: 'answer', point: 'mock.room:opened' },
  { phase: 'answer', pressed: ['confirm', 'start', 'next'], next: 'scoring', point: 'deliver:claimed' },
  { phase: 'scoring', pressed: ['confirm', 'start', 'next', 'next'], next: 'debrief', point: 'deliver:sent' },
  {
    phase: 'debrief',
    pressed: ['confirm', 'start', ...HALF.slice(0, 3)],
    next: 'swap',
    point: 'mock.say:before-done',
  },
  { phase: 'swap', pressed: ['confirm', 'start', ...HALF], next: 'reveal', point: 'mock.wake:taken' },
  { phase: 'reveal', pressed: ['confirm', 'start', ...HALF], next: 'done', point: 'mock.say:done' },
];

interface Scenario extends Phase {
  readonly queue: 'PostgreSQL' | 'Redis';
}
const redis = redisIsHere();
/** EVERY=1 runs each phase on both queues; the suite takes them in turn. */
const every = process.env['EVERY'] === '1';
const scenarios: readonly Scenario[] = phases.flatMap((one, index) => {
  const queues = every
    ? (['PostgreSQL', 'Redis'] as const)
    : ([index % 2 === 0 ? 'PostgreSQL' : 'Redis'] as const);
  return queues.map((queue) => ({ ...one, queue: redis ? queue : 'PostgreSQL' }));
});

describeCrashes('a mock session goes on, whenever the process dies', {
  scenarios,
  width: 5,
  title: 'in $phase, killed at $point, queue on $queue',
  isPosted: () => true,
  prepare: readBuiltInPacks,
  run(scene, one, restart, packs) {
    const core: Core = {
      db: scene.db,
      clock: systemClock,
      log: silentLog,
      packs,
      rubric: loadTpmRubric(),
      readBy: null,
      can: new Map(),
    };
    return crashIn(core, scene, one, restart);
  },
});

async function crashIn(
  core: Core,
  scene: Scene,
  scenario: Scenario,
  restart: () => Promise<Restarted>,
): Promise<void> {
  const sessionId = await reach(core, scenario);
  const first = scene.start(scenario.point);
  expect(await first.ended, first.output()).toEqual({ code: null, signal: 'SIGKILL' });

  const second = await restart();
  const began = performance.now();
  const went = await until(
    async () => {
      const session = await load(scene.db, sessionId);
      return session.state.phase === scenario.next ? session : null;
    },
    async () => JSON.stringify((await load(scene.db, sessionId)).state) + second.output(),
  );
  expect(performance.now() - began).toBeLessThan(GOES_ON_WITHIN_MS);
  await settled(scene, () => second.output());
  await second.stop();

  const sends = await scene.db
    .selectFrom('deliveries')
    .select(['key', 'state'])
    .where('key', 'like', 'mock:%')
    .orderBy('key')
    .execute();
  expect(sends.filter((one) => one.state !== 'sent')).toEqual([]);
  const said = (await cardsIn(scene.db, went.roomId)).map((one) => one.split('\n')[0] ?? '');
  expect(said.length, said.join(' | ')).toBe(new Set(said).size);
  if (went.roomId !== null) expect(said.length).toBeGreaterThan(0);
}

/** A session of two in the scenario's phase, whose time is up; nothing was said yet. */
async function reach(core: Core, { pressed, phase }: Scenario): Promise<string> {
  const now = core.clock.now();
  const sessionId = await core.db.transaction().execute(async (tx) => {
    const community = { externalId: 'local', name: 'Practice room' };
    const event = { platform: 'web', at: now.toString(), community } as const;
    const people = [];
    for (const who of ['dana', 'sam'])
      people.push(await upsertMember(tx, event, { externalId: who, displayName: who }, now));
    const started = await startSession(
      core,
      tx,
      {
        communityId: people[0]?.communityId ?? '',
        channelId: null,
        seats: people.map(({ id }) => ({ memberId: id, role: 'both', notes: '', voiceLink: null })),
        category: 'metrics',
        untimed: false,
        startsAt: now,
      },
      now,
    );
    if ('refusal' in started) throw new Error(started.refusal);
    return started.sessionId;
  });
  for (const kind of pressed) for (const seat of PAIR) await happen(core, sessionId, { kind, seat }, now);
  if (phase === 'reveal') await happen(core, sessionId, { kind: 'cancel', seat: 0 }, now);
  const { state } = await load(core.db, sessionId);
  expect(state.phase).toBe(phase);
  const up = now.subtract({ seconds: 1 });
  await core.db
    .updateTable('mock_sessions')
    .set({ wake_at: up, state: JSON.stringify({ ...state, endsAt: up, halfwayAt: null }) })
    .where('id', '=', sessionId)
    .execute();
  await core.db.updateTable('outbox').set({ run_at: up }).where('name', '=', 'mock.wake').execute();
  return sessionId;
}

async function happen(core: Core, sessionId: string, event: MockEvent, now: Temporal.Instant): Promise<void> {
  await core.db.transaction().execute((tx) => advanceSession(core, tx, sessionId, event, now));
}

async function load(db: Database, sessionId: string): Promise<MockSession> {
  const session = await findSession(db, sessionId);
  if (session === null) throw new Error('the session is gone');
  return session;
}

async function cardsIn(db: Database, roomId: string | null): Promise<string[]> {
  if (roomId === null) return [];
  const rows = await db
    .selectFrom('web_messages')
    .select('card')
    .where('thread_id', '=', roomId)
    .where('audience_id', 'is', null)
    .orderBy('seq')
    .execute();
  return rows.map((row) => plainText(cardSchema.parse(row.card)));
}

/** Waits until no job is due any more; wake-ups of later stay. */
async function settled(scene: Scene, output: () => string): Promise<void> {
  const open = () =>
    scene.db
      .selectFrom('outbox')
      .selectAll()
      .where('done_at', 'is', null)
      .where((eb) => eb.or([eb('name', '<>', 'mock.wake'), eb('run_at', '<=', systemClock.now())]))
      .execute();
  await until(
    async () => (await open()).length === 0,
    async () => JSON.stringify(await open()) + output(),
  );
}
