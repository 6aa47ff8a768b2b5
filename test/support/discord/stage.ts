import { setTimeout as sleep } from 'node:timers/promises';
import { createRest } from '../../../src/bots/discord/call.ts';
import { createDiscordPort } from '../../../src/bots/discord/outbound.ts';
import { startDiscordBot } from '../../../src/bots/discord/start.ts';
import type { ShardRange } from '../../../src/bots/discord/client.ts';
import type { Core } from '../../../src/core/core.ts';
import type { Refusal } from '../../../src/core/errors.ts';
import { createOfflineCoach } from '../../../src/core/feedback/coach.ts';
import { loadTpmRubric } from '../../../src/core/feedback/rubric/load-rubric.ts';
import { handle } from '../../../src/core/handle.ts';
import type { JobContext } from '../../../src/core/jobs/job.ts';
import { silentLog, type Log } from '../../../src/core/log.ts';
import type { InboundEvent } from '../../../src/core/platform/event.ts';
import type { Reply } from '../../../src/core/platform/reply.ts';
import { readBuiltInPacks } from '../../../src/core/questions/load-pack.ts';
import { openDueRounds } from '../../../src/core/rounds/open-due-rounds.ts';
import { createTestClock, type TestClock } from '../clock.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { jobsByHand } from '../room-jobs.ts';
import { person, type Person } from './people.ts';
import { startDiscord, type Loopback } from './server.ts';
import type { Channel, Guild, Message } from './world.ts';

/** A server with one channel, its organizer and two members, the real discord.js client, real PostgreSQL. */
export interface Stage {
  readonly discord: Loopback;
  readonly core: Core;
  readonly clock: TestClock;
  readonly database: TestDatabase;
  readonly guild: Guild;
  readonly channel: Channel;
  readonly sam: Person;
  readonly dana: Person;
  readonly lee: Person;
  readonly granted: { readThreadReplies: boolean };
  readonly ended: Refusal[];
  /** Connects the bot and waits until its commands are there. */
  startBot(more?: {
    readonly token?: string;
    readonly shards?: ShardRange;
    readonly devServer?: string;
    /** How many connections there are then, of all processes; 1 unless said. */
    readonly connections?: number;
  }): Promise<{ close(): Promise<void> }>;
  stopBot(): Promise<void>;
  /** Makes due rounds and runs every due job, each twice. */
  work(): Promise<void>;
  /** Waits until something is so; throws after ten seconds. */
  until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void>;
  posts(): Message[];
  thread(): Channel;
  /** How many events core has taken. */
  taken(): Promise<number>;
  close(): Promise<void>;
}

export interface StageOptions {
  readonly log?: Log;
  /** Stands before core's handle, to slow or break it. */
  readonly before?: (event: InboundEvent) => Promise<void>;
}

export async function createStage(options: StageOptions = {}): Promise<Stage> {
  const clock = createTestClock('2026-03-02T08:00:00Z');
  const database = await createTestDatabase();
  const discord = await startDiscord(clock);
  const guild = discord.world.addGuild('Product practice');
  const channel = discord.world.addChannel({ guildId: guild.id, type: 0, name: 'daily' });
  const granted = { readThreadReplies: true };
  const rest = createRest({ token: discord.token, api: discord.apiUrl });
  const port = createDiscordPort({ rest, db: database.db, clock, granted });
  const core: Core = {
    db: database.db,
    clock,
    log: options.log ?? silentLog,
    packs: await readBuiltInPacks(),
    rubric: loadTpmRubric(),
    readBy: null,
    can: new Map([[port.platform, port.can]]),
  };
  const coach = createOfflineCoach();
  const ctx: JobContext = {
    ...core,
    ports: new Map([[port.platform, port]]),
    model: coach,
    fallbackModel: coach,
  };
  const jobs = jobsByHand(ctx);
  const [sam, dana, lee] = [person(discord, 'sam'), person(discord, 'dana'), person(discord, 'lee')];
  guild.organizers.add(sam.user.id);
  const ended: Refusal[] = [];
  const bots = new Set<{ close(): Promise<void> }>();

  const until: Stage['until'] = async (what, isSo) => {
    const end = performance.now() + 10_000;
    while (!(await isSo())) {
      if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
      await sleep(10);
    }
  };
  const stopBot = async (): Promise<void> => {
    await Promise.all([...bots].map((bot) => bot.close()));
    bots.clear();
  };
  return {
    discord,
    core,
    clock,
    database,
    guild,
    channel,
    sam,
    dana,
    lee,
    granted,
    ended,
    until,
    stopBot,
    async startBot(more = {}) {
      const bot = await startDiscordBot({
        token: more.token ?? discord.token,
        api: discord.apiUrl,
        shards: more.shards ?? null,
        devServer: more.devServer ?? null,
        core,
        rest,
        granted,
        handle: async (event, alongside): Promise<Reply> => {
          await options.before?.(event);
          return handle(core, event, alongside);
        },
        onEnd: (refusal) => ended.push(refusal),
      });
      bots.add(bot);
      await until(
        'the bot is connected',
        () =>
          discord.gateway.connected >= (more.connections ?? 1) &&
          (discord.commands.list.length > 0 || discord.commands.of.size > 0),
      );
      return bot;
    },
    async work() {
      await openDueRounds(core, clock.now());
      await jobs.settled();
    },
    posts: () => discord.world.messagesIn(channel.id),
    thread() {
      const found = [...discord.world.channels.values()].filter((one) => one.type === 11).at(-1);
      if (found === undefined) throw new Error('there is no thread');
      return found;
    },
    async taken() {
      const rows = await database.db.selectFrom('inbox').select('event_key').execute();
      return rows.length;
    },
    async close() {
      await stopBot();
      await jobs.close();
      await discord.close();
      await database.drop();
    },
  };
}
