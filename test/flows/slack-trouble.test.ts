import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSlack } from '../../src/bots/slack/slack.ts';
import { BOT_SCOPES } from '../../src/bots/slack/surface.ts';
import { readSettings } from '../../src/core/config.ts';
import { handle } from '../../src/core/handle.ts';
import { silentLog } from '../../src/core/log.ts';
import { removeApp } from '../support/slack/life.ts';
import { signed } from '../support/slack/deliveries.ts';
import { LONG_ANSWER } from '../support/room.ts';
import {
  askedByCommand,
  createSlackStage,
  messageBy,
  slackText,
  viewBy,
  type SlackStage,
} from '../support/slack/stage.ts';

let stage: SlackStage;
let failing = 0;
/** So long core takes, in milliseconds. */
let slowMs = 0;
beforeEach(async () => {
  failing = 0;
  slowMs = 0;
  stage = await createSlackStage({
    by: 'http',
    before: async () => {
      failing -= 1;
      await sleep(slowMs);
      return failing >= 0 ? Promise.reject(new Error('the commit failed')) : Promise.resolve();
    },
  });
});
afterEach(() => stage.close());

const answers = () =>
  stage.core.db.selectFrom('answers').select(['via', 'state', 'revision']).orderBy('id').execute();
const posts = (method: string) => stage.slack.requests.filter((one) => one.method === method);

describe('on Slack', () => {
  it('a response that is lost after the server acted leads to no second post', async () => {
    stage.slack.fault({ on: 'chat.postMessage', what: 'reset-after', times: 1 });
    await askedByCommand(stage);
    await stage.work();
    stage.clock.advance({ minutes: 2 });
    await stage.work();
    expect(stage.posts()).toHaveLength(1);
    // It was looked for and found, so answering works as ever.
    const question = stage.posts()[0];
    stage.dana.writes(stage.channel, LONG_ANSWER, { thread: question?.ts ?? '' });
    await stage.work();
    expect(await answers()).toMatchObject([{ state: 'held' }]);
  });

  it('where nobody may look for it, a question is rather missed than doubled', async () => {
    stage.slack.fault({ on: 'chat.postMessage', what: 'reset-after', times: 1 });
    stage.slack.fault({
      on: 'conversations.history',
      what: 'refuse',
      error: 'ratelimited',
      times: 50,
    });
    await askedByCommand(stage);
    for (let round = 0; round < 4; round += 1) {
      stage.clock.advance({ minutes: 2 });
      await stage.work();
    }
    expect(stage.posts()).toHaveLength(1);
    expect(posts('chat.postMessage').length).toBeLessThanOrEqual(2);
  });

  it('an event that comes five times, twice at once, and by its mention too is one answer', async () => {
    const question = await askedByCommand(stage);
    stage.slack.deliveries.copies = 2;
    const text = `<@${stage.workspace.botUserId}> ${LONG_ANSWER}`;
    const said = stage.dana.writes(stage.channel, text, { thread: question.ts });
    await stage.slack.deliveries.idle();
    const [first] = stage.slack.deliveries.attempts
      .map((attempt) => attempt.delivery)
      .filter((one) => one.kind === 'events_api' && JSON.stringify(one.payload).includes(said.ts));
    if (first?.kind !== 'events_api') throw new Error('the event was not sent');
    for (let again = 0; again < 3; again += 1) {
      expect(await stage.slack.deliveries.again(first.payload)).toMatchObject({ ok: true });
    }
    await stage.work();
    expect(await answers()).toEqual([{ via: 'thread', state: 'held', revision: 0 }]);
  });

  it('a commit that fails is not acknowledged, and taken when Slack sends it again', async () => {
    const question = await askedByCommand(stage);
    failing = 2;
    stage.dana.writes(stage.channel, LONG_ANSWER, { thread: question.ts });
    await stage.slack.deliveries.idle();
    const statuses = stage.slack.deliveries.attempts.slice(-3).map((attempt) => attempt.ack.status);
    expect(statuses).toEqual([500, 500, 200]);
    await stage.work();
    expect(await answers()).toMatchObject([{ state: 'held' }]);
  });

  it('a limit is waited for as long as Slack says, and delays no other channel', async () => {
    const question = await askedByCommand(stage);
    stage.slack.fault({ on: 'reactions.add', what: 'limit', retryAfter: 30, times: 1 });
    stage.dana.writes(stage.channel, LONG_ANSWER, { thread: question.ts });
    await stage.work();
    const [ask] = stage.whispers(stage.dana);
    if (ask === undefined) throw new Error('nobody asked');
    await stage.dana.presses(ask, 'Always').shown();
    stage.clock.advance({ seconds: 61 });
    await stage.work();
    expect(stage.whispers(stage.dana).map(slackText).join()).toContain('One next step:');
  });

  it('a limit of messages is the whole workspace’s: no other channel runs into it', async () => {
    const { slack, sam, channel, workspace, clock } = stage;
    const second = slack.world.addChannel(workspace.id, 'evening', 'channel', [sam.user.id]);
    sam.invitesBot(second);
    for (const one of [channel, second]) {
      const echo = await messageBy(sam.types(one, '/greenroom schedule add 09:00 Europe/London every day'));
      await sam.presses(echo, 'Start it').shown();
    }
    slack.fault({ on: 'chat.postMessage', what: 'limit', retryAfter: 30, times: 1 });
    clock.set('2026-03-02T09:00:05Z');
    await stage.work();
    expect(posts('chat.postMessage')).toMatchObject([{ status: 429 }]);
    await stage.core.db.deleteFrom('pacers').execute();
    clock.advance({ minutes: 1 });
    await stage.work();
    expect(posts('chat.postMessage')).toHaveLength(3);
  });

  it('a trigger that is over leads to a sentence instead of a form', async () => {
    const question = await askedByCommand(stage);
    const press = stage.dana.presses(question, 'Answer');
    press.expire();
    const shown = await press.shown();
    expect(shown.kind === 'message' && slackText(shown.message)).toContain('Press it again.');
  });

  it('a form that takes long is told so in time, and then shows how it ended', async () => {
    const question = await askedByCommand(stage);
    const form = await viewBy(stage.dana.presses(question, 'Answer'));
    slowMs = 2_100;
    const sent = stage.dana.submits(form, { answer: LONG_ANSWER });
    const view = (): string => slackText(stage.slack.world.view(form.id));
    await sent.ack;
    expect(view()).toContain('One moment.');
    await stage.until('the end is shown', () => view().includes('Your answer is in.'));
    await stage.slack.deliveries.idle();
    expect(view()).toContain('Your answer is in.');
  });

  it('GET and unknown methods are refused, unsigned requests too, and the process lives on', async () => {
    const url = `${stage.url}/slack/events`;
    expect((await fetch(url)).status).toBe(405);
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(405);
    expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401);
    expect((await fetch(`${stage.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${stage.url}/elsewhere`)).status).toBe(404);
  });

  it('answers the question with which Slack checks the address that was typed into its page', async () => {
    const body = JSON.stringify({ token: 'verification', challenge: 'a-word', type: 'url_verification' });
    const url = `${stage.url}/slack/events`;
    const headers = { 'content-type': 'application/json', ...signed(body, stage.slack.signingSecret) };
    const answer = await fetch(url, { method: 'POST', body, headers });
    expect([answer.status, await answer.text()]).toEqual([200, '{"challenge":"a-word"}']);
    // Older than five minutes a signature is refused, and one by another secret always.
    const old = signed(body, stage.slack.signingSecret, Math.floor(Date.now() / 1000) - 301);
    for (const wrong of [old, signed(body, 'another')]) {
      const refused = await fetch(url, { method: 'POST', body, headers: { ...headers, ...wrong } });
      expect(refused.status).toBe(401);
    }
  });

  it('takes messages without channel type, client id and blocks', async () => {
    const question = await askedByCommand(stage);
    const ts = stage.slack.world.nextTs();
    const body = JSON.stringify({
      type: 'event_callback',
      team_id: stage.workspace.id,
      event_id: 'Ev1',
      event: {
        type: 'message',
        channel: stage.channel.id,
        user: stage.lee.user.id,
        text: LONG_ANSWER,
        ts,
        thread_ts: question.ts,
      },
    });
    const headers = { 'content-type': 'application/json', ...signed(body, stage.slack.signingSecret) };
    const response = await fetch(`${stage.url}/slack/events`, { method: 'POST', body, headers });
    expect(response.status).toBe(200);
    await stage.work();
    expect(await answers()).toMatchObject([{ via: 'thread', state: 'held' }]);
  });

  it('a workspace that removed the app and is served with a new token is there again', async () => {
    const { slack, core, workspace, clock } = stage;
    await askedByCommand(stage);
    removeApp(slack, workspace, 'app_uninstalled');
    await slack.deliveries.idle();
    const left = () => core.db.selectFrom('communities').select('left_at').executeTakeFirstOrThrow();
    const paused = () => core.db.selectFrom('schedules').select('paused_at').executeTakeFirstOrThrow();
    expect((await left()).left_at).not.toBeNull();
    clock.advance({ days: 2 });
    const read = readSettings({
      SLACK_BOT_TOKEN: slack.grants.issue(workspace.id, BOT_SCOPES).token,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
    });
    if (!read.ok) throw new Error(read.problems.join());
    const served = createSlack(read.settings, core.db, clock, silentLog);
    const bot = await served?.receive({
      core,
      handle: (event, alongside) => handle(core, event, alongside),
      say: () => {},
    });
    await bot?.close();
    expect((await left()).left_at).toBeNull();
    expect((await paused()).paused_at).toBeNull();
  });

  it('presses without a trigger id are told apart, and the same one five times is one', async () => {
    const { slack, dana, lee } = stage;
    const question = await askedByCommand(stage);
    const forms = [];
    for (const who of [dana, lee]) forms.push({ who, view: await viewBy(who.presses(question, 'Answer')) });
    slack.deliveries.leavesOut = new Set(['trigger_id', 'action_ts', 'response_url', 'hash']);
    for (const { who, view } of forms) {
      await who.submits(view, { answer: `${who.user.name} says: ${LONG_ANSWER}` }).ack;
    }
    const sent = slack.deliveries.attempts.at(-1)?.delivery;
    if (sent?.kind !== 'interactive') throw new Error('no form was sent');
    await Promise.all([0, 1, 2, 3].map(() => slack.deliveries.interact(sent.payload)));
    await stage.work();
    expect(await answers()).toEqual([
      { via: 'form', state: 'submitted', revision: 1 },
      { via: 'form', state: 'submitted', revision: 1 },
    ]);
    const inbox = await stage.core.db.selectFrom('inbox').select('event_key').execute();
    expect(inbox.filter((one) => one.event_key.includes('/submit:'))).toHaveLength(2);
  });

  it('a command keeps the name of the workspace that its people chose', async () => {
    const name = () => stage.core.db.selectFrom('communities').select('name').executeTakeFirstOrThrow();
    await stage.sam.types(stage.channel, '/greenroom help').ack;
    expect(await name()).toEqual({ name: 'Product practice' });
  });

  it('an event of a workspace that did not install the app changes nothing', async () => {
    const question = await askedByCommand(stage);
    const body = JSON.stringify({
      type: 'event_callback',
      team_id: 'T0OTHER',
      event_id: 'Ev2',
      event: {
        type: 'message',
        channel: stage.channel.id,
        user: stage.lee.user.id,
        text: LONG_ANSWER,
        ts: stage.slack.world.nextTs(),
        thread_ts: question.ts,
      },
    });
    const headers = { 'content-type': 'application/json', ...signed(body, stage.slack.signingSecret) };
    expect((await fetch(`${stage.url}/slack/events`, { method: 'POST', body, headers })).status).toBe(200);
    expect(await answers()).toEqual([]);
  });
});
