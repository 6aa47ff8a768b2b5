import { inboundEventSchema, type EventOf } from '../../core/platform/event.ts';
import { messageKey } from '../message-key.ts';
import type { InnerMessage, MessageEvent } from './payload.ts';
import { openingMention, readText } from './read-text.ts';

/** Where a message stands, as core knows it. */
export interface Place {
  /** The channel whose round this belongs to; for direct messages their own. */
  readonly channelId: string;
  /** Null for direct messages. */
  readonly threadId: string | null;
}

/** A message event, put into one shape: who wrote what, and what happened to it. */
export interface WrittenMessage {
  readonly change: 'created' | 'edited' | 'deleted';
  readonly channelId: string;
  readonly isDirect: boolean;
  /** A group conversation; null where the event does not say what kind of place it is. */
  readonly isGroup: boolean | null;
  readonly ts: string;
  readonly threadTs: string | null;
  /** When it was edited; null for a new message. */
  readonly editedTs: string | null;
  readonly userId: string;
  readonly text: string;
}

/** Kinds of new messages that people write; everything else (joins, topics, bots, …) nobody wrote. */
const WRITTEN: readonly (string | undefined)[] = [undefined, 'file_share', 'thread_broadcast', 'me_message'];

/**
 * What a message event says, or null when there is nothing to read: nobody wrote it, or it is a change that
 * leaves the words alone (an unfurl, a reply count). Pure.
 */
export function readWritten(event: MessageEvent): WrittenMessage | null {
  const { channel, channel_type: type } = event;
  const place = {
    channelId: channel,
    isDirect: type === 'im' || (type === undefined && channel.startsWith('D')),
    isGroup: type === undefined ? null : type === 'mpim',
  };
  switch (event.subtype) {
    case 'message_changed':
      return readChanged(event, place);
    case 'message_deleted':
      return readGone(event.deleted_ts ?? event.previous_message?.ts, event.previous_message, place);
    default:
      return WRITTEN.includes(event.subtype) ? readNew(event, place) : null;
  }
}

type Where = Pick<WrittenMessage, 'channelId' | 'isDirect' | 'isGroup'>;

function readNew(event: MessageEvent, place: Where): WrittenMessage | null {
  const { user, ts, text = '' } = event;
  if (user === undefined || ts === undefined || event.bot_id !== undefined || text.trim() === '') return null;
  return {
    ...place,
    change: 'created',
    ts,
    threadTs: event.thread_ts ?? null,
    editedTs: null,
    userId: user,
    text,
  };
}

function readChanged(event: MessageEvent, place: Where): WrittenMessage | null {
  const { message, previous_message: before } = event;
  if (message === undefined) return null;
  // A deleted message that has replies stays as an empty place.
  if (message.subtype === 'tombstone') return readGone(message.ts, before, place);
  const { user, ts, text = '' } = message;
  if (user === undefined || ts === undefined || message.bot_id !== undefined) return null;
  if (!WRITTEN.includes(message.subtype) || (before !== undefined && before.text === text)) return null;
  return {
    ...place,
    change: 'edited',
    ts,
    threadTs: message.thread_ts ?? null,
    editedTs: message.edited?.ts ?? event.event_ts ?? event.ts ?? ts,
    userId: user,
    text,
  };
}

function readGone(
  ts: string | undefined,
  before: InnerMessage | undefined,
  place: Where,
): WrittenMessage | null {
  if (ts === undefined || before?.bot_id !== undefined) return null;
  return {
    ...place,
    change: 'deleted',
    ts,
    threadTs: before?.thread_ts ?? null,
    editedTs: null,
    userId: before?.user ?? '',
    text: '',
  };
}

/** The bot's own message that somebody deleted: its ts; null for every other event. */
export function ownDeleted(event: MessageEvent, botUserId: string): string | null {
  const before = event.previous_message;
  if (before?.bot_id === undefined || (before.user !== undefined && before.user !== botUserId)) return null;
  if (event.subtype === 'message_deleted') return event.deleted_ts ?? before.ts ?? null;
  const isPlaceLeft = event.subtype === 'message_changed' && event.message?.subtype === 'tombstone';
  return isPlaceLeft ? (event.message?.ts ?? null) : null;
}

/** The message as core's event. Pure; throws a ZodError for what cannot be. */
export function messageEvent(
  written: WrittenMessage,
  place: Place,
  from: {
    readonly community: { readonly externalId: string; readonly name: string };
    readonly displayName: string;
    readonly botUserId: string;
    /** For a deletion, which carries no time of its own. */
    readonly now: Temporal.Instant;
  },
): EventOf<'message'> | EventOf<'message_deleted'> | null {
  const messageId = messageKey({ channelId: written.channelId, messageId: written.ts });
  const key = `${from.community.externalId}/${messageId}`;
  const envelope = { platform: 'slack', community: from.community, channelId: place.channelId, messageId };
  if (written.change === 'deleted') {
    const event = inboundEventSchema.parse({
      ...envelope,
      kind: 'message_deleted',
      key: `${key}/deleted`,
      at: from.now.toString(),
      // Slack does not say who deleted it.
      byExternalId: null,
    });
    return event.kind === 'message_deleted' ? event : null;
  }
  const sentAt = instantOf(written.ts);
  const at = written.editedTs === null ? sentAt : instantOf(written.editedTs);
  if (sentAt === null || at === null) return null;
  const mentioned = openingMention(written.text);
  const event = inboundEventSchema.parse({
    ...envelope,
    kind: 'message',
    key: `${key}/${written.change}${written.editedTs === null ? '' : `:${written.editedTs}`}`,
    at,
    by: { externalId: written.userId, displayName: from.displayName },
    change: written.change,
    threadId: place.threadId,
    direct: place.threadId === null,
    sentAt,
    text: readText(written.text),
    addressedToSomeone: mentioned !== null && mentioned !== from.botUserId,
  });
  return event.kind === 'message' ? event : null;
}

/** Slack's "1700000000.123456" as an ISO instant; null for anything else. */
export function instantOf(ts: string): string | null {
  const [, seconds = '', fraction = ''] = /^(\d{1,11})(?:\.(\d{1,9}))?$/.exec(ts) ?? [];
  if (seconds === '') return null;
  const nanoseconds = BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'));
  return Temporal.Instant.fromEpochNanoseconds(nanoseconds).toString();
}
