import { sql, type ExpressionBuilder } from 'kysely';
import type { Reader, Tx } from '../../core/db/database.ts';
import type { Tables } from '../../core/db/tables.ts';
import { cardSchema, type Card } from '../../core/platform/card.ts';

/** One message as a given reader may see it. */
export interface StoredMessage {
  readonly id: string;
  /** Order of writing; larger is newer. */
  readonly seq: string;
  readonly threadId: string | null;
  /** Null when the bot wrote it. */
  readonly author: { readonly externalId: string; readonly name: string } | null;
  /** Only its reader sees it. */
  readonly isPrivate: boolean;
  /** It stands in a private room, or is the room itself: only its people see it. */
  readonly isRoom: boolean;
  readonly body: string | null;
  /** Null for members' messages, and for a stored card that this code cannot read. */
  readonly card: Card | null;
  readonly mark: 'seen' | 'ready' | null;
  /** A file that came with it, for whoever may see the message; its size in bytes. */
  readonly file: { readonly id: string; readonly name: string; readonly bytes: number } | null;
  readonly createdAt: Temporal.Instant;
  readonly editedAt: Temporal.Instant | null;
  /** Members' messages in its thread that the reader may see. */
  readonly replies: number;
  /** The bot's messages in its thread that only the reader sees. */
  readonly privateReplies: number;
}

/** A page of messages, oldest first. */
export interface MessagePage {
  readonly messages: readonly StoredMessage[];
  readonly hasEarlier: boolean;
}

/** Which messages: those of one community that `viewerId` (a members.id, or null for nobody) may see. */
export interface Sight {
  readonly communityId: string;
  readonly viewerId: string | null;
}

interface PageRequest {
  /** Only messages older than this seq; null for the newest. */
  readonly before: string | null;
  readonly limit: number;
}

/** The newest messages of a channel itself, without what is in threads. */
export async function readFeed(
  db: Reader,
  sight: Sight,
  channelId: string,
  page: PageRequest,
): Promise<MessagePage> {
  const rows = await visible(db, sight)
    .where('m.thread_id', 'is', null)
    .where('m.channel_id', '=', channelId)
    .$if(page.before !== null, (query) => query.where('m.seq', '<', page.before))
    .orderBy('m.seq', 'desc')
    .limit(page.limit + 1)
    .execute();
  return toPage(rows, page.limit);
}

/** The newest messages of a thread, without the message it hangs under. */
export async function readThread(
  db: Reader,
  sight: Sight,
  threadId: string,
  page: PageRequest,
): Promise<MessagePage> {
  const rows = await visible(db, sight)
    .where('m.thread_id', '=', threadId)
    .$if(page.before !== null, (query) => query.where('m.seq', '<', page.before))
    .orderBy('m.seq', 'desc')
    .limit(page.limit + 1)
    .execute();
  return toPage(rows, page.limit);
}

/** Those of the given messages that the reader may see, oldest first. */
export async function readMessages(
  db: Reader,
  sight: Sight,
  ids: readonly string[],
): Promise<StoredMessage[]> {
  if (ids.length === 0) return [];
  const rows = await visible(db, sight).where('m.id', 'in', ids).orderBy('m.seq').execute();
  return rows.map(toMessage);
}

/** One message, or null when it is gone or not for this reader. */
export async function readMessage(db: Reader, sight: Sight, id: string): Promise<StoredMessage | null> {
  return (await readMessages(db, sight, [id]))[0] ?? null;
}

/** A member's own message in a thread. Written once: a second call with the same id changes nothing. */
export async function insertMemberMessage(
  tx: Tx,
  message: {
    readonly id: string;
    readonly communityId: string;
    readonly channelId: string;
    readonly threadId: string;
    readonly authorExternalId: string;
    readonly body: string;
    readonly at: Temporal.Instant;
  },
): Promise<void> {
  await tx
    .insertInto('web_messages')
    .columns([
      'id',
      'community_id',
      'channel_id',
      'thread_id',
      'author_id',
      'audience_id',
      'body',
      'created_at',
    ])
    .expression((eb) =>
      eb
        .selectFrom('members')
        .innerJoin('web_messages as root', 'root.community_id', 'members.community_id')
        .where('members.community_id', '=', message.communityId)
        .where('members.external_id', '=', message.authorExternalId)
        .where('root.id', '=', message.threadId)
        .select([
          eb.val(message.id).as('id'),
          'members.community_id',
          eb.val(message.channelId).as('channel_id'),
          'root.id as thread_id',
          'members.id as author_id',
          // In a private thread everything is private.
          'root.audience_id',
          eb.val(message.body).as('body'),
          sql<Temporal.Instant>`${message.at.toString()}::timestamptz`.as('created_at'),
        ]),
    )
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Puts new words into a member's own message. */
export async function editMemberMessage(
  tx: Tx,
  id: string,
  body: string,
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable('web_messages')
    .set({ body, edited_at: at })
    .where('id', '=', id)
    .where('author_id', 'is not', null)
    .execute();
}

/** Removes a member's own message. */
export async function deleteMemberMessage(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('web_messages').where('id', '=', id).where('author_id', 'is not', null).execute();
}

/** Puts a new card in the place of a private one of the bot's that was shown to this member. */
export async function replacePrivateCard(
  db: Reader,
  sight: Sight,
  id: string,
  card: Card,
  at: Temporal.Instant,
): Promise<boolean> {
  const updated = await db
    .updateTable('web_messages')
    .set({ card: cardToJson(card), edited_at: at })
    .where('id', '=', id)
    .where('community_id', '=', sight.communityId)
    .where('author_id', 'is', null)
    .where('audience_id', 'is not', null)
    .where('audience_id', '=', sight.viewerId)
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

/**
 * A card as JSON that PostgreSQL takes: jsonb refuses NUL and lone surrogates, which a member's quoted
 * words may hold on other platforms, so both become the replacement character.
 */
export function cardToJson(card: Card): string {
  return JSON.stringify(card, (_key, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value,
  );
}

function visible(db: Reader, sight: Sight) {
  return (
    db
      .selectFrom('web_messages as m')
      .leftJoin('members as author', 'author.id', 'm.author_id')
      .leftJoin('web_files as file', 'file.message_id', 'm.id')
      .where('m.community_id', '=', sight.communityId)
      .where((eb) => eb.or([eb('m.audience_id', 'is', null), eb('m.audience_id', '=', sight.viewerId)]))
      // What is in a private room is for those who are in it.
      .where((eb) =>
        eb.or([
          eb('m.is_room', 'is', false),
          eb.exists(
            eb
              .selectFrom('web_room_people as inside')
              .select('inside.member_id')
              .where('inside.message_id', '=', eb.fn.coalesce('m.thread_id', 'm.id'))
              .where('inside.member_id', '=', sight.viewerId),
          ),
        ]),
      )
      .select((eb) => [
        'm.id',
        'm.seq',
        'm.thread_id',
        'm.audience_id',
        'm.is_room',
        'm.body',
        'm.card',
        'm.mark',
        'm.created_at',
        'm.edited_at',
        'author.external_id as author_external_id',
        'author.display_name as author_name',
        'file.id as file_id',
        'file.name as file_name',
        sql<string | null>`octet_length(file.bytes)`.as('file_bytes'),
        repliesTo(eb)
          .where('reply.author_id', 'is not', null)
          .where((of) =>
            of.or([of('reply.audience_id', 'is', null), of('reply.audience_id', '=', sight.viewerId)]),
          )
          .as('replies'),
        repliesTo(eb)
          .where('reply.author_id', 'is', null)
          .where('reply.audience_id', '=', sight.viewerId)
          .as('private_replies'),
      ])
  );
}

function repliesTo(eb: ExpressionBuilder<Tables & { m: Tables['web_messages'] }, 'm'>) {
  return eb
    .selectFrom('web_messages as reply')
    .whereRef('reply.thread_id', '=', 'm.id')
    .select((of) => of.fn.countAll<string>().as('count'));
}

type Row = Awaited<ReturnType<ReturnType<typeof visible>['execute']>>[number];

function toMessage(row: Row): StoredMessage {
  const card = row.card === null ? null : cardSchema.safeParse(row.card);
  return {
    id: row.id,
    seq: row.seq,
    threadId: row.thread_id,
    author:
      row.author_external_id === null
        ? null
        : { externalId: row.author_external_id, name: row.author_name ?? '' },
    isPrivate: row.audience_id !== null,
    isRoom: row.is_room,
    body: row.body,
    card: card?.success === true ? card.data : null,
    mark: row.mark,
    file:
      row.file_id === null
        ? null
        : { id: row.file_id, name: row.file_name ?? '', bytes: Number(row.file_bytes ?? 0) },
    createdAt: row.created_at,
    editedAt: row.edited_at,
    replies: Number(row.replies ?? 0),
    privateReplies: Number(row.private_replies ?? 0),
  };
}

function toPage(newestFirst: readonly Row[], limit: number): MessagePage {
  return {
    messages: newestFirst.slice(0, limit).toReversed().map(toMessage),
    hasEarlier: newestFirst.length > limit,
  };
}
