import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callSlack } from '../../src/bots/slack/call.ts';
import { createInstalls } from '../../src/bots/slack/installs/installs.ts';
import { createSealer } from '../../src/bots/slack/installs/seal.ts';
import { silentLogger } from '../../src/bots/slack/sdk-logger.ts';
import { createSlackWeb } from '../../src/bots/slack/web-client.ts';
import { silentLog } from '../../src/core/log.ts';
import {
  comeBack,
  hostedSettings,
  installApp,
  startInstall,
  TEST_KEY,
} from '../support/slack/install-app.ts';
import { removeApp } from '../support/slack/life.ts';
import { person } from '../support/slack/people.ts';
import { askedByCommand, createSlackStage, slackText, type SlackStage } from '../support/slack/stage.ts';

const KEY = Buffer.from(TEST_KEY, 'base64');
const OTHER_KEY = Buffer.alloc(32, 9);

let stage: SlackStage;
beforeEach(async () => {
  stage = await createSlackStage({ by: 'http', hosted: true });
});
afterEach(async () => {
  await stage.close();
});

const again = (): Promise<{ status: number; text: string }> =>
  installApp(stage.slack, stage.url, stage.workspace, stage.sam);
const row = () => stage.database.db.selectFrom('installations').selectAll().executeTakeFirst();
const communities = () => stage.database.db.selectFrom('communities').selectAll().execute();

/** A process of its own with these keys. */
function process(keys: readonly Uint8Array[] = [KEY]) {
  const { SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_STATE_SECRET } = hostedSettings(stage.slack);
  const installs = createInstalls(
    { SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_STATE_SECRET, GREENROOM_KEY: [...keys] },
    {
      web: createSlackWeb(stage.slack.apiUrl, silentLogger()),
      db: stage.database.db,
      clock: stage.clock,
      log: silentLog,
    },
  );
  if (installs === null) throw new Error('no installs');
  return installs;
}
const tokenBy = (keys?: readonly Uint8Array[]) => process(keys).tokens.tokenOf(stage.workspace.id);

describe('a workspace installs the app', () => {
  it('by one button, and is asked its questions with a token that is sealed in the database', async () => {
    const question = await askedByCommand(stage);
    expect(question.teamId).toBe(stage.workspace.id);
    const token = (await tokenBy())?.token ?? 'none';
    expect(stage.slack.grants.use(token).teamId).toBe(stage.workspace.id);
    expect(JSON.stringify(await row())).not.toContain(token);
    expect((await row())?.sealed_token.includes(Buffer.from(token))).toBe(false);
    expect((await communities()).map((one) => one.external_id)).toEqual([stage.workspace.id]);
    expect((await again()).text).toContain('Greenroom is in Product practice');
    expect(await communities()).toHaveLength(1);
  });

  it('again after a removal, and a process that still remembers the old token uses the new one', async () => {
    const { slack, workspace } = stage;
    const web = createSlackWeb(slack.apiUrl, silentLogger());
    const io = { web, tokens: process().tokens };
    expect(await callSlack(io, workspace.id, 'auth.test', {})).toMatchObject({ kind: 'ok' });
    stage.clock.advance({ seconds: 5 });
    removeApp(slack, workspace, 'app_uninstalled');
    await slack.deliveries.idle();
    const before = slack.requests.length;
    expect(await callSlack(io, workspace.id, 'auth.test', {})).toMatchObject({ kind: 'refused' });
    expect(slack.requests.length).toBe(before + 1);
    await again();
    expect(await callSlack(io, workspace.id, 'auth.test', {})).toMatchObject({ kind: 'ok' });
    removeApp(slack, workspace, 'app_uninstalled');
    stage.clock.advance({ seconds: 5 });
    await again();
    // Remembered still, refused, and replaced within the same call.
    expect(await callSlack(io, workspace.id, 'auth.test', {})).toMatchObject({ kind: 'ok' });
  });

  it('only with a state that is ours, in time, unused, and from the same browser', async () => {
    const { slack, url, workspace, sam } = stage;
    const calls = (): number => slack.requests.filter(({ method }) => method === 'oauth.v2.access').length;
    const before = calls();
    const { cookie, href } = await startInstall(url);
    const back = slack.oauth.decide(slack, href, workspace, sam.user);
    expect((await comeBack(url, back, '')).status).toBe(400);
    const forged = new URL(back);
    const state = `${(back.searchParams.get('state') ?? '').slice(0, -4)}AAAA`;
    forged.searchParams.set('state', state);
    expect((await comeBack(url, forged, `greenroom_install=${state}`)).status).toBe(400);
    expect(calls()).toBe(before);
    const both = await Promise.all([comeBack(url, back, cookie), comeBack(url, back, cookie)]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 400]));
    expect(calls()).toBe(before + 1);
    const late = await startInstall(url);
    stage.clock.advance({ minutes: 11 });
    const tooLate = slack.oauth.decide(slack, late.href, workspace, sam.user);
    expect((await comeBack(url, tooLate, late.cookie)).text).toContain('Start again');
    expect((await fetch(`${url}/slack/install`, { method: 'POST' })).status).toBe(405);
  });

  it('unless they cancel, Slack refuses, or it is a whole organisation, and the page says what to do', async () => {
    const { slack, url } = stage;
    const other = slack.world.addWorkspace('Others');
    const kim = person(slack, other, 'kim', 'owner');
    const install = (allow = true) => installApp(slack, url, other, kim, allow);
    expect((await install(false)).text).toContain('Nothing was installed');
    slack.fault({ on: 'oauth.v2.access', what: 'refuse', error: 'bad_client_secret', times: 1 });
    expect(await install()).toMatchObject({
      status: 502,
      text: expect.stringContaining('bad_client_secret'),
    });
    slack.fault({ on: 'oauth.v2.access', what: 'reset-after', times: 1 });
    expect((await install()).status).toBe(502);
    slack.oauth.registration.enterprise = true;
    expect((await install()).text).toContain('choose one workspace');
    expect(slack.requests.at(-1)?.method).toBe('auth.revoke');
    expect(await communities()).toHaveLength(1);
  });
});

describe('tokens that rotate', () => {
  beforeEach(async () => {
    stage.slack.oauth.registration.rotating = true;
    await again();
  });

  it('are renewed before they end, also where no event comes in, once by any number of processes', async () => {
    const first = await tokenBy();
    expect(await tokenBy()).toEqual(first);
    stage.clock.advance({ hours: 7 });
    const both = await Promise.all(Array.from({ length: 6 }, () => tokenBy()));
    expect(stage.slack.grants.refreshes).toBe(1);
    expect(both).not.toContain(null);
    expect((await tokenBy())?.token).not.toBe(first?.token);
    // Nobody needed one for days: those that come at once wait for the one that asks.
    stage.clock.advance({ days: 3 });
    const late = await Promise.all(Array.from({ length: 6 }, () => tokenBy()));
    expect(stage.slack.grants.refreshes).toBe(2);
    for (const one of late)
      expect(stage.slack.grants.use(one?.token ?? null).teamId).toBe(stage.workspace.id);
  });

  it('keep working while Slack cannot be reached, and are renewed when it can', async () => {
    const first = await tokenBy();
    stage.clock.advance({ hours: 7 });
    stage.slack.fault({ on: 'oauth.v2.access', what: 'reset-before', times: 1 });
    expect(await tokenBy()).toEqual(first);
    stage.clock.advance({ minutes: 1 });
    expect((await tokenBy())?.token).not.toBe(first?.token);
  });

  it('that ended while nobody needed them lose no question to a renewal that fails once', async () => {
    await askedByCommand(stage);
    stage.clock.advance({ hours: 24 });
    stage.slack.fault({ on: 'oauth.v2.access', what: 'error-before', times: 1 });
    await stage.work();
    const { db } = stage.database;
    const post = db.selectFrom('deliveries').select('state').where('key', '=', 'round:2:post');
    // It waits for its next turn; a refusal would have been the end of it.
    expect(await post.executeTakeFirst()).toEqual({ state: 'pending' });
    stage.clock.advance({ minutes: 2 });
    expect(stage.slack.grants.use((await tokenBy())?.token ?? null).teamId).toBe(stage.workspace.id);
  });

  it('keep working to their end when the answer to a renewal is lost, and installing again mends it', async () => {
    const first = await tokenBy();
    stage.clock.advance({ hours: 7 });
    stage.slack.fault({ on: 'oauth.v2.access', what: 'reset-after', times: 1 });
    expect(await tokenBy()).toEqual(first);
    stage.clock.advance({ minutes: 1 });
    expect(await tokenBy()).toEqual(first);
    expect((await row())?.refresh_refused_at).not.toBeNull();
    const asked = stage.slack.requests.length;
    stage.clock.advance({ hours: 4 });
    expect(await tokenBy()).toEqual(first);
    expect(stage.slack.requests.length).toBe(asked);
    stage.clock.advance({ hours: 1 });
    expect(await tokenBy()).toBeNull();
    expect((await communities())[0]?.left_at).toBeNull();
    await again();
    expect(stage.slack.grants.use((await tokenBy())?.token ?? null).teamId).toBe(stage.workspace.id);
  });
});

describe('a token that cannot be renewed', () => {
  const told = () =>
    stage
      .directs(stage.sam)
      .map(slackText)
      .filter((text) => text.includes('access'));
  const nextHour = async () => {
    stage.clock.advance({ hours: 1 });
    await stage.port.showHome({ communityId: stage.workspace.id, memberId: stage.sam.user.id }, [], 'any');
    await stage.work();
  };
  beforeEach(async () => {
    stage.slack.oauth.registration.rotating = true;
    await again();
    await askedByCommand(stage);
    stage.clock.advance({ hours: 6 });
  });

  it('is told to organizers once, while it still works, with what to do; installing again ends it', async () => {
    stage.slack.fault({ on: 'oauth.v2.access', what: 'refuse', error: 'invalid_refresh_token', times: 1 });
    await nextHour();
    await nextHour();
    expect(told()).toHaveLength(1);
    expect(told()[0]).toContain('Greenroom is losing its access here');
    expect(told()[0]).toContain('/slack/install');
    expect(told()[0]).toContain('It ends Mon 2 Mar, 20:00');
    await again();
    await stage.work();
    expect(told()).toHaveLength(1);
    expect(told()[0]).toContain('Resolved: Greenroom is losing its access here');
  });

  it('because of the credentials of the app says who mends it, and ends by itself when it is renewed', async () => {
    stage.slack.fault({ on: 'oauth.v2.access', what: 'refuse', error: 'bad_client_secret', times: 2 });
    await nextHour();
    await nextHour();
    expect(told()).toHaveLength(1);
    expect(told()[0]).toContain('SLACK_CLIENT_SECRET');
    await nextHour();
    expect(told()).toHaveLength(1);
    expect(told()[0]).toContain('Resolved');
  });
});

describe('the key', () => {
  it('can be changed: the new one seals, the one after it still opens', async () => {
    const token = await tokenBy();
    expect(await tokenBy([OTHER_KEY, KEY])).toEqual(token);
    await expect(process([OTHER_KEY, KEY]).check()).resolves.toBeUndefined();
  });

  it('that is another one is refused at the start, and opens nothing', async () => {
    await expect(process([OTHER_KEY]).check()).rejects.toThrow('sealed with another key than GREENROOM_KEY');
    expect(await tokenBy([OTHER_KEY])).toBeNull();
  });

  it('opens a token only for its own workspace and use, and only unchanged', () => {
    const sealer = createSealer([KEY]);
    const to = { teamId: 'T1', what: 'token' } as const;
    const sealed = sealer.seal('xoxb-1', to);
    expect(sealer.open(sealed, to)).toBe('xoxb-1');
    expect(sealer.seal('xoxb-1', to).bytes.equals(sealed.bytes)).toBe(false);
    expect(sealer.open(sealed, { ...to, teamId: 'T2' })).toBeNull();
    expect(sealer.open(sealed, { ...to, what: 'refresh' })).toBeNull();
    for (const at of [0, 12, 28, sealed.bytes.length - 1]) {
      const bytes = Buffer.from(sealed.bytes);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      expect(sealer.open({ ...sealed, bytes }, to)).toBeNull();
    }
  });
});

describe('a workspace removes the app', () => {
  for (const first of ['app_uninstalled', 'tokens_revoked'] as const) {
    it(`and ${first} comes first: tokens go at once, everything else after 30 days`, async () => {
      await askedByCommand(stage);
      stage.clock.advance({ hours: 1 });
      removeApp(stage.slack, stage.workspace, first);
      await stage.slack.deliveries.idle();
      expect(await row()).toBeUndefined();
      expect((await communities())[0]?.left_at).not.toBeNull();
      stage.clock.advance({ days: 29 });
      await stage.work();
      expect(await communities()).toHaveLength(1);
      stage.clock.advance({ days: 2 });
      await stage.work();
      expect(await communities()).toEqual([]);
    });

    it(`and installs it again before ${first} arrives: the fresh install stays, and so do its data`, async () => {
      stage.clock.advance({ hours: 1 });
      stage.slack.deliveries.holding = true;
      removeApp(stage.slack, stage.workspace, first);
      stage.clock.advance({ seconds: 5 });
      await again();
      stage.slack.deliveries.release();
      await stage.slack.deliveries.idle();
      expect(stage.slack.deliveries.attempts.at(-1)?.ack.ok).toBe(true);
      expect(await row()).toBeDefined();
      expect((await communities())[0]?.left_at).toBeNull();
      stage.clock.advance({ days: 40 });
      await stage.work();
      expect(await communities()).toHaveLength(1);
    });
  }

  it('and comes back within 30 days: it finds what it left', async () => {
    const question = await askedByCommand(stage);
    stage.clock.advance({ hours: 1 });
    removeApp(stage.slack, stage.workspace, 'app_uninstalled');
    await stage.slack.deliveries.idle();
    stage.clock.advance({ days: 10 });
    await again();
    await stage.work();
    stage.clock.advance({ days: 1 });
    await stage.work();
    expect(stage.posts().at(-1)?.ts).not.toBe(question.ts);
    stage.clock.advance({ days: 40 });
    await stage.work();
    expect(await communities()).toHaveLength(1);
  });
});
