import { randomUUID } from 'node:crypto';
import { inboundEventSchema, type InboundEvent } from '../../core/platform/event.ts';
import type { Clock } from '../../core/time.ts';
import type { Person } from './people-store.ts';
import { WEB_CHANNEL, WEB_COMMUNITY } from './room.ts';

/** What the web channel tells core. Each maker validates as every adapter's edge must; a bad event throws. */
type Who = Pick<Person, 'externalId' | 'name'>;

/** Somebody opened the room, or, by null, the server started. An unknown zone is ''. */
export function openedEvent(clock: Clock, by: Who | null, zone: string): InboundEvent {
  return inboundEventSchema.parse({
    ...envelope(clock, `opened/${randomUUID()}`),
    kind: 'opened',
    by: by === null ? null : whoIs(by),
    channel: WEB_CHANNEL,
    zone,
  });
}

/** A message was written in a thread or, with `edit`, its words were changed (`stamp` names that change). */
export function messageEvent(
  clock: Clock,
  by: Who,
  message: { readonly id: string; readonly threadId: string; readonly text: string },
  edit: { readonly stamp: string; readonly sentAt: Temporal.Instant } | null = null,
): InboundEvent {
  return inboundEventSchema.parse({
    ...envelope(clock, messageKey(message.id, edit === null ? 'created' : `edited:${edit.stamp}`)),
    kind: 'message',
    by: whoIs(by),
    change: edit === null ? 'created' : 'edited',
    channelId: WEB_CHANNEL.externalId,
    threadId: message.threadId,
    direct: false,
    messageId: message.id,
    sentAt: (edit?.sentAt ?? clock.now()).toString(),
    text: message.text,
    addressedToSomeone: /^\s*@\S/.test(message.text),
  });
}

/** A member deleted their own message. */
export function deletedEvent(clock: Clock, by: Who, messageId: string): InboundEvent {
  return inboundEventSchema.parse({
    ...envelope(clock, messageKey(messageId, 'deleted')),
    kind: 'message_deleted',
    byExternalId: by.externalId,
    channelId: WEB_CHANNEL.externalId,
    messageId,
  });
}

/** A button was pressed or a form was sent. Null when the request was made by hand and makes no sense. */
export function actionEvent(
  clock: Clock,
  by: Who,
  press: { readonly key: string; readonly action: string; readonly fields: Readonly<Record<string, string>> },
): InboundEvent | null {
  const parsed = inboundEventSchema.safeParse({
    ...envelope(clock, press.key),
    kind: 'action',
    by: whoIs(by),
    action: press.action,
    fields: press.fields,
  });
  return parsed.success ? parsed.data : null;
}

/** A typed command, already split. */
export function commandEvent(
  clock: Clock,
  by: Who,
  command: { readonly command: 'practice' | 'greenroom'; readonly text: string },
): InboundEvent {
  return inboundEventSchema.parse({
    ...envelope(clock, `command/${randomUUID()}`),
    kind: 'command',
    by: whoIs(by),
    channelId: WEB_CHANNEL.externalId,
    ...command,
  });
}

function envelope(clock: Clock, key: string) {
  return { platform: 'web', key, at: clock.now().toString(), community: WEB_COMMUNITY };
}

function messageKey(messageId: string, what: string): string {
  return `${WEB_COMMUNITY.externalId}/${WEB_CHANNEL.externalId}/${messageId}/${what}`;
}

function whoIs(by: Who) {
  return { externalId: by.externalId, displayName: by.name };
}
