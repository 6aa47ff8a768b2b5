import type { Database, Reader } from '../../core/db/database.ts';
import type { Card } from '../../core/platform/card.ts';
import type { ChannelAddress, OutgoingFile, PlatformPort, SendResult } from '../../core/platform/port.ts';
import type { Clock } from '../../core/time.ts';
import { NO_HOME } from '../no-home.ts';
import { botMessageId } from './message-ids.ts';
import { cardToJson } from './messages-store.ts';
import { openRoom } from './open-room.ts';
import { channelUnknown, communityWith, findChannel } from './places.ts';

/**
 * The web channel as a platform: its messages are rows of `web_messages`, so any process can post to it,
 * and a message's id follows from its key, so a send repeated after a crash finds its own row. Throws only
 * when the database does; sending again is then harmless.
 */
export function createWebPort(db: Database, clock: Clock): PlatformPort {
  const post = (
    to: ChannelAddress,
    threadId: string | null,
    audienceExternalId: string | null,
    card: Card,
    key: string,
  ) => insertCard(db, clock.now(), { to, threadId, audienceExternalId, card, key });

  return {
    platform: 'web',
    pacerOf: () => 'web',
    showHome: () => Promise.resolve(NO_HOME),
    can: {
      readThreadReplies: true,
      tellPrivatelyUnasked: true,
      react: true,
      pick: false,
      formTimer: true,
      pin: false,
      mentionRole: false,
      roomsOpenToModerators: false,
      home: false,
      catchUp: { kind: 'rest_of_local_date' },
    },
    postInChannel: (to, card, key) => post(to, null, null, card, key),
    threadOf: () => null,
    openThread: async (on) => {
      const found = await findMessage(db, on.communityId, on.messageId);
      return found === null ? messageGone() : { kind: 'sent', externalId: on.messageId };
    },
    replyInThread: async (to, card, key) => {
      const root = await findMessage(db, to.communityId, to.threadId);
      if (root === null) {
        return {
          kind: 'refused',
          reason: 'The thread is gone from the web channel.',
          fix: 'Nothing to do: what it belonged to was deleted.',
        };
      }
      return await post(to, to.threadId, root.audienceExternalId, card, key);
    },
    openPrivateRoom: (beside, memberIds, title, key) =>
      // Both or neither: a room is never there without its people.
      db.transaction().execute((tx) => openRoom(tx, clock.now(), { beside, memberIds, title, key })),
    tellPrivately: async (to, near, card, key) => {
      const thread = 'threadId' in near ? near.threadId : null;
      // Rather beside the thread than not at all, when its question was deleted meanwhile.
      const found = thread === null ? null : await findMessage(db, near.communityId, thread);
      return await post(near, found === null ? null : thread, to.memberId, card, key);
    },
    sendFile: async (to, near, file, key) => {
      const thread = 'threadId' in near ? near.threadId : null;
      const found = thread === null ? null : await findMessage(db, near.communityId, thread);
      const threadId = found === null ? null : thread;
      const message = { to: near, threadId, audienceExternalId: to.memberId, card: file.card, key };
      // Both or neither: a page never shows the message without its file.
      return await db.transaction().execute(async (tx) => {
        const sent = await insertCard(tx, clock.now(), message);
        if (sent.kind === 'sent') await insertFile(tx, clock.now(), sent.externalId, file);
        return sent;
      });
    },
    update: async (message, card) => {
      const json = cardToJson(card);
      await db
        .updateTable('web_messages')
        .set({ card: json, edited_at: clock.now() })
        .where('id', '=', message.messageId)
        .where('author_id', 'is', null)
        .where('community_id', 'in', communityWith(db, message.communityId))
        // The same card again is no edit, and wakes no open page.
        .where((eb) => eb('card', 'is distinct from', eb.cast(eb.val(json), 'jsonb')))
        .execute();
      const found = await findMessage(db, message.communityId, message.messageId);
      return found === null || !found.isBots
        ? messageGone()
        : { kind: 'sent', externalId: message.messageId };
    },
    setPinned: () =>
      Promise.resolve({
        kind: 'refused',
        reason: 'The web room has no pins.',
        fix: 'Turn pins off: /greenroom schedule posting 1 pin off',
      }),
    react: async (message, mark) => {
      await db
        .updateTable('web_messages')
        .set({ mark })
        .where('id', '=', message.messageId)
        .where('author_id', 'is not', null)
        .where('community_id', 'in', communityWith(db, message.communityId))
        // From seen to ready and never back, in whatever order the jobs run.
        .where((eb) => (mark === 'ready' ? eb('mark', 'is distinct from', 'ready') : eb('mark', 'is', null)))
        .execute();
      const found = await findMessage(db, message.communityId, message.messageId);
      return found === null || found.isBots ? messageGone() : { kind: 'sent', externalId: message.messageId };
    },
    remove: async (message) => {
      await db
        .deleteFrom('web_messages')
        .where('id', '=', message.messageId)
        .where('author_id', 'is', null)
        .where('community_id', 'in', communityWith(db, message.communityId))
        .execute();
      return { kind: 'sent', externalId: message.messageId };
    },
    findByKey: async (_near, key) => {
      const row = await db
        .selectFrom('web_messages')
        .where('id', '=', botMessageId(key))
        .select('id')
        .executeTakeFirst();
      return row?.id ?? null;
    },
  };
}

interface NewCard {
  readonly to: ChannelAddress;
  readonly threadId: string | null;
  readonly audienceExternalId: string | null;
  readonly card: Card;
  readonly key: string;
}

async function insertCard(db: Reader, now: Temporal.Instant, message: NewCard): Promise<SendResult> {
  const channel = await findChannel(db, message.to);
  if (channel === null) return channelUnknown(message.to);
  const audience =
    message.audienceExternalId === null
      ? null
      : await findMember(db, channel.communityId, message.audienceExternalId);
  if (message.audienceExternalId !== null && audience === null) {
    return {
      kind: 'refused',
      reason: 'The member is no longer in the web channel.',
      fix: 'Nothing to do: the member and what was meant for them are gone.',
    };
  }
  const id = botMessageId(message.key);
  await db
    .insertInto('web_messages')
    .values({
      id,
      community_id: channel.communityId,
      channel_id: message.to.channelId,
      thread_id: message.threadId,
      author_id: null,
      audience_id: audience,
      body: null,
      card: cardToJson(message.card),
      mark: null,
      created_at: now,
      edited_at: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  return { kind: 'sent', externalId: id };
}

/** A file's id follows from its message, so that sending again finds it there. */
async function insertFile(
  tx: Reader,
  now: Temporal.Instant,
  messageId: string,
  file: OutgoingFile,
): Promise<void> {
  await tx
    .insertInto('web_files')
    .values({
      id: `f-${messageId.slice(2)}`,
      message_id: messageId,
      name: file.name,
      media_type: file.mediaType,
      bytes: Buffer.from(file.content, 'utf8'),
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

async function findMember(db: Reader, communityId: string, externalId: string): Promise<string | null> {
  const row = await db
    .selectFrom('members')
    .where('community_id', '=', communityId)
    .where('external_id', '=', externalId)
    .select('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

async function findMessage(
  db: Reader,
  communityExternalId: string,
  id: string,
): Promise<{ isBots: boolean; audienceExternalId: string | null } | null> {
  const row = await db
    .selectFrom('web_messages as m')
    .leftJoin('members as audience', 'audience.id', 'm.audience_id')
    .where('m.id', '=', id)
    .where('m.community_id', 'in', communityWith(db, communityExternalId))
    .select(['m.author_id', 'audience.external_id'])
    .executeTakeFirst();
  return row === undefined ? null : { isBots: row.author_id === null, audienceExternalId: row.external_id };
}

function messageGone(): SendResult {
  return {
    kind: 'refused',
    reason: 'The message is gone from the web channel.',
    fix: 'Nothing to do: it was deleted.',
  };
}
