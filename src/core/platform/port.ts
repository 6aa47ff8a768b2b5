import type { CatchUpWindow } from '../schedules/catch-up.ts';
import type { Card } from './card.ts';
import type { Platform } from './event.ts';

/** What a platform can do, as data; core asks these instead of calling optional methods. */
export interface Capabilities {
  /** Text of thread messages reaches the bot (on Discord only with the message content intent). */
  readonly readThreadReplies: boolean;
  /** A private message can be shown without the person having pressed something just before. */
  readonly tellPrivatelyUnasked: boolean;
  /** Messages can carry a reaction as receipt. */
  readonly react: boolean;
  /** Cards and forms can offer the platform's own channels and roles to pick from. */
  readonly pick: boolean;
  /** A form can say for how long it has been open. */
  readonly formTimer: boolean;
  /** A post can be pinned in its channel. */
  readonly pin: boolean;
  /** A message can ping one role of the community. */
  readonly mentionRole: boolean;
  /** People who moderate the community can open a private room, so its members are told. */
  readonly roomsOpenToModerators: boolean;
  /** Every member has a page of their own in the app, which {@link PlatformPort.showHome} fills. */
  readonly home: boolean;
  /** How late a question may be posted: hours after its time, or until its local date ends (DESIGN §7). */
  readonly catchUp: CatchUpWindow;
}

/** The answer of a look that cannot be had: the platform did not say, or does not show it any more. */
export const CANNOT_TELL: unique symbol = Symbol('cannot tell');

/** Platform ids; `communityId` is the platform's id of the guild, team or room. */
export interface ChannelAddress {
  readonly communityId: string;
  readonly channelId: string;
}
export interface ThreadAddress extends ChannelAddress {
  readonly threadId: string;
}
export interface MessageAddress extends ChannelAddress {
  readonly messageId: string;
}
export interface MemberAddress {
  readonly communityId: string;
  readonly memberId: string;
}

/** A file for one member. `content` is text, as UTF-8; `name` has its ending ("practice.json"). */
export interface OutgoingFile {
  readonly name: string;
  readonly mediaType: string;
  readonly content: string;
  readonly card: Card;
}

/**
 * How one call to a platform ended. `refused`: the platform said no and will say no again; `fix` tells an
 * organizer what to do. `retry`: not taken, try after `afterMs`. `unknown`: it may or may not have been
 * taken; look before sending again.
 */
export type SendResult =
  | { readonly kind: 'sent'; readonly externalId: string }
  | {
      readonly kind: 'refused';
      readonly reason: string;
      readonly fix: string;
      /** What the platform says is no more: the channel that was written to, or the member who was told. */
      readonly gone?: 'channel' | 'member';
    }
  | { readonly kind: 'retry'; readonly afterMs: number; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** What a send does, as far as limits go. `tell` is private, `mark` a receipt on somebody's message. */
export type Sending = 'post' | 'thread' | 'tell' | 'edit' | 'mark';

/**
 * The only way core reaches a platform. Every send takes an idempotency key: sending the same key twice
 * leaves one message wherever the platform allows it. Implementations make one call, without retries and
 * with a time limit, and never throw for what a platform answers. Called by jobs only.
 */
export interface PlatformPort {
  readonly platform: Platform;
  readonly can: Capabilities;
  /** The name of the limit that such a send uses up: the same name, the same limit (jobs/pace.ts). Pure. */
  pacerOf(sending: Sending, to: ChannelAddress | MemberAddress): string;
  /** Posts in a channel; `externalId` is the message's id. */
  postInChannel(to: ChannelAddress, card: Card, key: string): Promise<SendResult>;
  /**
   * The thread that a posted message is by itself; null where {@link openThread} has to open one, which is one call more.
   * Pure.
   */
  threadOf(messageId: string): string | null;
  /** Opens a thread from a message; `externalId` is the thread's id. Asking twice gives the same thread. */
  openThread(on: MessageAddress, title: string, key: string): Promise<SendResult>;
  replyInThread(to: ThreadAddress, card: Card, key: string): Promise<SendResult>;
  /**
   * Opens a place in or beside a channel that only these members (at least two, by their platform ids) and
   * the bot can read and write in: a private thread, or a group conversation where there are no private
   * threads. `externalId` is its id, which {@link replyInThread} and {@link tellPrivately} take as `threadId`;
   * messages written there arrive with it. `title` is at most 80 characters. Asking again with the same key
   * gives the same room, so after an unknown end it may simply be asked for again; whoever is in it already stays.
   */
  openPrivateRoom(
    beside: ChannelAddress,
    memberIds: readonly string[],
    title: string,
    key: string,
  ): Promise<SendResult>;
  /** Tells one member so that nobody else sees it, in or beside `near` where the platform can. */
  tellPrivately(
    to: MemberAddress,
    near: ThreadAddress | ChannelAddress,
    card: Card,
    key: string,
  ): Promise<SendResult>;
  /** Brings one member a file that nobody else can open, with a card that says what it is; see {@link tellPrivately}. */
  sendFile(
    to: MemberAddress,
    near: ThreadAddress | ChannelAddress,
    file: OutgoingFile,
    key: string,
  ): Promise<SendResult>;
  /**
   * Fills a member's own page with these cards, in the place of what stood there. `externalId` names the page;
   * {@link remove} takes everything off it. Refused where the platform has no such pages.
   */
  showHome(to: MemberAddress, cards: readonly Card[], key: string): Promise<SendResult>;
  /** Puts a new card in the place of an earlier one of our own. Doing it twice changes nothing. */
  update(message: MessageAddress, card: Card, key: string): Promise<SendResult>;
  /**
   * Takes one of our own messages away, with every part and file it was sent in. `sentUnder` is the key of
   * the send that left it; never touches what members wrote. What is gone already counts as sent.
   */
  remove(message: MessageAddress, sentUnder: string): Promise<SendResult>;
  /** Pins a message of our own in its channel, or takes the pin away. Doing it twice changes nothing. */
  setPinned(message: MessageAddress, pinned: boolean, key: string): Promise<SendResult>;
  /** Marks a member's message: `seen` when it was taken as an answer, `ready` when feedback is there. */
  react(message: MessageAddress, mark: 'seen' | 'ready', key: string): Promise<SendResult>;
  /**
   * Looks for what an earlier send with this key left: its id, null when it surely left nothing, or
   * {@link CANNOT_TELL} when nobody can say.
   */
  findByKey(near: ChannelAddress | ThreadAddress, key: string): Promise<string | null | typeof CANNOT_TELL>;
}
