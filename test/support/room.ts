import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createWebPort } from '../../src/bots/web/outbound.ts';
import type { Core } from '../../src/core/core.ts';
import { createOfflineCoach } from '../../src/core/feedback/coach.ts';
import type { FeedbackModel } from '../../src/core/feedback/contract.ts';
import { loadTpmRubric } from '../../src/core/feedback/rubric/load-rubric.ts';
import { handle } from '../../src/core/handle.ts';
import type { JobContext } from '../../src/core/jobs/job.ts';
import { silentLog } from '../../src/core/log.ts';
import { encodeAction, type ActionId } from '../../src/core/platform/action.ts';
import { cardSchema, type Card } from '../../src/core/platform/card.ts';
import type { InboundEvent } from '../../src/core/platform/event.ts';
import type { PlatformPort } from '../../src/core/platform/port.ts';
import type { Reply } from '../../src/core/platform/reply.ts';
import { openDueRounds } from '../../src/core/rounds/open-due-rounds.ts';
import { readBuiltInPacks } from '../../src/core/questions/load-pack.ts';
import { heal } from '../../src/jobs/heal.ts';
import { openQueue, type JobQueue } from '../../src/jobs/queue.ts';
import { startRelay } from '../../src/jobs/relay.ts';
import { startWorkers } from '../../src/jobs/worker.ts';
import { createTestClock } from './clock.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

/** How long `settled` waits before it says what is stuck, in milliseconds. */
const PATIENCE_MS = 30_000;

const COMMUNITY = { externalId: 'local', name: 'Practice room' };
const CHANNEL = { externalId: 'practice', name: 'practice' };

/** An answer of more than 25 words, so that it may be taken as one. */
export const LONG_ANSWER =
  'The dispatcher reassigns a van within two minutes of a cancel, so polling every ten minutes was too late. I chose webhooks with polling as the fallback, which costs the team a second code path. Vans sent out with a cancelled order fell from nine a day to one.';

type Clock = ReturnType<typeof createTestClock>;

/** A practice room with real PostgreSQL, a real queue, the real web port and a clock that is set by hand. */
export interface Room {
  readonly core: Core;
  readonly ctx: JobContext;
  readonly clock: Clock;
  readonly database: TestDatabase;
  readonly queue: JobQueue;
  /** Opens the room; the first time this makes the daily schedule and today's round. */
  open(zone?: string, person?: string): Promise<Reply>;
  /** Handles one event, delivered twice at once and a third time later, as platforms do. */
  send(event: InboundEvent): Promise<Reply>;
  press(person: string, action: ActionId, fields?: Record<string, string>): Promise<Reply>;
  command(person: string, text: string): Promise<Reply>;
  write(person: string, text: string, more?: Partial<MessageParts>): Promise<string>;
  remove(messageId: string, by: string | null): Promise<Reply>;
  /** The schedule's tick at the clock's time. */
  tick(): Promise<number>;
  heal(graceMinutes?: number): Promise<number>;
  /** Starts taking jobs in an idle room. */
  work(): void;
  /** Waits until every due job was handed to the queue. */
  published(): Promise<void>;
  /** Waits until no job is due any more. */
  settled(): Promise<void>;
  /** What stands in the web channel's own rows: cards, newest last. */
  cards(audience?: string): Promise<Card[]>;
  latestRoundId(): Promise<string>;
  close(): Promise<void>;
}

interface MessageParts {
  readonly messageId: string;
  readonly threadId: string;
  readonly change: 'created' | 'edited';
  readonly at: string;
  readonly sentAt: string;
  readonly addressedToSomeone: boolean;
}

export interface RoomOptions {
  readonly redisUrl?: string | null;
  readonly now?: string;
  readonly model?: FeedbackModel;
  /** Nobody takes jobs until `work` is called. */
  readonly idle?: boolean;
  /** Stands in front of the web port, to break it on purpose. */
  readonly wrapPort?: (port: PlatformPort) => PlatformPort;
}

/** Makes a room of the test's own; close it afterwards. */
export async function createRoom(options: RoomOptions = {}): Promise<Room> {
  const database = await createTestDatabase();
  const clock = createTestClock(options.now ?? '2026-03-02T10:00:00Z');
  const bare = createWebPort(database.db, clock);
  const port = options.wrapPort?.(bare) ?? bare;
  const core: Core = {
    db: database.db,
    clock,
    log: silentLog,
    packs: await readBuiltInPacks(),
    rubric: loadTpmRubric(),
    can: new Map([[port.platform, port.can]]),
  };
  const coach = createOfflineCoach();
  const ctx: JobContext = {
    ...core,
    ports: new Map([[port.platform, port]]),
    model: options.model ?? coach,
    fallbackModel: coach,
  };
  const queue = openQueue({
    redisUrl: options.redisUrl ?? null,
    databaseUrl: database.url,
    prefix: `t${randomUUID().slice(0, 8)}`,
    onError: () => {},
  });
  if (options.idle !== true) startWorkers(ctx, queue);
  const relay = startRelay(core, queue, database.url);

  const send = async (event: InboundEvent): Promise<Reply> => {
    const first = await Promise.all([handle(core, event), handle(core, event)]);
    const later = await handle(core, event);
    return [...first, later].find((reply) => reply.kind !== 'none') ?? { kind: 'none' };
  };
  const envelope = (key: string) =>
    ({ platform: 'web', key, at: clock.now().toString(), community: COMMUNITY }) as const;
  const by = (person: string) => ({ externalId: person, displayName: person });

  const room: Room = {
    core,
    ctx,
    clock,
    database,
    queue,
    send,
    open: (zone = 'Europe/London', person) =>
      send({
        ...envelope(`opened/${randomUUID()}`),
        kind: 'opened',
        by: person === undefined ? null : by(person),
        channel: CHANNEL,
        zone,
      }),
    press: (person, action, fields = {}) =>
      send({ ...envelope(randomUUID()), kind: 'action', by: by(person), action: encodeAction(action), fields }),
    command: (person, text) =>
      send({
        ...envelope(randomUUID()),
        kind: 'command',
        by: by(person),
        channelId: CHANNEL.externalId,
        command: 'practice',
        text,
      }),
    async write(person, text, more = {}) {
      const messageId = more.messageId ?? `m-${randomUUID().slice(0, 12)}`;
      const change = more.change ?? 'created';
      const at = more.at ?? clock.now().toString();
      await send({
        ...envelope(`practice/${messageId}/${change}${change === 'edited' ? `:${at}` : ''}`),
        kind: 'message',
        by: by(person),
        change,
        channelId: CHANNEL.externalId,
        threadId: more.threadId ?? (await latestThread(core)),
        direct: false,
        messageId,
        sentAt: more.sentAt ?? at,
        at,
        text,
        addressedToSomeone: more.addressedToSomeone ?? false,
      });
      return messageId;
    },
    remove: (messageId, person) =>
      send({
        ...envelope(`practice/${messageId}/deleted`),
        kind: 'message_deleted',
        byExternalId: person,
        channelId: CHANNEL.externalId,
        messageId,
      }),
    tick: () => openDueRounds(core, clock.now()),
    heal: (graceMinutes) => heal(core, queue, graceMinutes),
    work: () => startWorkers(ctx, queue),
    published: () => waitWhile(core, 'published_at'),
    settled: () => waitWhile(core, 'done_at'),
    cards: (audience) => cardsOf(core, audience),
    async latestRoundId() {
      const round = await core.db
        .selectFrom('rounds')
        .select('id')
        .where('schedule_id', 'is not', null)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow();
      return round.id;
    },
    async close() {
      await relay.close();
      await queue.close();
      await database.drop();
    },
  };
  return room;
}

async function waitWhile(core: Core, missing: 'published_at' | 'done_at'): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const open = await core.db
      .selectFrom('outbox')
      .select(['id', 'name', 'published_at', 'publishes'])
      .where(missing, 'is', null)
      .where('done_at', 'is', null)
      .where('run_at', '<=', core.clock.now())
      .execute();
    if (open.length === 0) return;
    if (performance.now() > until) throw new Error(`jobs are stuck: ${JSON.stringify(open)}`);
    await sleep(20);
  }
}

async function latestThread(core: Core): Promise<string> {
  const round = await core.db
    .selectFrom('rounds')
    .select('thread_id')
    .where('thread_id', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return round.thread_id ?? '';
}

async function cardsOf(core: Core, audience?: string): Promise<Card[]> {
  const rows = await core.db
    .selectFrom('web_messages')
    .leftJoin('members', 'members.id', 'web_messages.audience_id')
    .select(['card', 'members.external_id'])
    .where('card', 'is not', null)
    .orderBy('seq')
    .execute();
  return rows
    .filter((row) => (audience === undefined ? row.external_id === null : row.external_id === audience))
    .map((row) => cardSchema.parse(row.card));
}

/** Every word of a card, for tests that look for what a person reads. */
export function wordsOf(card: Card): string {
  return JSON.stringify(card);
}
