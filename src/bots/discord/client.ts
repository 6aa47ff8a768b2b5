import { Client, GatewayIntentBits, Options, Partials } from 'discord.js';

/** A range of shards that this process takes: `DISCORD_SHARDS=0-3/16`. */
export interface ShardRange {
  readonly first: number;
  readonly last: number;
  readonly total: number;
}

/** Without {@link GatewayIntentBits.MessageContent} Discord still brings direct messages and mentions with words. */
const INTENTS = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages];

/** Threads that were archived leave the cache after so long, looked at every hour, in seconds. */
const SWEEP = { interval: 3_600, lifetime: 4 * 3_600 };

/**
 * A discord.js client that only keeps what it needs: servers and their channels. Messages, members, users and
 * everything else are read from each event and forgotten.
 */
export function createClient(options: {
  readonly api: string | null;
  readonly shards: ShardRange | null;
  readonly withContent: boolean;
}): Client {
  const { shards } = options;
  return new Client({
    intents: options.withContent ? [...INTENTS, GatewayIntentBits.MessageContent] : INTENTS,
    // Direct messages come from channels that were never seen.
    partials: [Partials.Channel],
    makeCache: Options.cacheWithLimits({
      ApplicationCommandManager: 0,
      ApplicationEmojiManager: 0,
      AutoModerationRuleManager: 0,
      BaseGuildEmojiManager: 0,
      DMMessageManager: 0,
      EntitlementManager: 0,
      GuildBanManager: 0,
      GuildEmojiManager: 0,
      GuildForumThreadManager: 0,
      GuildInviteManager: 0,
      GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
      GuildMessageManager: 0,
      GuildScheduledEventManager: 0,
      GuildStickerManager: 0,
      GuildTextThreadManager: 0,
      MessageManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      StageInstanceManager: 0,
      ThreadManager: 0,
      ThreadMemberManager: 0,
      UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user?.id },
      VoiceStateManager: 0,
    }),
    sweepers: { threads: SWEEP },
    rest: { version: '10', ...(options.api === null ? {} : { api: options.api.replace(/\/+$/, '') }) },
    ...(shards === null
      ? { shards: 'auto' as const }
      : {
          shards: Array.from({ length: shards.last - shards.first + 1 }, (_, index) => shards.first + index),
          shardCount: shards.total,
        }),
  });
}
