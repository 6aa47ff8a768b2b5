import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { keyOf } from '../../src/bots/slack/mark.ts';
import { pacerOf } from '../../src/bots/slack/send.ts';
import type { Database } from '../../src/core/db/database.ts';
import type { Card } from '../../src/core/platform/card.ts';
import { CANNOT_TELL, type PlatformPort, type SendResult } from '../../src/core/platform/port.ts';
import { rich } from '../../src/core/platform/rich.ts';

/** A server that speaks Slack's Web API, with a workspace in which the port is tried. */
export interface PortPlace {
  readonly port: PlatformPort;
  readonly db: Database;
  /** The Web API, with a slash at its end, and the bot's token. */
  readonly apiUrl: string;
  readonly token: string;
  readonly workspaceId: string;
  /** The bot, dana and lee are in it; nobody has written there yet. */
  readonly channelId: string;
  readonly danaId: string;
  readonly leeId: string;
  /** Everything that dana alone was shown, in channels. */
  whispers(): Promise<string>;
  /** What stands in a file that the bot brought. */
  contentOf(fileId: string): Promise<string>;
  /** Takes dana out of the channel. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

/** A card with one button. */
export function card(text: string): Card {
  return {
    tone: 'plain',
    blocks: [{ kind: 'text', text: rich`${text}` }],
    buttons: [{ action: 'now', label: 'Practise one now', style: 'primary' }],
  };
}

/** The id that a send gave; throws with what it said when nothing was sent. */
export async function idOf(sending: Promise<SendResult>): Promise<string> {
  const sent = await sending;
  if (sent.kind !== 'sent') throw new Error(JSON.stringify(sent));
  return sent.externalId;
}

const pageSchema = z.looseObject({
  messages: z.array(
    z.looseObject({
      ts: z.string(),
      text: z.string(),
      blocks: z.unknown().optional(),
      user: z.string().optional(),
      metadata: z.unknown().optional(),
      files: z.array(z.looseObject({ id: z.string(), name: z.string() })).default([]),
      reactions: z.array(z.looseObject({ name: z.string() })).default([]),
    }),
  ),
});
type Said = z.infer<typeof pageSchema>['messages'][number];

/**
 * What the port of Slack promises of any server that keeps to Slack's documents, told by what the server's own Web API
 * shows afterwards. Entered by one test file for each server.
 */
export function slackPortCases(name: string, open: () => Promise<PortPlace>): void {
  describe(`the port of Slack, against ${name}`, () => {
    let place: PortPlace;
    let client: WebClient;
    let key = '';
    let count = 0;
    beforeAll(async () => {
      place = await open();
      client = new WebClient(place.token, { slackApiUrl: place.apiUrl, retryConfig: { retries: 0 } });
    });
    afterAll(() => place.close());
    beforeEach(async () => {
      count += 1;
      key = `case:${count}`;
      await place.db.deleteFrom('pacers').execute();
      for (const { ts } of await said(place.channelId)) {
        for (const { ts: reply } of await replies(ts)) {
          if (reply !== ts) await client.chat.delete({ channel: place.channelId, ts: reply });
        }
        await client.chat.delete({ channel: place.channelId, ts });
      }
    });

    const channel = () => ({ communityId: place.workspaceId, channelId: place.channelId });
    const dana = () => ({ communityId: place.workspaceId, memberId: place.danaId });
    const read = async (method: string, args: Record<string, unknown>): Promise<Said[]> =>
      pageSchema
        .parse(await client.apiCall(method, { limit: 100, include_all_metadata: true, ...args }))
        .messages.toSorted((a, b) => a.ts.localeCompare(b.ts));
    const said = (channelId: string): Promise<Said[]> =>
      read('conversations.history', { channel: channelId });
    const replies = (ts: string): Promise<Said[]> =>
      read('conversations.replies', { channel: place.channelId, ts });
    const directs = async (users: string): Promise<Said[]> =>
      said((await client.conversations.open({ users })).channel?.id ?? '');

    it('posts with its key, changes it in place, finds it again; takes it away, twice the same', async () => {
      const messageId = await idOf(place.port.postInChannel(channel(), card('One'), key));
      const [posted] = await said(place.channelId);
      expect(posted?.text).toContain('One');
      expect(keyOf(posted?.metadata)).toBe(key);
      expect(messageId).toBe(`${place.channelId}/${posted?.ts}`);
      expect(await place.port.findByKey(channel(), key)).toBe(messageId);
      expect(await place.port.findByKey(channel(), `${key}:other`)).toBeNull();
      const message = { ...channel(), messageId };
      expect(await place.port.update(message, card('Two'), key)).toMatchObject({ kind: 'sent' });
      expect((await said(place.channelId)).map(({ text }) => text).join()).toContain('Two');
      expect(await place.port.findByKey(channel(), key)).toBe(messageId);
      for (const _ of [1, 2]) expect(await place.port.remove(message, key)).toMatchObject({ kind: 'sent' });
      expect(await said(place.channelId)).toEqual([]);
    });

    it('a card in several parts is taken away with all of them', async () => {
      const long = card(Array.from({ length: 1_200 }, (_, index) => `word${index}`).join(' '));
      const messageId = await idOf(place.port.postInChannel(channel(), long, key));
      const parts = await said(place.channelId);
      expect(parts).toHaveLength(2);
      expect(JSON.stringify(parts.map(({ blocks }) => blocks))).toContain('word1199');
      expect(await place.port.remove({ ...channel(), messageId }, key)).toMatchObject({ kind: 'sent' });
      expect(await said(place.channelId)).toEqual([]);
    });

    it('replies in the thread of its question, and finds the reply there', async () => {
      const messageId = await idOf(place.port.postInChannel(channel(), card('Question'), key));
      const threadId = await idOf(place.port.openThread({ ...channel(), messageId }, 'title', key));
      expect(place.port.threadOf(messageId)).toBe(threadId);
      const near = { ...channel(), threadId };
      const line = await idOf(place.port.replyInThread(near, card('2 people answered'), `${key}:line`));
      const root = messageId.split('/')[1] ?? '';
      const [, reply] = await replies(root);
      expect(line).toBe(`${place.channelId}/${reply?.ts}`);
      expect(reply?.text).toContain('2 people answered');
      expect(await place.port.findByKey(near, `${key}:line`)).toBe(line);
      expect(
        await place.port.update({ ...near, messageId: line }, card('3 people'), `${key}:line`),
      ).toMatchObject({ kind: 'sent' });
      expect((await replies(root)).map(({ text }) => text).join()).toContain('3 people');
    });

    it('tells beside a thread where the member is, and directly where they are not', async () => {
      const messageId = await idOf(place.port.postInChannel(channel(), card('Question'), key));
      const threadId = await idOf(place.port.openThread({ ...channel(), messageId }, 'title', key));
      const near = { ...channel(), threadId };
      await idOf(place.port.tellPrivately(dana(), near, card('Only you'), `${key}:a`));
      expect(await place.whispers()).toContain('Only you');
      expect(await place.port.findByKey(near, `${key}:a`)).toBe(CANNOT_TELL);
      await place.leave();
      await idOf(place.port.tellPrivately(dana(), near, card('Told directly'), `${key}:b`));
      expect((await directs(place.danaId)).map(({ text }) => text).join()).toContain('Told directly');
      expect(await replies(messageId.split('/')[1] ?? '')).toHaveLength(1);
    });

    it('brings a file that only its member has, whole', async () => {
      const content = '{"é":1}';
      const file = { name: 'practice.json', mediaType: 'application/json', content, card: card('Export') };
      const messageId = await idOf(place.port.sendFile(dana(), channel(), file, key));
      const files = (await directs(place.danaId)).flatMap((message) => message.files);
      expect(files.map((one) => one.name)).toEqual(['practice.json']);
      expect(await place.contentOf(files[0]?.id ?? '')).toBe(content);
      expect(await place.port.remove({ ...channel(), messageId }, key)).toMatchObject({ kind: 'sent' });
    });

    it('opens one private room for the same people, and talks there', async () => {
      const people = [place.danaId, place.leeId];
      const threadId = await idOf(place.port.openPrivateRoom(channel(), people, 'Mock', key));
      const again = place.port.openPrivateRoom(channel(), people.toReversed(), 'Mock', key);
      expect(await idOf(again)).toBe(threadId);
      await idOf(place.port.replyInThread({ ...channel(), threadId }, card('Hello both'), key));
      expect((await directs(people.join(','))).map(({ text }) => text).join()).toContain('Hello both');
    });

    it('marks a message, and a mark that is there counts as made', async () => {
      const messageId = await idOf(place.port.postInChannel(channel(), card('Words'), key));
      const message = { ...channel(), messageId };
      for (const _ of [1, 2]) {
        expect(await place.port.react(message, 'seen', key)).toMatchObject({ kind: 'sent' });
      }
      const [marked] = await said(place.channelId);
      expect(marked?.reactions.map((one) => one.name)).toEqual(['eyes']);
    });

    it('fills the Home tab of a member, and empties it', async () => {
      const messageId = await idOf(place.port.showHome(dana(), [card('Your day')], key));
      expect(await place.port.remove({ ...channel(), messageId }, key)).toMatchObject({ kind: 'sent' });
    });

    it('says what to do about a channel that it cannot reach', async () => {
      const to = { communityId: place.workspaceId, channelId: 'C0NOWHERE' };
      expect(await place.port.postInChannel(to, card('x'), key)).toMatchObject({
        kind: 'refused',
        fix: expect.stringContaining('/invite @Greenroom'),
      });
    });

    it('a workspace without the app is refused', async () => {
      const elsewhere = { communityId: 'T0OTHER', channelId: 'C0OTHER' };
      expect(await place.port.postInChannel(elsewhere, card('x'), key)).toMatchObject({
        kind: 'refused',
        fix: expect.stringContaining('Install the app again.'),
      });
      expect(pacerOf('post', elsewhere)).not.toBe(pacerOf('post', channel()));
    });
  });
}
