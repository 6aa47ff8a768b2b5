import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSlack } from '../../src/bots/slack/slack.ts';
import { silentLog } from '../../src/core/log.ts';
import { takeTurn } from '../../src/core/jobs/pace.ts';
import type { Card } from '../../src/core/platform/card.ts';
import { CANNOT_TELL } from '../../src/core/platform/port.ts';
import { rich } from '../../src/core/platform/rich.ts';
import { createSlackStage, slackText, type SlackStage } from '../support/slack/stage.ts';

const card = (text: string): Card => ({
  tone: 'plain',
  blocks: [{ kind: 'text', text: rich`${text}` }],
  buttons: [{ action: 'now', label: 'Practise one now', style: 'primary' }],
});

describe('the port of Slack, against the loopback', () => {
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
  const idOf = async (sending: ReturnType<typeof stage.port.postInChannel>): Promise<string> => {
    const sent = await sending;
    if (sent.kind !== 'sent') throw new Error(JSON.stringify(sent));
    return sent.externalId;
  };
  const last = () => stage.slack.requests.at(-1);

  it('posts once, with its key and without unfurls; changes it in place; takes it away, twice the same', async () => {
    const messageId = await idOf(stage.port.postInChannel(channel(), card('One'), key));
    expect(last()?.args).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false' });
    expect(await stage.port.findByKey(channel(), key)).toBe(messageId);
    expect(await stage.port.findByKey(channel(), `${key}:other`)).toBeNull();
    const message = { ...channel(), messageId };
    expect(await stage.port.update(message, card('Two'), key)).toMatchObject({ kind: 'sent' });
    expect(stage.posts().map(slackText).join()).toContain('Two');
    for (const _ of [1, 2]) expect(await stage.port.remove(message, key)).toMatchObject({ kind: 'sent' });
    expect(stage.posts()).toEqual([]);
  });

  it('a card in several parts is taken away with all of them', async () => {
    const long = card(Array.from({ length: 1_200 }, (_, index) => `word${index}`).join(' '));
    const messageId = await idOf(stage.port.postInChannel(channel(), long, key));
    expect(stage.posts()).toHaveLength(2);
    expect(stage.posts().map(slackText).join(' ')).toContain('word1199');
    expect(await stage.port.remove({ ...channel(), messageId }, key)).toMatchObject({ kind: 'sent' });
    expect(stage.posts()).toEqual([]);
  });

  it('tells beside a thread where the member is, and directly where they are not', async () => {
    const messageId = await idOf(stage.port.postInChannel(channel(), card('Question'), key));
    const threadId = await idOf(stage.port.openThread({ ...channel(), messageId }, 'title', key));
    const near = { ...channel(), threadId };
    await idOf(stage.port.tellPrivately(dana(), near, card('Only you'), `${key}:a`));
    expect(stage.whispers(stage.dana).map(slackText).join()).toContain('Only you');
    expect(await stage.port.findByKey(near, `${key}:a`)).toBe(CANNOT_TELL);
    stage.dana.leaves(stage.channel);
    await idOf(stage.port.tellPrivately(dana(), near, card('Told directly'), `${key}:b`));
    stage.dana.joins(stage.channel);
    expect(stage.directs(stage.dana).map(slackText).join()).toContain('Told directly');
    expect(stage.replies()).toEqual([]);
  });

  it('brings a file that only its member has', async () => {
    const file = {
      name: 'practice.json',
      mediaType: 'application/json',
      content: '{"é":1}',
      card: card('Export'),
    };
    const messageId = await idOf(stage.port.sendFile(dana(), channel(), file, key));
    const files = stage.directs(stage.dana).flatMap((message) => message.files);
    expect(files.map((one) => [one.name, one.content])).toEqual([['practice.json', '{"é":1}']]);
    expect(await stage.port.remove({ ...channel(), messageId }, key)).toMatchObject({ kind: 'sent' });
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

  it('marks a message, and a mark that is there counts as made', async () => {
    const said = stage.dana.writes(stage.channel, 'words');
    const message = { ...channel(), messageId: `${stage.channel.id}/${said.ts}` };
    for (const _ of [1, 2])
      expect(await stage.port.react(message, 'seen', key)).toMatchObject({ kind: 'sent' });
    expect([...said.reactions.keys()]).toEqual(['eyes']);
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

  it('a limit holds the channel that met it, and no other', async () => {
    stage.slack.fault({ on: 'chat.postMessage', what: 'limit', retryAfter: 60, times: 1 });
    await stage.port.postInChannel(channel(), card('x'), key);
    const turn = (channelId: string) =>
      takeTurn(stage.database.db, stage.port.pacerOf('post', { ...channel(), channelId }));
    expect((await turn(stage.channel.id)).kind).toBe('later');
    expect((await turn('C0OTHER')).kind).toBe('go');
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
