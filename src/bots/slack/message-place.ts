import { messageKey, readMessageKey } from '../message-key.ts';

/**
 * How core's message ids name messages on Slack: "channel/ts"; a message in several parts as
 * "channel/ts+ts+ts", the part with the buttons first; a file as "channel/F…"; what only one person was shown
 * as "ephemeral/ts". A thread has the id of its first message; a private room, which is a group conversation
 * of its own, is "room/channel"; a member's Home tab is "home/U…".
 */
const EPHEMERAL = 'ephemeral';
const ROOM = 'room';
const HOME = 'home';

export interface Place {
  readonly channelId: string;
  /** The message, or the part with its buttons. */
  readonly ts: string;
  /** Every part. */
  readonly all: readonly string[];
  /** Set when it is a file. */
  readonly fileId: string | null;
}

/** Reads a message's id; a bare one is looked for in `channelId`. */
export function readPlace(id: string, channelId: string): Place {
  const place = readMessageKey(id, channelId);
  const all = place.messageId.split('+');
  const [ts = ''] = all;
  return { channelId: place.channelId, ts, all, fileId: ts.startsWith('F') ? ts : null };
}

/** Where words for a thread or a private room go. */
export function readThread(
  id: string,
  channelId: string,
): { readonly channelId: string; readonly threadTs: string | null } {
  const place = readPlace(id, channelId);
  return place.channelId === ROOM
    ? { channelId: place.ts, threadTs: null }
    : { channelId: place.channelId, threadTs: place.ts };
}

/** The id of the thread under a message: the message's own, or of its part with the buttons. */
export function threadKey(id: string, channelId: string): string {
  const place = readPlace(id, channelId);
  return messageKey({ channelId: place.channelId, messageId: place.ts });
}

/** The id of a private room. */
export function roomKey(channelId: string): string {
  return messageKey({ channelId: ROOM, messageId: channelId });
}

/** The id of a message that was sent as these parts, in their order. */
export function partsKey(channelId: string, sent: readonly string[]): string {
  const last = sent.at(-1) ?? '';
  return messageKey({ channelId, messageId: [last, ...sent.slice(0, -1)].join('+') });
}

/** The id of what one person was shown and nobody finds again. */
export function ephemeralKey(ts: string): string {
  return messageKey({ channelId: EPHEMERAL, messageId: ts });
}

/** The id of a member's Home tab. */
export function homeKey(userId: string): string {
  return messageKey({ channelId: HOME, messageId: userId });
}

/** Whose Home tab an id names; null when it is none. */
export function homeOwner(id: string): string | null {
  return id.startsWith(`${HOME}/`) ? id.slice(HOME.length + 1) : null;
}

export function isEphemeral(id: string): boolean {
  return id.startsWith(`${EPHEMERAL}/`);
}
