import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRest } from '../../src/bots/discord/call.ts';
import { createDiscordPort } from '../../src/bots/discord/outbound.ts';
import { takeTurn } from '../../src/core/jobs/pace.ts';
import type { Card } from '../../src/core/platform/card.ts';
import { CANNOT_TELL, type PlatformPort } from '../../src/core/platform/port.ts';
import { rich } from '../../src/core/platform/rich.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import type { Fault } from '../support/discord/faults.ts';
import { openapiCheck } from '../support/discord/openapi.ts';
import { person } from '../support/discord/people.ts';
import { discordTextOf } from '../support/discord/read-text.ts';
import { startDiscord, type Loopback } from '../support/discord/server.ts';
import type { Channel, Message } from '../support/discord/world.ts';

const CARD: Card = {
  tone: 'question',
  title: rich`Architecture`,
  blocks: [{ kind: 'text', text: rich`Push or sync?` }],
  buttons: [{ action: 'answer:1', label: 'Answer', style: 'primary' }],
};

describe('the Discord port', () => {
  let database: TestDatabase;
  let discord: Loopback;
  let clock: TestClock;
  let port: PlatformPort;
  let channel: Channel;
  let near: { communityId: string; channelId: string };

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    await database.db.deleteFrom('pacers').execute();
    clock = createTestClock('2026-03-02T09:00:00Z');
    discord = await startDiscord(clock);
    const guild = discord.world.addGuild('Practice');
    channel = discord.world.addChannel({ guildId: guild.id, type: 0, name: 'daily' });
    near = { communityId: guild.id, channelId: channel.id };
    port = createPort();
  });
  afterEach(async () => {
    await discord.close();
  });

  const createPort = (): PlatformPort =>
    createDiscordPort({
      rest: createRest({ token: discord.token, api: discord.apiUrl }),
      db: database.db,
      clock,
      granted: { readThreadReplies: true },
    });
  const posts = (): Message[] => discord.world.messagesIn(channel.id);
  const textOf = (message: Message | undefined): string => discordTextOf(message?.components ?? []);

  it('says when requests are not checked against the document of Discord, because it is not there', ({
    skip,
  }) => {
    if (openapiCheck() === null) skip('shared/discord/openapi.json is absent');
    expect(openapiCheck()?.('POST', '/channels/1/messages', { content: 5 })).not.toEqual([]);
    expect(openapiCheck()?.('POST', '/channels/1/nothing', {})).not.toEqual([]);
  });

  it('posts a card once for a key, however often it is sent', async () => {
    const first = await port.postInChannel(near, CARD, 'round:1:post');
    const again = await port.postInChannel(near, CARD, 'round:1:post');
    expect(first).toEqual({ kind: 'sent', externalId: `${channel.id}/${posts()[0]?.id}` });
    expect(again).toEqual(first);
    expect(posts().map(textOf)).toEqual(['Architecture\nPush or sync?\nAnswer']);
  });

  it('pings nobody and hides its mark where people do not see it', async () => {
    await port.postInChannel(
      near,
      { ...CARD, blocks: [{ kind: 'text', text: rich`@everyone <@1> <#2>` }] },
      'k',
    );
    const [sent] = discord.requests.filter((one) => one.method === 'POST');
    expect(sent?.body).toMatchObject({ allowed_mentions: { parse: [] }, enforce_nonce: true });
    expect(JSON.stringify(posts()[0]?.components)).toContain(String.raw`\\@everyone \\<\\@1\\> \\<\\#2\\>`);
    expect(textOf(posts()[0])).toBe('Architecture\n@everyone <@1> <#2>\nAnswer');
  });

  it('opens one thread for a message and takes the one that is there', async () => {
    await port.postInChannel(near, CARD, 'k');
    const messageId = `${channel.id}/${posts()[0]?.id}`;
    const first = await port.openThread({ ...near, messageId }, 'Architecture, 2026-03-02', 't');
    const again = await port.openThread({ ...near, messageId }, 'Architecture, 2026-03-02', 't');
    expect(first).toEqual({ kind: 'sent', externalId: posts()[0]?.id });
    expect(again).toEqual(first);
    expect(port.threadOf(messageId)).toBeNull();
    const thread = discord.world.channels.get(posts()[0]?.id ?? '');
    expect(thread).toMatchObject({ parentId: channel.id, archiveMinutes: 7 * 24 * 60 });
  });

  it('edits its line in the thread and marks a member’s message there', async () => {
    const thread = discord.world.addChannel({
      guildId: near.communityId,
      parentId: channel.id,
      type: 11,
      name: 't',
    });
    const line = await port.replyInThread({ ...near, threadId: thread.id }, CARD, 'round:1:line');
    if (line.kind !== 'sent') throw new Error(line.reason);
    const changed: Card = { ...CARD, blocks: [{ kind: 'text', text: rich`2 people` }] };
    expect(await port.update({ ...near, messageId: line.externalId }, changed, 'round:1:line')).toEqual(line);
    expect(textOf(discord.world.messagesIn(thread.id)[0])).toContain('2 people');

    const answer = person(discord, 'dana').writes(thread, 'my answer');
    thread.archived = true;
    const messageId = `${thread.id}/${answer.id}`;
    expect(await port.react({ ...near, messageId }, 'seen', 'r')).toEqual({
      kind: 'sent',
      externalId: messageId,
    });
    expect([...answer.reactions]).toEqual(['👀']);
    expect(thread.archived).toBe(false);
  });

  it('tells a member by direct message, and takes it when they close theirs', async () => {
    const dana = person(discord, 'dana');
    const to = { communityId: near.communityId, memberId: dana.user.id };
    expect((await port.tellPrivately(to, near, CARD, 'm')).kind).toBe('sent');
    expect(discord.world.messagesIn(discord.world.direct(dana.user.id).id)).toHaveLength(1);
    dana.user.closedToMessages = true;
    expect(await port.tellPrivately(to, near, CARD, 'm2')).toMatchObject({
      kind: 'refused',
      fix: expect.stringContaining('My feedback'),
    });
  });

  it('brings a file by direct message, whole', async () => {
    const dana = person(discord, 'dana');
    const file = { name: 'practice.json', mediaType: 'application/json', content: '{"naïve":1}', card: CARD };
    const to = { communityId: near.communityId, memberId: dana.user.id };
    expect((await port.sendFile(to, near, file, 'f')).kind).toBe('sent');
    const messages = discord.world.messagesIn(discord.world.direct(dana.user.id).id);
    expect(messages.at(-1)?.files).toEqual([{ name: 'practice.json', content: '{"naïve":1}' }]);
  });

  it('sends a long card in labelled parts, each once', async () => {
    const blocks = Array.from(
      { length: 3 },
      (_, index) => ({ kind: 'text', text: rich`${`word${index} `.repeat(300)}` }) as const,
    );
    const first = await port.postInChannel(near, { ...CARD, blocks }, 'long');
    const again = await port.postInChannel(near, { ...CARD, blocks }, 'long');
    expect(again).toEqual(first);
    expect(posts().length).toBeGreaterThan(1);
    expect(JSON.stringify(posts()[0]?.components)).toContain(`Part 1 of ${posts().length}`);
    expect(first).toEqual({ kind: 'sent', externalId: `${channel.id}/${posts().at(-1)?.id}` });
  });

  it('takes its own message away with every part, leaves everything else, and takes it when it is gone', async () => {
    const thread = discord.world.addChannel({
      guildId: near.communityId,
      parentId: channel.id,
      type: 11,
      name: 't',
    });
    const to = { ...near, threadId: thread.id };
    await port.replyInThread(to, CARD, 'another');
    person(discord, 'dana').writes(thread, 'my answer');
    const blocks = Array.from(
      { length: 3 },
      (_, index) => ({ kind: 'text', text: rich`${`word${index} `.repeat(300)}` }) as const,
    );
    const sent = await port.replyInThread(to, { ...CARD, blocks }, 'share:1');
    if (sent.kind !== 'sent') throw new Error(sent.reason);
    expect(discord.world.messagesIn(thread.id).length).toBeGreaterThan(3);
    thread.archived = true;
    const message = { ...near, messageId: sent.externalId };
    expect(await port.remove(message, 'share:1')).toEqual(sent);
    expect(discord.world.messagesIn(thread.id).map((one) => one.content)).toEqual(['', 'my answer']);
    expect(await port.remove(message, 'share:1')).toEqual(sent);
    discord.world.channels.delete(thread.id);
    expect(await port.remove(message, 'share:1')).toEqual(sent);
  });

  it.each([
    ['ViewChannel', 'allow View Channel'],
    ['SendMessages', 'Send Messages'],
  ] as const)('without %s says which permission to give', async (permission, words) => {
    channel.missing.add(permission);
    expect(await port.postInChannel(near, CARD, 'k')).toMatchObject({
      kind: 'refused',
      fix: expect.stringContaining(words),
    });
  });

  it('names the permission of each step', async () => {
    await port.postInChannel(near, CARD, 'k');
    const messageId = `${channel.id}/${posts()[0]?.id}`;
    channel.missing.add('CreatePublicThreads').add('AddReactions');
    expect(await port.openThread({ ...near, messageId }, 't', 't')).toMatchObject({
      fix: expect.stringContaining('Create Public Threads'),
    });
    expect(await port.react({ ...near, messageId }, 'seen', 'r')).toMatchObject({
      fix: expect.stringContaining('Add Reactions'),
    });
  });

  it('says what became of a channel or thread that is gone or locked', async () => {
    expect(await port.postInChannel({ ...near, channelId: '1' }, CARD, 'k')).toMatchObject({
      reason: 'The channel was deleted.',
    });
    const thread = discord.world.addChannel({
      guildId: near.communityId,
      parentId: channel.id,
      type: 11,
      name: 't',
    });
    thread.locked = true;
    expect(await port.replyInThread({ ...near, threadId: thread.id }, CARD, 'k')).toMatchObject({
      reason: 'The thread is locked.',
    });
  });

  it('gives a rate limit back with its time, without a second request', async () => {
    discord.fault({ on: 'POST /channels/*/messages', what: 'limit', times: 1, retryAfter: 7 });
    const result = await port.postInChannel(near, CARD, 'k');
    expect(result).toMatchObject({ kind: 'retry' });
    expect(result.kind === 'retry' ? result.afterMs : 0).toBeGreaterThanOrEqual(7_000);
    expect(discord.requests).toHaveLength(1);
  });

  it('holds every process back after a global rate limit', async () => {
    discord.fault({ on: 'POST /channels/*/messages', what: 'limit-global', times: 1, retryAfter: 9 });
    expect(await port.postInChannel(near, CARD, 'k')).toMatchObject({ kind: 'retry' });
    expect(await takeTurn(database.db, 'discord')).toMatchObject({ kind: 'later' });
  });

  it.each<[Fault['what'], number]>([
    ['error-before', 0],
    ['error-after', 1],
    ['reset-before', 0],
    ['reset-after', 1],
  ])('after %s cannot tell, then finds out, and posts once', async (what, arrived) => {
    discord.fault({ on: 'POST /channels/*/messages', what, times: 1 });
    expect(await port.postInChannel(near, CARD, 'k')).toMatchObject({ kind: 'unknown' });
    expect(posts()).toHaveLength(arrived);
    const found = await port.findByKey(near, 'k');
    expect(found).toBe(arrived === 1 ? `${channel.id}/${posts()[0]?.id}` : null);
    await port.postInChannel(near, CARD, 'k');
    expect(posts()).toHaveLength(1);
  });

  it('finds its message later, by another process, among others and without a nonce', async () => {
    const dana = person(discord, 'dana');
    for (let count = 0; count < 130; count += 1) dana.writes(channel, `before ${count}`);
    discord.fault({ on: 'POST /channels/*/messages', what: 'reset-after', times: 1 });
    await port.postInChannel(near, CARD, 'k');
    const mine = posts().at(-1);
    for (let count = 0; count < 130; count += 1) dana.writes(channel, `after ${count}`);
    clock.advance({ minutes: 30 });
    expect(await createPort().findByKey(near, 'k')).toBe(`${channel.id}/${mine?.id}`);
    expect(await createPort().findByKey(near, 'other')).toBe(null);
  });

  it('cannot tell whether it posted where it may not read what is there', async () => {
    await port.postInChannel(near, CARD, 'k');
    clock.advance({ minutes: 30 });
    channel.missing.add('ReadMessageHistory');
    expect(await createPort().findByKey(near, 'k')).toBe(CANNOT_TELL);
  });

  it('gives up on an address where nothing listens, and tries again soon', async () => {
    await discord.close();
    expect(await port.postInChannel(near, CARD, 'k')).toMatchObject({ kind: 'retry' });
    discord = await startDiscord(clock);
  });

  it('tells the operator when the token is not accepted', async () => {
    const rest = createRest({ token: 'wrong', api: discord.apiUrl });
    const wrong = createDiscordPort({ rest, db: database.db, clock, granted: { readThreadReplies: true } });
    expect(await wrong.postInChannel(near, CARD, 'k')).toMatchObject({
      kind: 'refused',
      fix: expect.stringContaining('DISCORD_TOKEN'),
    });
  });
});
