import { z } from 'zod';
import { storableText } from '../storable-text.ts';

/** The platforms Greenroom speaks; also the first part of every inbox key. */
export const platformSchema = z.enum(['web', 'discord', 'slack']);
export type Platform = z.infer<typeof platformSchema>;

/** No control characters and no half of a surrogate pair: no platform's ids hold them, and no database text can. */
const SOLID = /^[^\p{Cc}\p{Cs}]+$/u;
const id = z.string().max(200).regex(SOLID);
/** Words as they were written, but for what the database cannot hold (storable-text.ts). */
const words = z.string().transform(storableText);
const name = z.string().max(200).transform(storableText);

/**
 * Who acted. `externalId` is the platform's id inside the community. `isOrganizer`: the platform's signed
 * payload says that this person runs the community; left out where it says nothing about it.
 */
const person = z.object({
  externalId: id,
  displayName: name,
  isOrganizer: z.boolean().optional(),
});

/**
 * What the platform says the bot may do in one channel, line by line, for organizers. `fix` says what to do where
 * it is not `ok`; what is not `needed` only makes something better.
 */
const checks = z.object({
  channelId: id,
  lines: z.array(z.object({ label: z.string(), ok: z.boolean(), needed: z.boolean(), fix: z.string() })),
});
export type PlatformChecks = z.infer<typeof checks>;

const envelope = {
  platform: platformSchema,
  /** Unique per occurrence and equal for every redelivery of it (DESIGN §5). */
  key: z.string().max(300).regex(SOLID),
  /** When it happened by the platform's clock, ISO instant. */
  at: z.iso.datetime(),
  community: z.object({ externalId: id, name }),
};

/**
 * What an adapter makes of anything that arrives. Adapters validate with this schema at their edge; inside core it
 * is trusted. Words stay exactly as the member wrote them, but for NUL and half surrogates, which no database text can
 * hold; an id with such characters, or any other control character, is refused.
 */
export const inboundEventSchema = z.discriminatedUnion('kind', [
  /**
   * Somebody is here: the room may need its first schedule. `zone` is the reader's IANA zone, if known;
   * `by` is null when the bot itself starts.
   */
  z.object({
    ...envelope,
    kind: z.literal('opened'),
    by: person.nullable(),
    channel: z.object({ externalId: id, name }),
    zone: z.string().max(100),
  }),
  /** A message in a channel, in a round's thread or to the bot directly. */
  z.object({
    ...envelope,
    kind: z.literal('message'),
    by: person,
    change: z.enum(['created', 'edited']),
    channelId: id,
    /** The thread it was written in; null outside threads; direct messages have `direct: true`. */
    threadId: id.nullable(),
    direct: z.boolean(),
    messageId: id,
    /** When the message was first sent; the same on every later edit. */
    sentAt: z.iso.datetime(),
    text: words,
    /** It answers another member's message, or opens by mentioning someone: talk, not an answer. */
    addressedToSomeone: z.boolean(),
  }),
  z.object({
    ...envelope,
    kind: z.literal('message_deleted'),
    /** Who deleted it, where the platform tells; null where it does not. */
    byExternalId: id.nullable(),
    channelId: id,
    messageId: id,
  }),
  /** A button press, a shortcut or a form submission; `action` is an encoded ActionId. */
  z.object({
    ...envelope,
    kind: z.literal('action'),
    by: person,
    action: z.string().max(200),
    fields: z.record(words, words),
    checks: checks.optional(),
  }),
  /** A typed command: `/practice now metrics` is command "practice", text "now metrics". */
  z.object({
    ...envelope,
    kind: z.literal('command'),
    by: person,
    channelId: id,
    command: z.enum(['practice', 'greenroom']),
    text: words,
    checks: checks.optional(),
  }),
  /** Somebody opened their own page in the app, where a platform has such pages (port: `can.home`). */
  z.object({ ...envelope, kind: z.literal('home_opened'), by: person }),
  /** The bot was removed for good (an outage is no removal): its questions stop, and 30 days later all is erased. */
  z.object({ ...envelope, kind: z.literal('community_left') }),
  /** The bot was added, or added again; also where a platform says that it is still there. */
  z.object({ ...envelope, kind: z.literal('community_joined') }),
  /** Somebody left the community, or was removed from it. */
  z.object({ ...envelope, kind: z.literal('member_left'), memberExternalId: id }),
  /** A channel was deleted or archived, or the bot was taken out of it. */
  z.object({ ...envelope, kind: z.literal('channel_gone'), channelId: id }),
  /** A channel has another name. */
  z.object({ ...envelope, kind: z.literal('channel_renamed'), channelId: id, name }),
  /** The platform gave a channel another id: all that stood there stands under the new one from now on. */
  z.object({ ...envelope, kind: z.literal('channel_moved'), channelId: id, newChannelId: id }),
  /** A thread, or the message it hangs on, was deleted. */
  z.object({ ...envelope, kind: z.literal('thread_gone'), channelId: id, threadId: id }),
]);
export type InboundEvent = z.infer<typeof inboundEventSchema>;
export type EventOf<K extends InboundEvent['kind']> = Extract<InboundEvent, { kind: K }>;
