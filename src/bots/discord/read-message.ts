import { inboundEventSchema, type EventOf, type InboundEvent } from '../../core/platform/event.ts';
import { messageKey } from '../message-key.ts';
import { nameOf, type DeletedPayload, type MessagePayload } from './payload.ts';

/** Where a message stands, as core knows it. */
export interface Place {
  readonly community: { readonly externalId: string; readonly name: string };
  /** The channel whose round this belongs to; for direct messages their own. */
  readonly channelId: string;
  /** Null for direct messages. */
  readonly threadId: string | null;
}

/** An ordinary message, and one that replies to another. Everything else (joins, pins, …) nobody wrote. */
const WRITTEN: readonly number[] = [0, 19];

/** Whether a person wrote it: no bot, no webhook, no notice of Discord's. */
export function isWritten(message: MessagePayload): boolean {
  const { author } = message;
  return (
    author !== undefined &&
    author.bot !== true &&
    message.webhook_id === undefined &&
    WRITTEN.includes(message.type ?? 0)
  );
}

/**
 * A message as an event, or null when there is nothing to read: nobody wrote it, it has no words (or the bot
 * may not read them), or it is an update that changes no words. Pure; throws a ZodError for what cannot be.
 */
export function readMessage(
  message: MessagePayload,
  change: 'created' | 'edited',
  place: Place,
  botId: string,
): EventOf<'message'> | null {
  const { author, content = '' } = message;
  if (author === undefined || !isWritten(message) || content.trim() === '') return null;
  const sentAt = instantText(message.timestamp);
  const editedAt = message.edited_timestamp ?? null;
  const at = change === 'edited' ? (editedAt === null ? null : instantText(editedAt)) : sentAt;
  if (sentAt === null || at === null) return null;
  const event = inboundEventSchema.parse({
    platform: 'discord',
    key: `${keyOf(place, message.channel_id, message.id)}/${change}${change === 'edited' ? `:${at}` : ''}`,
    at,
    community: place.community,
    kind: 'message',
    by: { externalId: author.id, displayName: nameOf(author, message.member) },
    change,
    channelId: place.channelId,
    threadId: place.threadId,
    direct: place.threadId === null,
    messageId: messageKey({ channelId: message.channel_id, messageId: message.id }),
    sentAt,
    text: content,
    addressedToSomeone: isAddressed(message, botId),
  });
  return event.kind === 'message' ? event : null;
}

/**
 * Deleted messages as events: Discord names one or many, and never who deleted them. Throws a ZodError for what
 * cannot be.
 */
export function readDeleted(deleted: DeletedPayload, place: Place, at: Temporal.Instant): InboundEvent[] {
  const ids = [...(deleted.ids ?? []), ...(deleted.id === undefined ? [] : [deleted.id])];
  return ids.map((id) =>
    inboundEventSchema.parse({
      platform: 'discord',
      key: `${keyOf(place, deleted.channel_id, id)}/deleted`,
      at: at.toString(),
      community: place.community,
      kind: 'message_deleted',
      byExternalId: null,
      channelId: place.channelId,
      messageId: messageKey({ channelId: deleted.channel_id, messageId: id }),
    }),
  );
}

function keyOf(place: Place, channelId: string, id: string): string {
  return `${place.community.externalId}/${channelId}/${id}`;
}

/** Talk to somebody else: a reply to another person's message, or words that open with a mention. */
function isAddressed(message: MessagePayload, botId: string): boolean {
  const opening = /^\s*<@[!&]?(\d+)>/.exec(message.content ?? '')?.[1];
  if (opening !== undefined && opening !== botId) return true;
  if ((message.message_reference?.message_id ?? null) === null) return false;
  const to = message.referenced_message?.author?.id;
  return to !== botId && to !== message.author?.id;
}

/** Discord writes "2026-03-02T09:00:00.123000+00:00". */
function instantText(timestamp: string | undefined): string | null {
  if (timestamp === undefined) return null;
  try {
    return Temporal.Instant.from(timestamp).toString();
  } catch {
    return null;
  }
}
