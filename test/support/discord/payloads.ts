import type { Channel, Guild, Message, PermissionName, User, World } from './world.ts';

/** Things of the world as Discord writes them, with the fields that a bot may need. */

/** The permission bits that the tests use: Manage Server, and everything. */
const MANAGE_GUILD = 1n << 5n;
const MEMBER = (1n << 10n) | (1n << 11n) | (1n << 38n);

/** The bot's permission bits by name. */
const BITS: Readonly<Record<PermissionName, bigint>> = {
  ViewChannel: 1n << 10n,
  SendMessages: 1n << 11n,
  CreatePublicThreads: 1n << 35n,
  CreatePrivateThreads: 1n << 36n,
  SendMessagesInThreads: 1n << 38n,
  AddReactions: 1n << 6n,
  ReadMessageHistory: 1n << 16n,
  PinMessages: 1n << 51n,
};

/** What the bot may do in a channel, as interactions say it; files and links always. */
export function permissionsIn(world: World, channel: Channel): string {
  let bits = (1n << 14n) | (1n << 15n);
  for (const [name, bit] of Object.entries(BITS))
    if (![...channel.missing].some((one) => one === name)) bits |= bit;
  const parent = channel.parentId === null ? undefined : world.channels.get(channel.parentId);
  return parent === undefined ? String(bits) : String(bits & BigInt(permissionsIn(world, parent)));
}

export function userPayload(user: User): Record<string, unknown> {
  return {
    id: user.id,
    username: user.username,
    global_name: user.username,
    discriminator: '0',
    avatar: null,
    bot: user.bot,
  };
}

export function memberPayload(world: World, guild: Guild, user: User): Record<string, unknown> {
  return {
    user: userPayload(user),
    nick: null,
    roles: [],
    joined_at: world.now().toString(),
    deaf: false,
    mute: false,
    flags: 0,
    permissions: String(guild.organizers.has(user.id) ? MEMBER | MANAGE_GUILD : MEMBER),
  };
}

export function isThread(channel: Channel): boolean {
  return channel.type === 11 || channel.type === 12;
}

/** What the bot lacks in the channel is denied to it alone. */
function overwrites(world: World, channel: Channel): readonly Record<string, unknown>[] {
  const deny = [...channel.missing].reduce((all, name) => all | BITS[name], 0n);
  return deny === 0n ? [] : [{ id: world.bot.id, type: 1, allow: '0', deny: String(deny) }];
}

/** What everybody may do, the bot included. */
function everyone(): string {
  return String(Object.values(BITS).reduce((all, bit) => all | bit, (1n << 14n) | (1n << 15n)));
}

export function channelPayload(world: World, channel: Channel): Record<string, unknown> {
  const recipient = channel.recipientId === null ? undefined : world.users.get(channel.recipientId);
  return {
    id: channel.id,
    type: channel.type,
    ...(channel.guildId === null
      ? {}
      : { guild_id: channel.guildId, position: 0, permission_overwrites: overwrites(world, channel) }),
    ...(channel.name === '' ? {} : { name: channel.name }),
    ...(channel.parentId === null ? {} : { parent_id: channel.parentId }),
    ...(recipient === undefined ? {} : { recipients: [userPayload(recipient)] }),
    ...(isThread(channel)
      ? {
          owner_id: world.bot.id,
          thread_metadata: {
            archived: channel.archived,
            locked: channel.locked,
            auto_archive_duration: channel.archiveMinutes,
            ...(channel.type === 12 ? { invitable: false } : {}),
            archive_timestamp: world.now().toString(),
          },
          message_count: 0,
          member_count: 1,
        }
      : {}),
  };
}

/** A message; without the message content intent only what the bot may read. */
export function messagePayload(world: World, message: Message, mayRead: boolean): Record<string, unknown> {
  const author = world.users.get(message.authorId);
  const channel = world.channels.get(message.channelId);
  if (author === undefined || channel === undefined) throw new Error(`message ${message.id} has no place`);
  const readable =
    mayRead ||
    author.id === world.bot.id ||
    channel.guildId === null ||
    message.mentions.includes(world.bot.id);
  return {
    id: message.id,
    channel_id: message.channelId,
    author: userPayload(author),
    content: readable ? message.content : '',
    timestamp: message.timestamp,
    edited_timestamp: message.editedTimestamp,
    tts: false,
    mention_everyone: false,
    mentions: message.mentions.flatMap((id) => {
      const user = world.users.get(id);
      return user === undefined ? [] : [userPayload(user)];
    }),
    mention_roles: [],
    attachments: message.files.map((file, index) => ({
      id: String(index),
      filename: file.name,
      size: 1,
      url: '',
      proxy_url: '',
    })),
    embeds: [],
    components: readable ? message.components : [],
    pinned: message.pinned,
    type: message.replyTo === null ? 0 : 19,
    flags: message.flags,
    ...(message.replyTo === null
      ? {}
      : { message_reference: { type: 0, message_id: message.replyTo, channel_id: message.channelId } }),
  };
}

export function guildPayload(world: World, guild: Guild): Record<string, unknown> {
  const channels = [...world.channels.values()].filter((channel) => channel.guildId === guild.id);
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    owner_id: world.bot.id,
    roles: [
      {
        id: guild.id,
        name: '@everyone',
        permissions: everyone(),
        position: 0,
        color: 0,
        hoist: false,
        managed: false,
        mentionable: false,
        flags: 0,
      },
    ],
    emojis: [],
    stickers: [],
    features: [],
    member_count: 3,
    members: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    unavailable: false,
    large: false,
    joined_at: world.now().toString(),
    verification_level: 0,
    preferred_locale: 'en-US',
    channels: channels.filter((channel) => channel.type === 0).map((one) => channelPayload(world, one)),
    threads: channels
      .filter((channel) => isThread(channel) && !channel.archived)
      .map((one) => channelPayload(world, one)),
  };
}
