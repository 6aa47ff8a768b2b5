import { createWebPort } from '../../src/bots/web/outbound.ts';
import type { Core } from '../../src/core/core.ts';
import { createOfflineCoach } from '../../src/core/feedback/coach.ts';
import type { FeedbackModel } from '../../src/core/feedback/contract.ts';
import { loadTpmRubric } from '../../src/core/feedback/rubric/load-rubric.ts';
import { never } from '../../src/core/errors.ts';
import { handle } from '../../src/core/handle.ts';
import type { JobContext } from '../../src/core/jobs/job.ts';
import { silentLog, type Log } from '../../src/core/log.ts';
import { cardSchema, type Card } from '../../src/core/platform/card.ts';
import type { InboundEvent } from '../../src/core/platform/event.ts';
import { plainText } from '../../src/core/platform/plain-text.ts';
import type { PlatformPort } from '../../src/core/platform/port.ts';
import type { Reply } from '../../src/core/platform/reply.ts';
import { openDueRounds } from '../../src/core/rounds/open-due-rounds.ts';
import { readBuiltInPacks } from '../../src/core/questions/load-pack.ts';
import { heal } from '../../src/jobs/heal.ts';
import type { JobQueue } from '../../src/jobs/queue.ts';
import { startWorkers } from '../../src/jobs/worker.ts';
import { createTestClock, type TestClock } from './clock.ts';
import { communityOf, type Community } from './community.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { jobsByHand, jobsByQueue, waitWhile } from './room-jobs.ts';

/** Read once per test file: they are the same in every room. */
const packs = readBuiltInPacks();
const rubric = loadTpmRubric();

const COMMUNITY = { externalId: 'local', name: 'Practice room' };

/** An answer of more than 25 words, so that it may be taken as one. */
export const LONG_ANSWER =
  'The dispatcher reassigns a van within two minutes of a cancel, so polling every ten minutes was too late. I chose webhooks with polling as the fallback, which costs the team a second code path. Vans sent out with a cancelled order fell from nine a day to one.';

/** A practice room with real PostgreSQL, a real queue, the real web port and a clock that is set by hand. */
export interface Room extends Community {
  readonly core: Core;
  readonly ctx: JobContext;
  readonly clock: TestClock;
  readonly database: TestDatabase;
  readonly queue: JobQueue;
  /** Handles one event, delivered twice at once and a third time later, as platforms do. */
  send(event: InboundEvent): Promise<Reply>;
  /** Another community of the same installation, with people of its own. */
  in(communityExternalId: string): Community;
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
  close(): Promise<void>;
}

export interface RoomOptions {
  readonly redisUrl?: string | null;
  readonly now?: string;
  readonly model?: FeedbackModel;
  /** Reads what the model cannot; the offline coach unless the test says otherwise. */
  readonly fallbackModel?: FeedbackModel;
  readonly log?: Log;
  /** Which model the settings name; none unless the test says otherwise. */
  readonly readBy?: string;
  /** Nobody takes jobs until `work` is called. */
  readonly idle?: boolean;
  /**
   * Without BullMQ: `settled` runs due jobs one after the other, each one twice as after a crash, and tries a
   * failed one again at once. For tests about rules, which then take a fraction of the time.
   */
  readonly byHand?: boolean;
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
    log: options.log ?? silentLog,
    packs: await packs,
    rubric,
    readBy: options.readBy ?? null,
    can: new Map([[port.platform, port.can]]),
  };
  const coach = createOfflineCoach();
  const ctx: JobContext = {
    ...core,
    ports: new Map([[port.platform, port]]),
    model: options.model ?? coach,
    fallbackModel: options.fallbackModel ?? coach,
  };
  const jobs = options.byHand === true ? jobsByHand(ctx) : jobsByQueue(ctx, database.url, options);

  // Copies come to two processes, which is two cores: one takes those of one member one after the other.
  const elsewhere = { ...core };
  const send = async (event: InboundEvent): Promise<Reply> => {
    const first = await Promise.all([handle(core, event), handle(elsewhere, event)]);
    const later = await handle(core, event);
    return [...first, later].find((reply) => reply.kind !== 'none') ?? { kind: 'none' };
  };
  return {
    core,
    ctx,
    clock,
    database,
    queue: jobs.queue,
    send,
    ...communityOf(core, clock, send, COMMUNITY),
    in: (externalId) => communityOf(core, clock, send, { externalId, name: externalId }),
    tick: () => openDueRounds(core, clock.now()),
    heal: (graceMinutes) => heal(core, jobs.queue, graceMinutes),
    work: () => startWorkers(ctx, jobs.queue),
    published: () => waitWhile(core, 'published_at'),
    settled: () => jobs.settled(),
    cards: (audience) => cardsOf(core, audience),
    async close() {
      await jobs.close();
      await database.drop();
    },
  };
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

/** What a reply says: the text of its card, everything in its form, the problems with it, or ''. */
export function shown(reply: Reply): string {
  switch (reply.kind) {
    case 'private':
    case 'replace':
      return plainText(reply.card);
    case 'form':
      return JSON.stringify(reply.form);
    case 'form_errors':
      return JSON.stringify(reply.errors);
    case 'none':
      return '';
    default:
      return never(reply);
  }
}

/** Every word of a card, for tests that look for what a person reads. */
export function wordsOf(card: Card): string {
  return JSON.stringify(card);
}
