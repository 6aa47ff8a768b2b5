import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { WebClient, type ModalView } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { signed } from '../support/slack/deliveries.ts';
import { removeApp } from '../support/slack/life.ts';
import { person } from '../support/slack/people.ts';
import { startSlack, type Loopback } from '../support/slack/server.ts';

let clock: TestClock;
let slack: Loopback;
const stops: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  clock = createTestClock('2026-03-02T08:00:00Z');
  slack = await startSlack(clock);
  slack.deliveries.retryDelaysMs = [5, 5, 5];
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await slack.close();
});

const client = (token: string): WebClient =>
  new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
  });
const form = (): ModalView => ({
  type: 'modal',
  title: { type: 'plain_text', text: 'Answer' },
  submit: { type: 'plain_text', text: 'Send' },
  blocks: [
    {
      type: 'input',
      block_id: 'words',
      label: { type: 'plain_text', text: 'Your words' },
      element: { type: 'plain_text_input', action_id: 'value', max_length: 20 },
    },
  ],
});
const press = {
  type: 'actions',
  elements: [{ type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'Answer' } }],
} as const;

/** The error word of a call that must fail. */
async function refused(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => null,
    (error: unknown) => error,
  );
  return z.looseObject({ data: z.looseObject({ error: z.string() }) }).parse(error).data.error;
}

async function bySocket(token: string): Promise<App> {
  const app = new App({
    token,
    receiver: new SocketModeReceiver({
      appToken: slack.appToken,
      logLevel: LogLevel.ERROR,
      installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
    }),
    clientOptions: { slackApiUrl: slack.apiUrl },
    logLevel: LogLevel.ERROR,
  });
  await app.start();
  stops.push(() => app.stop());
  return app;
}

async function byHttp(token: string): Promise<{ readonly app: App; readonly url: string }> {
  const receiver = new HTTPReceiver({
    signingSecret: slack.signingSecret,
    processBeforeResponse: true,
    logLevel: LogLevel.ERROR,
  });
  const app = new App({
    token,
    receiver,
    clientOptions: { slackApiUrl: slack.apiUrl },
    logLevel: LogLevel.ERROR,
  });
  const server: Server = createServer((request, response) => receiver.requestListener(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = z.looseObject({ port: z.number() }).parse(server.address());
  const url = `http://127.0.0.1:${port}/slack/events`;
  slack.deliverTo(url);
  return { app, url };
}

describe('the loopback Slack, met by the real Bolt', () => {
  it('brings messages, mentions, edits and deletions over a socket', async () => {
    const team = slack.install('Practice');
    const app = await bySocket(team.token);
    const seen: string[] = [];
    app.event('message', async ({ event }) => void seen.push(event.subtype ?? 'created'));
    app.event('app_mention', async ({ event }) => void seen.push(`mention ${event.text}`));
    const dana = person(slack, team, 'dana');
    const channel = slack.world.addChannel(team.id, 'daily', 'channel', [dana.user.id, team.botUserId]);
    const message = dana.writes(channel, `<@${team.botUserId}> a < b`);
    await slack.deliveries.idle();
    dana.edits(message, 'better');
    await slack.deliveries.idle();
    dana.deletes(message);
    await slack.deliveries.idle();
    expect(seen.sort()).toEqual([
      'created',
      `mention <@${team.botUserId}> a &lt; b`,
      'message_changed',
      'message_deleted',
    ]);
  });

  it('opens a form for a press, once and in time, and shows its errors', async () => {
    const team = slack.install('Practice');
    const app = await bySocket(team.token);
    app.action('a', async ({ ack, body, client }) => {
      await ack();
      await client.views.open({ trigger_id: 'trigger_id' in body ? body.trigger_id : '', view: form() });
    });
    app.view('', async ({ ack, view }) => {
      const words = view.state.values['words']?.['value']?.value ?? '';
      await ack(words === 'no' ? { response_action: 'errors', errors: { words: 'Write more.' } } : undefined);
    });
    const dana = person(slack, team, 'dana');
    const channel = slack.world.addChannel(team.id, 'daily', 'channel', [dana.user.id, team.botUserId]);
    await client(team.token).apiCall('chat.postMessage', {
      channel: channel.id,
      text: 'Question',
      blocks: [press],
    });
    const [post] = slack.world.messagesIn(channel.id);
    if (post === undefined) throw new Error('no post');
    const act = dana.presses(post, 'Answer');
    const view = await act.view();
    expect(await dana.submits(view, { words: 'no' }).shown()).toEqual({
      kind: 'errors',
      errors: { words: 'Write more.' },
    });
    expect(await dana.submits(view, { 'Your words': 'yes' }).shown()).toEqual({ kind: 'closed' });
    expect(slack.world.modals(dana.user.id)).toEqual([]);
    const open = (trigger: string): Promise<string> =>
      refused(client(team.token).views.open({ trigger_id: trigger, view: form() }));
    expect(await open(act.triggerId)).toBe('exchanged_trigger_id');
    expect(await open('1.2')).toBe('invalid_trigger_id');
    slack.deliveries.target = { kind: 'http', url: 'http://127.0.0.1:1', signingSecret: '' };
    const late = dana.presses(post, 'Answer');
    late.expire();
    expect(await open(late.triggerId)).toBe('expired_trigger_id');
    expect(() => dana.presses(post, 'Delete')).toThrow('no button');
  });

  it('signs what it sends over HTTP, answers commands, and sends an event again that failed', async () => {
    const team = slack.install('Practice');
    const { app, url } = await byHttp(team.token);
    let fails = 2;
    const retries: string[] = [];
    app.event('message', async ({ context }) => {
      retries.push(`${context.retryNum ?? 0} ${context.retryReason ?? ''}`);
      fails -= 1;
      if (fails >= 0) throw new Error('not now');
    });
    app.error(async (error) => {
      throw error;
    });
    app.command('/practice', async ({ ack, respond, command }) => {
      await ack();
      await respond(`you said ${command.text}`);
    });
    const dana = person(slack, team, 'dana');
    dana.tells('hello');
    await slack.deliveries.idle();
    expect(retries).toEqual(['0 ', '1 http_error', '2 http_error']);
    const channel = slack.world.addChannel(team.id, 'daily', 'channel', [dana.user.id]);
    const told = await dana.types(channel, '/practice now metrics').message();
    expect([told.text, told.onlyFor]).toEqual(['you said now metrics', dana.user.id]);
    const forged = await fetch(url, { method: 'POST', body: '{}', headers: signed('{}', 'another secret') });
    expect(forged.status).toBe(401);
    const body = JSON.stringify({ type: 'url_verification', challenge: 'c' });
    const headers = { ...signed(body, slack.signingSecret), 'content-type': 'application/json' };
    expect(await (await fetch(url, { method: 'POST', body, headers })).json()).toEqual({ challenge: 'c' });
  });

  it('gives each event to one of two connections, again when it was not acknowledged, and asks to reconnect', async () => {
    const team = slack.install('Practice');
    const seen: string[] = [];
    for (const name of ['one', 'two']) {
      const app = await bySocket(team.token);
      app.event(
        'message',
        async ({ event }) => void seen.push(`${name} ${'text' in event ? event.text : ''}`),
      );
    }
    const dana = person(slack, team, 'dana');
    for (const text of ['a', 'b', 'c', 'd']) dana.tells(text);
    await slack.deliveries.idle();
    expect(seen.map((one) => one.slice(-1)).sort()).toEqual(['a', 'b', 'c', 'd']);
    expect(slack.socket.envelopes).toEqual([2, 2]);
    slack.deliveries.ackWithinMs = 200;
    slack.socket.losingAcks = true;
    dana.tells('lost');
    await slack.deliveries.idle();
    expect(seen.filter((one) => one.endsWith('lost'))).toHaveLength(4);
    expect(slack.deliveries.attempts.at(-1)?.retry).toEqual({ number: 3, reason: 'timeout' });
    slack.socket.losingAcks = false;
    slack.socket.askToReconnect();
    await expect.poll(() => slack.socket.envelopes.length, { timeout: 15_000 }).toBe(4);
    // Only who was greeted takes events. Stopped before that, Slack's client rejects a promise that nobody waits for.
    slack.deliveries.ackWithinMs = 3_000;
    for (const text of ['e', 'f']) dana.tells(text);
    await slack.deliveries.idle();
    expect(slack.socket.envelopes.slice(2)).toEqual([1, 1]);
    expect(
      seen
        .slice(-2)
        .map((one) => one.slice(-1))
        .sort(),
    ).toEqual(['e', 'f']);
  }, 20_000);
});

describe('the loopback Slack refuses', () => {
  it('what a token may not do, and tokens that are unknown, over or revoked', async () => {
    const team = slack.install('Practice', ['chat:write']);
    const calls = client(team.token);
    expect(await refused(calls.users.info({ user: 'U1' }))).toBe('missing_scope');
    expect(await refused(client('xoxb-1').auth.test())).toBe('invalid_auth');
    const rotated = slack.grants.issue(team.id, [], true);
    expect((await client(rotated.token).auth.test()).team_id).toBe(team.id);
    clock.advance({ hours: 12 });
    expect(await refused(client(rotated.token).auth.test())).toBe('token_expired');
    slack.grants.refresh(rotated.refreshToken ?? '');
    expect(() => slack.grants.refresh(rotated.refreshToken ?? '')).toThrow('invalid_refresh_token');
    removeApp(slack, team, 'tokens_revoked');
    expect(await refused(calls.auth.test())).toBe('token_revoked');
  });

  it('blocks outside their limits, channels the bot is not in, and what belongs to another workspace', async () => {
    const [team, other] = [slack.install('Practice'), slack.install('Others')];
    const calls = client(team.token);
    const channel = slack.world.addChannel(team.id, 'daily');
    const theirs = slack.world.addChannel(other.id, 'theirs', 'channel', [other.botUserId]);
    const post = (id: string): Promise<unknown> =>
      calls.apiCall('chat.postMessage', { channel: id, text: 'x' });
    expect(await refused(post(channel.id))).toBe('not_in_channel');
    expect(await refused(post(theirs.id))).toBe('channel_not_found');
    await calls.conversations.join({ channel: channel.id });
    const many = Array.from({ length: 51 }, () => press);
    expect(
      await refused(calls.apiCall('chat.postMessage', { channel: channel.id, text: 'x', blocks: many })),
    ).toBe('invalid_blocks');
    await post(channel.id);
    expect(slack.world.messagesIn(channel.id)).toHaveLength(1);
  });

  it('with a rate limit, an error or a cut connection, before or after it acted', async () => {
    const [team, other] = [slack.install('Practice'), slack.install('Others')];
    const channel = slack.world.addChannel(team.id, 'daily', 'channel', [team.botUserId]);
    const post = (): Promise<unknown> =>
      client(team.token).apiCall('chat.postMessage', { channel: channel.id, text: 'x' });
    slack.fault({ on: 'chat.postMessage', teamId: other.id, what: 'limit', times: 9 });
    slack.fault({ on: 'chat.postMessage', what: 'limit', times: 1, retryAfter: 7 });
    await expect(post()).rejects.toMatchObject({ retryAfter: 7 });
    slack.fault({ on: 'chat.postMessage', what: 'reset-before', times: 1 });
    await expect(post()).rejects.toThrow();
    expect(slack.world.messagesIn(channel.id)).toHaveLength(0);
    slack.fault({ on: 'chat.postMessage', what: 'reset-after', times: 1 });
    await expect(post()).rejects.toThrow();
    slack.fault({ on: 'chat.postMessage', what: 'error-after', times: 1 });
    await expect(post()).rejects.toThrow();
    expect(slack.world.messagesIn(channel.id)).toHaveLength(2);
  });

  it('goes on when an app begins its answer to an event and never ends it', async () => {
    const app = createServer((_, response) => void response.writeHead(200).write('half of it'));
    app.listen(0, '127.0.0.1');
    await once(app, 'listening');
    stops.push(async () => {
      app.closeAllConnections();
      app.close();
    });
    const { port } = z.object({ port: z.number() }).parse(app.address());
    slack.deliverTo(`http://127.0.0.1:${port}/slack/events`);
    slack.deliveries.ackWithinMs = 50;
    // What nobody caught would fail the run.
    expect(await slack.deliveries.again({})).toMatchObject({ ok: false, status: null });
  });
});
