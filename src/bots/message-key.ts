/**
 * On Discord and Slack a message is found by its channel and its id together (threads and direct messages are
 * channels of their own there, or live in one), so core is given both as one id: "channel/message".
 */
export interface MessagePlace {
  readonly channelId: string;
  readonly messageId: string;
}

/** The id under which core knows a message. */
export function messageKey(place: MessagePlace): string {
  return `${place.channelId}/${place.messageId}`;
}

/** Reads {@link messageKey}; a bare message id is looked for in `channelId`. */
export function readMessageKey(id: string, channelId: string): MessagePlace {
  const [first = '', second] = id.split('/');
  return second === undefined ? { channelId, messageId: first } : { channelId: first, messageId: second };
}
