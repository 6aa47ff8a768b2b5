import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSlack } from '../../src/bots/slack/slack.ts';
import { silentLog } from '../../src/core/log.ts';
import { takeTurn } from '../../src/core/jobs/pace.ts';
import { BOT_SCOPES } from '../../src/bots/slack/surface.ts';
import { createSlackStage, slackText, type SlackStage } from '../support/slack/stage.ts';
import { card, idOf, slackPortCases } from './slack-port-cases.ts';

slackPortCases('the loopback', async () => {
  const stage = await createSlackStage({ by: 'http' });
  const token = stage.slack.grants.issue(stage.workspace.id, BOT_SCOPES).token;
  return {
    port: stage.port,
    db: stage.database.db,
    apiUrl: stage.slack.apiUrl,
    token,
    workspaceId: stage.workspace.id,
    channelId: stage.channel.id,
    danaId: stage.dana.user.id,
    leeId: stage.lee.user.id,
    whispers: () => Promise.resolve(stage.whispers(stage.dana).map(slackText).join()),
    contentOf: (fileId) =>
      Promise.resolve(
        stage
          .directs(stage.dana)
          .flatMap((message) => message.files)
          .find(({ id }) => id === fileId)?.content ?? '',
      ),
    leave: () => Promise.resolve(stage.dana.leaves(stage.channel)),
    close: () => stage.close(),
  };
});

describe('the port of Slack, with what only the loopback can do', () => {
  let stage: SlackStage;
  let key = '';
  let count = 0;
  beforeAll(async () => {
    stage = await createSlackStage({ by: 'http' });
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    count += 1;
    key = `test:${count}`;
    await stage.database.db.deleteFrom('pacers').execute();
  });

  const channel = () => ({ communityId: stage.workspace.id, channelId: stage.channel.id });
  const dana = () => ({ communityId: stage.workspace.id, memberId: stage.dana.user.id });
  const last = () => stage.slack.requests.at(-1);

  it('posts without unfurls', async () => {
    await idOf(stage.port.postInChannel(channel(), card('One'), key));
    expect(last()?.args).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false' });
  });

  it('opens one private room for the same people, and talks there to both or to one', async () => {
    const people = [stage.dana.user.id, stage.lee.user.id];
    const threadId = await idOf(stage.port.openPrivateRoom(channel(), people, 'Mock', key));
    expect(await idOf(stage.port.openPrivateRoom(channel(), people.toReversed(), 'Mock', key))).toBe(
      threadId,
    );
    const messageId = await idOf(
      stage.port.replyInThread({ ...channel(), threadId }, card('Hello both'), key),
    );
    const room = stage.slack.world.channels.get(messageId.split('/')[0] ?? '');
    expect(room?.kind).toBe('mpim');
    expect([...(room?.members ?? [])].toSorted()).toEqual([...people, stage.workspace.botUserId].toSorted());
    await idOf(stage.port.tellPrivately(dana(), { ...channel(), threadId }, card('One hand'), `${key}:x`));
    expect(stage.slack.world.onlyFor(stage.dana.user.id).map(slackText).join()).toContain('One hand');
  });

  it('says what to do when the bot is not in the channel', async () => {
    const other = stage.slack.world.addChannel(stage.workspace.id, 'elsewhere', 'group', [stage.sam.user.id]);
    const to = { communityId: stage.workspace.id, channelId: other.id };
    expect(await stage.port.postInChannel(to, card('x'), key)).toMatchObject({
      kind: 'refused',
      fix: expect.stringContaining('/invite @Greenroom'),
    });
  });

  it.each([
    ['limit', { kind: 'retry', afterMs: 7_000 }],
    ['error-before', { kind: 'unknown' }],
    ['reset-after', { kind: 'unknown' }],
  ] as const)('tells a %s from a refusal, after one call', async (what, expected) => {
    stage.slack.fault({ on: 'chat.postMessage', what, retryAfter: 7, times: 1 });
    const before = stage.slack.requests.length;
    expect(await stage.port.postInChannel(channel(), card('x'), key)).toMatchObject(expected);
    expect(stage.slack.requests.length - before).toBeLessThanOrEqual(1);
  });

  it('a limit of messages holds the workspace that met it, and no other', async () => {
    stage.slack.fault({ on: 'chat.postMessage', what: 'limit', retryAfter: 60, times: 1 });
    await stage.port.postInChannel(channel(), card('x'), key);
    const turn = (channelId: string) =>
      takeTurn(stage.database.db, stage.port.pacerOf('post', { ...channel(), channelId }));
    expect((await turn(stage.channel.id)).kind).toBe('later');
    expect((await turn('C0OTHER')).kind).toBe('later');
    const tell = { communityId: stage.workspace.id, memberId: stage.dana.user.id };
    const kindOf = async (pacer: string) => (await takeTurn(stage.database.db, pacer)).kind;
    expect(await kindOf(stage.port.pacerOf('tell', tell))).toBe('later');
    expect(await kindOf(stage.port.pacerOf('mark', tell))).toBe('go');
    const elsewhere = { communityId: 'T0OTHER', channelId: stage.channel.id };
    expect(await kindOf(stage.port.pacerOf('post', elsewhere))).toBe('go');
  });

  it('a workspace without the app is refused without a call, and a server that is away is tried again', async () => {
    const before = stage.slack.requests.length;
    const elsewhere = { communityId: 'T0OTHER', channelId: 'C0OTHER' };
    expect(await stage.port.postInChannel(elsewhere, card('x'), key)).toMatchObject({
      kind: 'refused',
      fix: expect.stringContaining('Install the app again.'),
    });
    expect(stage.slack.requests.length).toBe(before);
    const away = createSlack(
      { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_API_URL: 'http://127.0.0.1:9/api/' },
      stage.database.db,
      stage.clock,
      silentLog,
    );
    expect(await away?.port.postInChannel(channel(), card('x'), key)).toMatchObject({ kind: 'retry' });
  });
});
