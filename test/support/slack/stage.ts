import { setTimeout as sleep } from 'node:timers/promises';
import { startServer, type Served } from '../../../src/bots/server.ts';
import { createSlack } from '../../../src/bots/slack/slack.ts';
import { readSettings } from '../../../src/core/config.ts';
import type { Core } from '../../../src/core/core.ts';
import { createOfflineCoach } from '../../../src/core/feedback/coach.ts';
import { loadTpmRubric } from '../../../src/core/feedback/rubric/load-rubric.ts';
import { handle } from '../../../src/core/handle.ts';
import type { JobContext } from '../../../src/core/jobs/job.ts';
import { silentLog, type Log } from '../../../src/core/log.ts';
import type { PlatformPort } from '../../../src/core/platform/port.ts';
import type { Reply } from '../../../src/core/platform/reply.ts';
import { readBuiltInPacks } from '../../../src/core/questions/load-pack.ts';
import { openDueRounds } from '../../../src/core/rounds/open-due-rounds.ts';
import { createTestClock, type TestClock } from '../clock.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { leaveOnlyOrderUpdates } from '../only-question.ts';
import { jobsByHand } from '../room-jobs.ts';
import type { Act, Shown } from './acts.ts';
import { slackTextOf } from './block-kit.ts';
import { hostedSettings, installApp } from './install-app.ts';
import { person, type Person } from './people.ts';
import { startSlack, type Loopback } from './server.ts';
import type { Channel, Message, OpenView, Workspace } from './world.ts';

/** A workspace with one channel, its admin and two members, the real Bolt app, real PostgreSQL. */
export interface SlackStage {
  readonly slack: Loopback;
  readonly core: Core;
  readonly port: PlatformPort;
  readonly clock: TestClock;
  readonly database: TestDatabase;
  readonly workspace: Workspace;
  readonly channel: Channel;
  readonly sam: Person;
  readonly dana: Person;
  readonly lee: Person;
  /** The address of the one HTTP server. */
  readonly url: string;
  /** Makes due rounds and runs every due job, each twice. */
  work(): Promise<void>;
  /** Waits until something is so; throws after ten seconds. */
  until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void>;
  /** What everybody sees in the channel, outside of threads. */
  posts(): Message[];
  /** What stands in the thread of the newest question. */
  replies(): Message[];
  /** What this person was shown alone, in the channel and its threads. */
  whispers(to: Person): Message[];
  /** Their conversation with the bot. */
  directs(to: Person): Message[];
  close(): Promise<void>;
}

export interface SlackStageOptions {
  readonly by: 'socket' | 'http';
  /** The workspace installs the app by OAuth instead of giving a token in the settings. */
  readonly hosted?: boolean;
  readonly log?: Log;
  /** Stands before core's handle, to slow or break it. */
  readonly before?: () => Promise<void>;
}

export async function createSlackStage(options: SlackStageOptions): Promise<SlackStage> {
  const clock = createTestClock('2026-03-02T08:00:00Z');
  const database = await createTestDatabase();
  const slack = await startSlack(clock);
  slack.deliveries.retryDelaysMs = [5, 5, 5];
  const hosted = options.hosted === true;
  const installed = hosted ? null : slack.install('Product practice');
  const workspace = installed ?? slack.world.addWorkspace('Product practice');
  const read = readSettings({
    ...(installed === null ? hostedSettings(slack) : { SLACK_BOT_TOKEN: installed.token }),
    SLACK_API_URL: slack.apiUrl,
    ...(options.by === 'socket'
      ? { SLACK_APP_TOKEN: slack.appToken }
      : { SLACK_SIGNING_SECRET: slack.signingSecret }),
  });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const served = createSlack(read.settings, database.db, clock, options.log ?? silentLog);
  if (served === null) throw new Error('Slack is not served');
  const { port } = served;
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
  const bot = await served.receive({
    core,
    handle: async (event, alongside): Promise<Reply> => {
      await options.before?.();
      return handle(core, event, alongside);
    },
    say: () => {},
  });
  const server: Served = await startServer({
    host: '127.0.0.1',
    port: 0,
    log: silentLog,
    ready: () => Promise.resolve({ ready: true, parts: {} }),
    routes: bot.routes,
    room: null,
  });
  if (options.by === 'http') slack.deliverTo(`${server.url}/slack/events`);

  const [sam, dana, lee] = [
    person(slack, workspace, 'sam', 'admin'),
    person(slack, workspace, 'dana'),
    person(slack, workspace, 'lee'),
  ];
  const channel = slack.world.addChannel(workspace.id, 'daily', 'channel', [
    sam.user.id,
    dana.user.id,
    lee.user.id,
  ]);
  if (hosted) await installApp(slack, server.url, workspace, sam);
  sam.invitesBot(channel);
  await slack.deliveries.idle();
  const posts = (): Message[] => slack.world.messagesIn(channel.id).filter((one) => one.botId !== null);

  return {
    slack,
    core,
    port,
    clock,
    database,
    workspace,
    channel,
    sam,
    dana,
    lee,
    url: server.url,
    async work() {
      await slack.deliveries.idle();
      await openDueRounds(core, clock.now());
      await jobs.settled();
      await slack.deliveries.idle();
    },
    async until(what, isSo) {
      const end = performance.now() + 10_000;
      while (!(await isSo())) {
        if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
        await sleep(10);
      }
    },
    posts,
    replies() {
      const question = posts().at(-1);
      return question === undefined ? [] : slack.world.messagesIn(channel.id, question.ts);
    },
    whispers: (to) => slack.world.onlyFor(to.user.id).filter((one) => one.channelId === channel.id),
    directs: (to) => slack.world.toldTo(to.user.id),
    async close() {
      await server.close();
      await bot.close();
      await jobs.close();
      await slack.close();
      await database.drop();
    },
  };
}

/** Sam makes a schedule by command, and the first question is posted; it is the channel's newest post. */
export async function askedByCommand(stage: SlackStage): Promise<Message> {
  const { sam, channel } = stage;
  const echo = await messageBy(sam.types(channel, '/greenroom schedule add 09:00 Europe/London every day'));
  await sam.presses(echo, 'Start it').shown();
  // The one that LONG_ANSWER answers.
  await leaveOnlyOrderUpdates(stage.core.db);
  stage.clock.set('2026-03-02T09:00:05Z');
  await stage.work();
  const question = stage.posts().at(-1);
  if (question === undefined) throw new Error('there is no question');
  return question;
}

/** What a person reads in a message, a modal or Home. */
export function slackText(on: Message | OpenView | undefined): string {
  if (on === undefined) return '';
  if ('ts' in on) return slackTextOf(on.blocks);
  return [on.content.title?.text ?? '', slackTextOf(on.content.blocks)].join('\n');
}

/** The message that a press or command led to. */
export async function messageBy(act: Act, index = 0): Promise<Message> {
  const shown = await act.shown(index);
  if (shown.kind !== 'message') throw new Error(`no message, but ${describe(shown)}`);
  return shown.message;
}

/** The modal that a press or command led to. */
export async function viewBy(act: Act, index = 0): Promise<OpenView> {
  const shown = await act.shown(index);
  if (shown.kind !== 'view') throw new Error(`no modal, but ${describe(shown)}`);
  return shown.view;
}

function describe(shown: Shown): string {
  return shown.kind === 'replaced' ? `replaced: ${shown.text}` : shown.kind;
}
