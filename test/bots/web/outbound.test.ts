import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWebPort } from '../../../src/bots/web/outbound.ts';
import type { Card } from '../../../src/core/platform/card.ts';
import { rich } from '../../../src/core/platform/rich.ts';
import { createTestClock } from '../../support/clock.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const CHANNEL = { communityId: 'local', channelId: 'practice' };
const card = (words: string): Card => ({
  tone: 'plain',
  blocks: [{ kind: 'text', text: rich`${words}` }],
  buttons: [],
});

let database: TestDatabase;
const clock = createTestClock('2026-03-02T10:00:00Z');
const port = () => createWebPort(database.db, clock);
let communityId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  const now = clock.now();
  const community = await database.db
    .insertInto('communities')
    .values({ platform: 'web', external_id: 'local', name: 'Room', notice_channel_id: null, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  communityId = community.id;
  await database.db
    .insertInto('channels')
    .values({ community_id: communityId, external_id: 'practice', name: 'practice', created_at: now })
    .execute();
  await addMember('dana');
  await addMember('sam');
});
afterAll(() => database.drop());

async function addMember(name: string): Promise<void> {
  await database.db
    .insertInto('members')
    .values({
      community_id: communityId,
      external_id: name,
      display_name: name,
      consent_asked_at: null,
      created_at: clock.now(),
    })
    .execute();
}

async function rowOf(id: string) {
  return await database.db
    .selectFrom('web_messages')
    .leftJoin('members', 'members.id', 'web_messages.audience_id')
    .where('web_messages.id', '=', id)
    .selectAll('web_messages')
    .select('members.external_id as audience')
    .executeTakeFirst();
}

async function idOf(sent: ReturnType<ReturnType<typeof port>['postInChannel']>): Promise<string> {
  const result = await sent;
  if (result.kind !== 'sent') throw new Error(`not sent: ${result.kind}`);
  return result.externalId;
}

async function addMessage(id: string, threadId: string, author: string): Promise<void> {
  await database.db
    .insertInto('web_messages')
    .columns(['id', 'community_id', 'channel_id', 'thread_id', 'author_id', 'body', 'created_at'])
    .expression((eb) =>
      eb
        .selectFrom('members')
        .where('external_id', '=', author)
        .select([
          eb.val(id).as('id'),
          'community_id',
          eb.val('practice').as('channel_id'),
          eb.val(threadId).as('thread_id'),
          'members.id as author_id',
          eb.val('words').as('body'),
          'created_at',
        ]),
    )
    .execute();
}

describe('the web channel as a platform', () => {
  it('keeps one message when the same key is sent twice, also at once', async () => {
    const ids = await Promise.all([
      idOf(port().postInChannel(CHANNEL, card('one'), 'round:1:post')),
      idOf(port().postInChannel(CHANNEL, card('one'), 'round:1:post')),
    ]);
    const again = await idOf(port().postInChannel(CHANNEL, card('one'), 'round:1:post'));
    expect(new Set([...ids, again]).size).toBe(1);
    const other = await idOf(port().postInChannel(CHANNEL, card('one'), 'round:2:post'));
    expect(other).not.toBe(again);
  });

  it('finds what a key left, and surely says when it left nothing', async () => {
    const id = await idOf(port().postInChannel(CHANNEL, card('found'), 'find me'));
    expect(await port().findByKey(CHANNEL, 'find me')).toBe(id);
    expect(await port().findByKey(CHANNEL, 'never sent')).toBeNull();
  });

  it('opens the same thread however often it is asked', async () => {
    const messageId = await idOf(port().postInChannel(CHANNEL, card('root'), 'root'));
    for (const key of ['thread', 'thread', 'thread again']) {
      expect(await port().openThread({ ...CHANNEL, messageId }, 'Title', key)).toEqual({
        kind: 'sent',
        externalId: messageId,
      });
    }
  });

  it('tells one member so that the row names only them as its audience', async () => {
    const messageId = await idOf(port().postInChannel(CHANNEL, card('root'), 'private root'));
    const near = { ...CHANNEL, threadId: messageId };
    const to = { communityId: 'local', memberId: 'dana' };
    const id = await idOf(port().tellPrivately(to, near, card('for Dana'), 'tell'));
    expect(await idOf(port().tellPrivately(to, near, card('for Dana'), 'tell'))).toBe(id);
    expect(await rowOf(id)).toMatchObject({ audience: 'dana', thread_id: messageId });
  });

  it('keeps a thread private that hangs under a private message', async () => {
    const to = { communityId: 'local', memberId: 'dana' };
    const root = await idOf(port().tellPrivately(to, CHANNEL, card('personal question'), 'personal'));
    const id = await idOf(
      port().replyInThread({ ...CHANNEL, threadId: root }, card('reply'), 'personal reply'),
    );
    expect(await rowOf(id)).toMatchObject({ audience: 'dana', thread_id: root });
  });

  it('puts a new card in the place of the old one, and the same card again is no edit', async () => {
    const messageId = await idOf(port().postInChannel(CHANNEL, card('before'), 'to update'));
    const at = { ...CHANNEL, messageId };
    clock.set('2026-03-02T10:05:00Z');
    await port().update(at, card('after'), 'update');
    const first = await rowOf(messageId);
    clock.set('2026-03-02T10:06:00Z');
    expect(await port().update(at, card('after'), 'update')).toMatchObject({ kind: 'sent' });
    const second = await rowOf(messageId);
    expect(JSON.stringify(second?.card)).toContain('after');
    expect(second?.edited_at?.toString()).toBe('2026-03-02T10:05:00Z');
    expect(first?.edited_at?.toString()).toBe('2026-03-02T10:05:00Z');
  });

  it('marks a message as seen and then as ready, and never back, in any order', async () => {
    const root = await idOf(port().postInChannel(CHANNEL, card('root'), 'marks'));
    for (const [id, order] of [
      ['m-1', ['seen', 'ready', 'seen']],
      ['m-2', ['ready', 'seen']],
    ] as const) {
      await addMessage(id, root, 'sam');
      for (const mark of order) {
        expect(await port().react({ ...CHANNEL, messageId: id }, mark, `${id}:${mark}`)).toMatchObject({
          kind: 'sent',
        });
      }
      expect((await rowOf(id))?.mark).toBe('ready');
    }
  });

  it('refuses places and people that are not there, and says what to do', async () => {
    const nowhere = { communityId: 'local', channelId: 'nowhere' };
    const elsewhere = { communityId: 'elsewhere', channelId: 'practice' };
    const results = [
      await port().postInChannel(nowhere, card('x'), 'a'),
      await port().postInChannel(elsewhere, card('x'), 'b'),
      await port().openThread({ ...CHANNEL, messageId: 'b-gone' }, 'Title', 'c'),
      await port().replyInThread({ ...CHANNEL, threadId: 'b-gone' }, card('x'), 'd'),
      await port().tellPrivately({ communityId: 'local', memberId: 'nobody' }, CHANNEL, card('x'), 'e'),
      await port().update({ ...CHANNEL, messageId: 'b-gone' }, card('x'), 'f'),
      await port().react({ ...CHANNEL, messageId: 'm-gone' }, 'seen', 'g'),
    ];
    for (const result of results) {
      expect(result).toMatchObject({ kind: 'refused', fix: expect.stringMatching(/\.$/) });
    }
  });

  it('still tells a member what is theirs when the thread it belonged to was deleted', async () => {
    const near = { ...CHANNEL, threadId: 'b-gone' };
    const to = { communityId: 'local', memberId: 'sam' };
    const id = await idOf(port().tellPrivately(to, near, card('feedback'), 'orphan'));
    expect(await rowOf(id)).toMatchObject({ audience: 'sam', thread_id: null });
  });

  it('keeps words that the database cannot hold as they are', async () => {
    const id = await idOf(port().postInChannel(CHANNEL, card('NUL \0 and half \uD83D a pair'), 'odd words'));
    expect(JSON.stringify((await rowOf(id))?.card)).toContain('NUL \uFFFD and half \uFFFD a pair');
  });
});
