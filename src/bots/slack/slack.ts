import type { Settings } from '../../core/config.ts';
import type { Core } from '../../core/core.ts';
import type { Database, Tx } from '../../core/db/database.ts';
import { Refusal } from '../../core/errors.ts';
import type { InboundEvent } from '../../core/platform/event.ts';
import type { PlatformPort } from '../../core/platform/port.ts';
import type { Reply } from '../../core/platform/reply.ts';
import type { Log } from '../../core/log.ts';
import type { Clock } from '../../core/time.ts';
import type { Routes } from '../server.ts';
import { outcomeOf, type SlackCalls } from './call.ts';
import { createHttpReceiver, EVENTS_PATH, guarded } from './http-receiver.ts';
import { fixedToken, type FixedToken, type FixedWorkspace } from './installs/fixed-token.ts';
import { createInstalls } from './installs/installs.ts';
import { takeLifeCycle, takeServed } from './life-cycle.ts';
import { createSlackPort } from './outbound.ts';
import { silentLogger } from './sdk-logger.ts';
import { SocketReceiver } from './socket-receiver.ts';
import { createSlackApp } from './start.ts';
import { createSlackWeb } from './web-client.ts';

/** What core's side of a receiving process gives Slack. */
export interface SlackReceiving {
  readonly core: Core;
  readonly handle: (event: InboundEvent, alongside?: (tx: Tx) => Promise<void>) => Promise<Reply>;
  readonly say: (line: string) => void;
}

/** Slack for one process: a port to send by, and a Bolt app that only receiving processes start. */
export interface Slack {
  readonly port: PlatformPort;
  /** Throws a Refusal when stored tokens were sealed with a key that is not among GREENROOM_KEY. */
  check(): Promise<void>;
  /**
   * Connects (Socket Mode) or makes the paths of the one HTTP server (/slack/events), with
   * /slack/install where workspaces install the app themselves. Throws a Refusal when
   * Slack does not accept the token. When Slack ends it for good later, the reason is said to the person at the
   * terminal and the process stops as if told to, with 1.
   */
  receive(options: SlackReceiving): Promise<{ readonly routes: Routes; close(): Promise<void> }>;
}

type SlackSettings = Pick<
  Settings,
  | 'SLACK_BOT_TOKEN'
  | 'SLACK_APP_TOKEN'
  | 'SLACK_SIGNING_SECRET'
  | 'SLACK_API_URL'
  | 'SLACK_CLIENT_ID'
  | 'SLACK_CLIENT_SECRET'
  | 'SLACK_STATE_SECRET'
  | 'GREENROOM_KEY'
>;

/** Null where the settings neither name a workspace nor let workspaces install the app. Opens nothing yet. */
export function createSlack(settings: SlackSettings, db: Database, clock: Clock, log: Log): Slack | null {
  const { SLACK_BOT_TOKEN: token, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: secret } = settings;
  const web = createSlackWeb(settings.SLACK_API_URL ?? null, silentLogger());
  const fixed = token === undefined ? null : fixedToken(web, token);
  const installs = fixed === null ? createInstalls(settings, { web, db, clock, log }) : null;
  const tokens = fixed ?? installs?.tokens;
  if (tokens === undefined) return null;
  const calls: SlackCalls = { web, tokens };
  return {
    port: createSlackPort({ ...calls, db, clock }),
    check: async () => installs?.check(),
    async receive({ core, handle, say }) {
      const served = fixed === null ? null : await checkToken(fixed);
      if (served !== null) await takeServed({ core, handle }, served);
      const pages: Routes = installs?.routes({ core, handle }) ?? new Map();
      const workspaceName = (teamId: string): string => (served?.teamId === teamId ? served.name : '');
      const app = { ...calls, core, handle, workspaceName };
      const onLifeCycle: Parameters<typeof createSlackApp>[0]['onLifeCycle'] = (teamId, body) =>
        takeLifeCycle({ core, tokens, handle, forget: installs?.forget ?? keepNothing }, teamId, body);
      if (appToken !== undefined) {
        const receiver = new SocketReceiver({
          appToken,
          apiUrl: web.apiUrl,
          logger: silentLogger(),
          log: core.log,
          onEnd: (refusal) => {
            say(refusal.message);
            process.exitCode = 1;
            process.kill(process.pid, 'SIGTERM');
          },
        });
        createSlackApp({ ...app, onLifeCycle, receiver });
        await receiver.start();
        return { routes: pages, close: () => receiver.stop() };
      }
      const receiver = createHttpReceiver(secret ?? '', silentLogger());
      createSlackApp({ ...app, onLifeCycle, receiver });
      return {
        routes: new Map([...pages, [EVENTS_PATH, guarded(receiver, core.log)]]),
        close: () => Promise.resolve(),
      };
    },
  };
}

/** A token of the settings is not ours to forget. */
const keepNothing = (): Promise<void> => Promise.resolve();

/** Names the workspace; null when it cannot be asked: a network that is down just now is no reason not to start. */
async function checkToken(tokens: FixedToken): Promise<FixedWorkspace | null> {
  try {
    return await tokens.workspace();
  } catch (error) {
    const called = outcomeOf(error);
    if (called.kind !== 'refused') return null;
    throw new Refusal(
      `Slack does not accept SLACK_BOT_TOKEN (${called.error}). Copy the bot token (xoxb-…) from the app's OAuth page again, and check SLACK_API_URL if it is set.`,
      { cause: error },
    );
  }
}
