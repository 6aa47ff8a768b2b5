import type { AnyBlock, AnyView } from './block-kit.ts';

/** What exists on the loopback Slack, and nothing about how it is asked for. */

export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  /** The bot as a member and as an author here. */
  readonly botUserId: string;
  readonly botId: string;
}

export interface User {
  readonly id: string;
  readonly teamId: string;
  readonly name: string;
  readonly bot: boolean;
  isAdmin: boolean;
  isOwner: boolean;
}

export interface Channel {
  readonly id: string;
  readonly teamId: string;
  readonly kind: 'channel' | 'group' | 'im' | 'mpim';
  readonly name: string;
  readonly members: Set<string>;
  archived: boolean;
}

export interface StoredFile {
  readonly id: string;
  readonly teamId: string;
  readonly name: string;
  readonly length: number;
  content: string | null;
  /** Only set once it was shared somewhere. */
  channelId: string | null;
}

export interface Message {
  readonly ts: string;
  readonly teamId: string;
  readonly channelId: string;
  readonly userId: string;
  /** Set when the bot wrote it. */
  readonly botId: string | null;
  readonly clientMsgId: string | null;
  readonly threadTs: string | null;
  /** Only this person sees it (an ephemeral message). */
  readonly onlyFor: string | null;
  text: string;
  blocks: readonly AnyBlock[];
  metadata: unknown;
  editedTs: string | null;
  readonly reactions: Map<string, Set<string>>;
  readonly files: readonly StoredFile[];
}

export interface OpenView {
  readonly id: string;
  readonly teamId: string;
  readonly userId: string;
  readonly rootId: string;
  readonly previousId: string | null;
  readonly externalId: string;
  content: AnyView;
  hash: string;
}

export interface MessagePlace {
  readonly channelId: string;
  readonly ts: string;
}

export class World {
  readonly appId = 'A0GREENROOM';
  readonly workspaces = new Map<string, Workspace>();
  readonly users = new Map<string, User>();
  readonly channels = new Map<string, Channel>();
  readonly files = new Map<string, StoredFile>();
  readonly now: () => Temporal.Instant;
  /** In the order in which they were written, also those in other workspaces. */
  readonly #messages = new Map<string, Message>();
  /** The same by channel and thread, since every event asks how many replies there are. */
  readonly #byPlace = new Map<string, Set<Message>>();
  /** Modals by person, the top one last. */
  readonly #stacks = new Map<string, OpenView[]>();
  readonly #homes = new Map<string, OpenView>();
  #sequence = 0;

  constructor(now: () => Temporal.Instant) {
    this.now = now;
  }

  /** Ids look like Slack's: a letter for the kind, then capitals and digits. No id is used in two workspaces. */
  nextId(prefix: string): string {
    this.#sequence += 1;
    return `${prefix}0${this.#sequence.toString(36).toUpperCase().padStart(8, '0')}`;
  }

  /** Message ids are moments: seconds of the clock, and six digits that make them different. */
  nextTs(): string {
    this.#sequence += 1;
    const seconds = Math.floor(this.now().epochMilliseconds / 1000);
    return `${seconds}.${String(this.#sequence).padStart(6, '0')}`;
  }

  addWorkspace(name: string): Workspace {
    const id = this.nextId('T');
    const domain = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
    const workspace = { id, name, domain, botUserId: this.nextId('U'), botId: this.nextId('B') };
    this.workspaces.set(id, workspace);
    this.users.set(workspace.botUserId, {
      id: workspace.botUserId,
      teamId: id,
      name: 'greenroom',
      bot: true,
      isAdmin: false,
      isOwner: false,
    });
    return workspace;
  }

  addUser(teamId: string, name: string): User {
    const user = { id: this.nextId('U'), teamId, name, bot: false, isAdmin: false, isOwner: false };
    this.users.set(user.id, user);
    return user;
  }

  addChannel(
    teamId: string,
    name: string,
    kind: Channel['kind'] = 'channel',
    members: readonly string[] = [],
  ): Channel {
    const prefix = kind === 'im' ? 'D' : kind === 'channel' ? 'C' : 'G';
    const channel: Channel = {
      id: this.nextId(prefix),
      teamId,
      kind,
      name,
      members: new Set(members),
      archived: false,
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  /** The conversation of exactly these people; made when there is none. */
  direct(teamId: string, members: readonly string[]): Channel {
    const kind = members.length > 2 ? 'mpim' : 'im';
    const known = [...this.channels.values()].find(
      (one) =>
        one.kind === kind &&
        one.members.size === members.length &&
        members.every((member) => one.members.has(member)),
    );
    return known ?? this.addChannel(teamId, '', kind, members);
  }

  addMessage(message: Partial<Message> & Pick<Message, 'teamId' | 'channelId' | 'userId'>): Message {
    const made: Message = {
      ts: this.nextTs(),
      botId: null,
      clientMsgId: null,
      threadTs: null,
      onlyFor: null,
      text: '',
      blocks: [],
      metadata: null,
      editedTs: null,
      reactions: new Map(),
      files: [],
      ...message,
    };
    this.#messages.set(`${made.channelId}/${made.ts}`, made);
    this.#placed(made.channelId, made.threadTs).add(made);
    return made;
  }

  message(place: MessagePlace): Message | undefined {
    return this.#messages.get(`${place.channelId}/${place.ts}`);
  }

  removeMessage(place: MessagePlace): void {
    const gone = this.message(place);
    if (gone !== undefined) this.#placed(gone.channelId, gone.threadTs).delete(gone);
    this.#messages.delete(`${place.channelId}/${place.ts}`);
  }

  /** All messages of all workspaces, oldest first. */
  messages(): Message[] {
    return [...this.#messages.values()];
  }

  /** What everybody in the channel sees, oldest first: its own messages without a thread, or those of one thread. */
  messagesIn(channelId: string, threadTs: string | null = null): Message[] {
    return [...this.#placed(channelId, threadTs)].filter((one) => one.onlyFor === null);
  }

  #placed(channelId: string, threadTs: string | null): Set<Message> {
    const key = `${channelId}/${threadTs ?? ''}`;
    const known = this.#byPlace.get(key) ?? new Set();
    this.#byPlace.set(key, known);
    return known;
  }

  /** What only this person sees, anywhere, oldest first. */
  onlyFor(userId: string): Message[] {
    return this.messages().filter((one) => one.onlyFor === userId);
  }

  /** The bot's direct messages with a person; empty when there are none. */
  toldTo(userId: string): Message[] {
    const direct = [...this.channels.values()].find((one) => one.kind === 'im' && one.members.has(userId));
    return direct === undefined ? [] : this.messages().filter((one) => one.channelId === direct.id);
  }

  /** The modals that a person has open, the top one last. */
  modals(userId: string): OpenView[] {
    const stack = this.#stacks.get(userId) ?? [];
    this.#stacks.set(userId, stack);
    return stack;
  }

  home(userId: string): OpenView | undefined {
    return this.#homes.get(userId);
  }

  setHome(view: OpenView): void {
    this.#homes.set(view.userId, view);
  }

  /** An open modal or a Home tab by its id. */
  view(id: string): OpenView | undefined {
    return [...this.#stacks.values()]
      .flat()
      .concat([...this.#homes.values()])
      .find((one) => one.id === id);
  }
}
