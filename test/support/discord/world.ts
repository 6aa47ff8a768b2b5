import type { Component } from './limits.ts';

/** What exists on the loopback Discord, and nothing about how it is asked for. */

export type PermissionName =
  | 'ViewChannel'
  | 'SendMessages'
  | 'CreatePublicThreads'
  | 'CreatePrivateThreads'
  | 'SendMessagesInThreads'
  | 'AddReactions'
  | 'ReadMessageHistory'
  | 'PinMessages';

export interface User {
  readonly id: string;
  readonly username: string;
  readonly bot: boolean;
  /** Takes no direct messages from the bot. */
  closedToMessages: boolean;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  /** Who manages the server. */
  readonly organizers: Set<string>;
  /** Who left it. */
  readonly left: Set<string>;
  /** Names of its roles by their ids. */
  readonly roles: Map<string, string>;
}

export interface Channel {
  readonly id: string;
  /** Null for direct messages. */
  readonly guildId: string | null;
  readonly parentId: string | null;
  /** 0 text, 1 direct messages, 11 public thread, 12 private thread. */
  readonly type: 0 | 1 | 11 | 12;
  /** Who is in a private thread, beside the bot. */
  readonly members: Set<string>;
  readonly name: string;
  /** The person at the other end of direct messages. */
  readonly recipientId: string | null;
  readonly archiveMinutes: number | null;
  archived: boolean;
  locked: boolean;
  /** What the bot may not do here. */
  readonly missing: Set<PermissionName>;
}

export interface Message {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  content: string;
  components: readonly Component[];
  flags: number;
  readonly nonce: string | null;
  readonly replyTo: string | null;
  readonly mentions: readonly string[];
  readonly timestamp: string;
  editedTimestamp: string | null;
  readonly reactions: Set<string>;
  pinned: boolean;
  /** The role that was pinged. */
  readonly pinged: string | null;
  /** Only this person sees it. */
  readonly onlyFor: string | null;
  readonly files: readonly { readonly name: string; readonly content: string }[];
}

/** 1 January 2015, Discord's own epoch, in milliseconds. */
const EPOCH = 1_420_070_400_000n;

export class World {
  readonly users = new Map<string, User>();
  readonly guilds = new Map<string, Guild>();
  readonly channels = new Map<string, Channel>();
  /** In the order in which they were written. */
  readonly messages = new Map<string, Message>();
  readonly bot: User;
  readonly applicationId: string;
  readonly now: () => Temporal.Instant;
  #sequence = 0n;

  constructor(now: () => Temporal.Instant) {
    this.now = now;
    this.bot = this.addUser('greenroom', true);
    this.applicationId = this.bot.id;
  }

  /** Ids grow with time, as Discord's do. */
  nextId(): string {
    this.#sequence += 1n;
    const time = BigInt(this.now().epochMilliseconds) - EPOCH;
    return ((time << 22n) + this.#sequence).toString();
  }

  addUser(username: string, bot = false): User {
    const user: User = { id: this.nextId(), username, bot, closedToMessages: false };
    this.users.set(user.id, user);
    return user;
  }

  addGuild(name: string): Guild {
    const guild: Guild = {
      id: this.nextId(),
      name,
      organizers: new Set(),
      left: new Set(),
      roles: new Map(),
    };
    this.guilds.set(guild.id, guild);
    return guild;
  }

  addChannel(channel: Partial<Channel> & Pick<Channel, 'guildId' | 'name' | 'type'>): Channel {
    const made: Channel = {
      id: this.nextId(),
      parentId: null,
      recipientId: null,
      archiveMinutes: null,
      archived: false,
      locked: false,
      missing: new Set(),
      members: new Set(),
      ...channel,
    };
    this.channels.set(made.id, made);
    return made;
  }

  addMessage(message: Partial<Message> & Pick<Message, 'channelId' | 'authorId'>): Message {
    const made: Message = {
      id: this.nextId(),
      content: '',
      components: [],
      flags: 0,
      nonce: null,
      replyTo: null,
      mentions: [],
      timestamp: this.now().toString(),
      editedTimestamp: null,
      reactions: new Set(),
      pinned: false,
      pinged: null,
      onlyFor: null,
      files: [],
      ...message,
    };
    this.messages.set(made.id, made);
    return made;
  }

  /** The direct messages between the bot and a person. */
  direct(userId: string): Channel {
    const known = [...this.channels.values()].find((channel) => channel.recipientId === userId);
    return known ?? this.addChannel({ guildId: null, type: 1, name: '', recipientId: userId });
  }

  /** Messages of a channel, oldest first, as everybody in it sees them. */
  messagesIn(channelId: string): Message[] {
    return [...this.messages.values()].filter((one) => one.channelId === channelId && one.onlyFor === null);
  }

  /** Whether the bot lacks a permission here; threads take their parent's. */
  lacks(channel: Channel, permission: PermissionName): boolean {
    if (channel.missing.has(permission)) return true;
    const parent = channel.parentId === null ? undefined : this.channels.get(channel.parentId);
    return parent !== undefined && this.lacks(parent, permission);
  }
}
