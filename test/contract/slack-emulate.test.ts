import { createEmulator } from 'emulate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { callSlack } from '../../src/bots/slack/call.ts';
import { fixedToken } from '../../src/bots/slack/installs/fixed-token.ts';
import { respond, type Acted } from '../../src/bots/slack/respond.ts';
import { silentLogger } from '../../src/bots/slack/sdk-logger.ts';
import { createSlack } from '../../src/bots/slack/slack.ts';
import { createSlackWeb } from '../../src/bots/slack/web-client.ts';
import { silentLog } from '../../src/core/log.ts';
import { createTestClock } from '../support/clock.ts';
import { createTestDatabase } from '../support/database.ts';
import { slackPortCases, type PortPlace } from './slack-port-cases.ts';

/**
 * `emulate` is a Slack that others wrote: messages, threads, conversations, files and views over HTTP, in this process.
 * It has no Socket Mode, no rate limits, no signed presses, lets the bot post where it is not, and knows no bot ids on
 * messages; all that is tried against the loopback.
 */
const TOKEN = 'xoxb-emulated';
const BOT = 'U0GREENROOM';

async function startEmulate() {
  const scopes = [
    'chat:write',
    'channels:history',
    'channels:join',
    'im:write',
    'mpim:write',
    'reactions:write',
  ];
  const app = { app_id: 'A0GREENROOM', client_id: '1.2', name: 'Greenroom', redirect_uris: [], scopes };
  const bot = { bot_name: 'greenroom', bot_user_id: BOT, bot_id: 'B0GREENROOM' };
  const emulated = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      slack: {
        users: [{ name: 'dana' }, { name: 'lee' }],
        channels: [{ name: 'daily' }],
        oauth_apps: [{ ...app, client_secret: 'secret', ...bot }],
        tokens: [{ token: TOKEN, type: 'bot', user_id: BOT, app_id: app.app_id, ...bot }],
      },
    },
  });
  const origin = emulated.url.replace('localhost', '127.0.0.1');
  const call = async (method: string, args: Readonly<Record<string, string>>): Promise<unknown> => {
    const response = await fetch(`${origin}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}` },
      body: new URLSearchParams(args),
    });
    return response.json();
  };
  const named = z.array(z.looseObject({ id: z.string(), name: z.string() }));
  const idIn = (list: z.infer<typeof named>, name: string): string =>
    list.find((one) => one.name === name)?.id ?? '';
  const users = z.looseObject({ members: named }).parse(await call('users.list', {})).members;
  const channels = z.looseObject({ channels: named }).parse(await call('conversations.list', {})).channels;
  const channelId = idIn(channels, 'daily');
  await call('conversations.join', { channel: channelId });
  const apiUrl = `${origin}/api/`;
  return {
    origin,
    apiUrl,
    call,
    channelId,
    workspaceId: z.looseObject({ team_id: z.string() }).parse(await call('auth.test', {})).team_id,
    danaId: idIn(users, 'dana'),
    leeId: idIn(users, 'lee'),
    /** The page on which emulate shows what it holds. */
    inspect: async (query: string) => (await fetch(`${origin}/?${query}`)).text(),
    close: () => emulated.close(),
  };
}

slackPortCases('emulate', async (): Promise<PortPlace> => {
  const slack = await startEmulate();
  const database = await createTestDatabase();
  const served = createSlack(
    { SLACK_BOT_TOKEN: TOKEN, SLACK_API_URL: slack.apiUrl },
    database.db,
    // emulate dates messages by the real clock, and the port looks back from its own.
    createTestClock(new Date().toISOString()),
    silentLog,
  );
  if (served === null) throw new Error('Slack is not served');
  return {
    ...slack,
    port: served.port,
    db: database.db,
    token: TOKEN,
    whispers: () => slack.inspect(`tab=messages&channel=${slack.channelId}`),
    async contentOf(fileId) {
      const headers = { authorization: `Bearer ${TOKEN}` };
      return (await fetch(`${slack.origin}/files-pri/${fileId}/practice.json`, { headers })).text();
    },
    async leave() {
      await slack.call('conversations.kick', { channel: slack.channelId, user: slack.danaId });
    },
    async close() {
      await slack.close();
      await database.drop();
    },
  };
});

describe('a form on Slack, against emulate', () => {
  let slack: Awaited<ReturnType<typeof startEmulate>>;
  beforeAll(async () => {
    slack = await startEmulate();
  });
  afterAll(() => slack.close());

  const triggerSchema = z.looseObject({ trigger_id: z.string() });
  const form = {
    submit: 'answer:1',
    title: 'Your answer',
    intro: [],
    fields: [
      {
        name: 'answer',
        label: 'Answer',
        help: null,
        value: '',
        multiline: true,
        required: true,
        maxLength: 6_000,
      },
    ],
    submitLabel: 'Send',
  };

  it('opens as a modal by the trigger of its press; by a used one the member is told to press again', async () => {
    const web = createSlackWeb(slack.apiUrl, silentLogger());
    const io = { web, tokens: fixedToken(web, TOKEN), log: silentLog };
    const made = await callSlack(io, slack.workspaceId, 'views.generateTriggerId', { user_id: slack.danaId });
    const acted: Acted = {
      teamId: slack.workspaceId,
      userId: slack.danaId,
      where: 'message',
      looks: true,
      triggerId: made.kind === 'ok' ? triggerSchema.parse(made.value).trigger_id : null,
      responseUrl: null,
      channelId: slack.channelId,
      threadTs: null,
      viewId: null,
      inputs: [],
    };
    const press = async (): Promise<void> => {
      let done = false;
      const ack = {
        get done() {
          return done;
        },
        send: () => {
          done = true;
          return Promise.resolve();
        },
      };
      await respond(io, acted, ack, { kind: 'form', form }, {});
    };
    const messages = `tab=messages&channel=${slack.channelId}`;
    await press();
    expect(await slack.inspect('tab=views')).toContain('Your answer');
    expect(await slack.inspect(messages)).toContain('No ephemeral messages');
    await press();
    expect(await slack.inspect(messages)).toContain('That took too long to open. Press it again.');
  });
});
