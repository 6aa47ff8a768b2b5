import { setTimeout as sleep } from 'node:timers/promises';
import {
  DiscordjsErrorCodes,
  Events,
  GatewayCloseCodes,
  GatewayDispatchEvents,
  type Client,
} from 'discord.js';
import { Refusal } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { createClient, type ShardRange } from './client.ts';

/** What the gateway sent: the event's name, its data as Discord wrote it, and the shard. */
export type OnDispatch = (
  event: string,
  data: unknown,
  shard: { readonly id: number; readonly count: number },
) => void;

export interface Connecting {
  readonly token: string;
  readonly api: string | null;
  readonly shards: ShardRange | null;
  readonly log: Log;
  readonly onDispatch: OnDispatch;
  /** The intent for the words of messages was refused: forms, mentions and direct messages still work. */
  readonly onWithoutContent: () => void;
  /** After the start: the connection cannot go on; the message says what to do. */
  readonly onEnd: (refusal: Refusal) => void;
}

export interface Connection {
  /** The name of a server as far as the gateway told it; empty otherwise. */
  nameOfServer(guildId: string): string;
  /** How much discord.js keeps in memory: what must not grow with the talk in a server. */
  kept(): Readonly<Record<'servers' | 'channels' | 'users' | 'members' | 'messages', number>>;
  close(): Promise<void>;
}

/** Pauses between tries to reach Discord at all, in milliseconds; the last one is repeated. */
const AGAIN_AFTER_MS: readonly number[] = [1_000, 5_000, 15_000, 60_000];

const TOKEN_REFUSED =
  'Discord does not accept DISCORD_TOKEN. Copy the bot token anew from the developer portal (Bot, Reset Token) and start again.';

/** What discord.js needs to see itself: that it is connected, and the servers' names. */
const KEPT_FOR_LIBRARY: ReadonlySet<string> = new Set<string>([
  GatewayDispatchEvents.Ready,
  GatewayDispatchEvents.Resumed,
  GatewayDispatchEvents.GuildCreate,
  GatewayDispatchEvents.GuildUpdate,
  GatewayDispatchEvents.GuildDelete,
]);

/** The closing code for an intent that was not granted: 4014. */
const INTENT_REFUSED: number = GatewayCloseCodes.DisallowedIntents;

/** Closing codes after which discord.js does not come back, in words. */
const ENDS: ReadonlyMap<number, string> = new Map<number, string>([
  [GatewayCloseCodes.AuthenticationFailed, TOKEN_REFUSED],
  [
    GatewayCloseCodes.InvalidShard,
    'Discord does not accept the shards of DISCORD_SHARDS. Leave it out, or write a range such as 0-3/16.',
  ],
  [
    GatewayCloseCodes.ShardingRequired,
    'Discord wants more shards for so many servers. Leave DISCORD_SHARDS out, or raise the number after the slash.',
  ],
  [
    GatewayCloseCodes.InvalidIntents,
    'Discord does not know an intent that Greenroom asks for. Update Greenroom.',
  ],
  [
    GatewayCloseCodes.InvalidAPIVersion,
    'Discord no longer serves this version of its gateway. Update Greenroom.',
  ],
]);

/**
 * Opens the gateway and keeps it open: discord.js resumes and identifies by itself; when Discord refuses the
 * message content intent (4014), the connection is made anew without it. Resolves once the login was taken;
 * throws a Refusal when Discord does not accept the token, the shards or the like. When Discord cannot be reached it goes on trying.
 */
export async function connect(options: Connecting): Promise<Connection> {
  const { log } = options;
  let client: Client | null = null;
  let closed = false;
  let opened = false;

  const open = async (withContent: boolean): Promise<void> => {
    for (let attempt = 0; !closed; attempt += 1) {
      const fresh = createClient({ api: options.api, shards: options.shards, withContent });
      client = fresh;
      const refused = watch(fresh, withContent);
      try {
        await Promise.race([fresh.login(options.token), refused]);
        return;
      } catch (error) {
        // The intent was refused, and the connection without it is on its way.
        if (client !== fresh) return await refused;
        await fresh.destroy();
        if (isTokenInvalid(error)) throw new Refusal(TOKEN_REFUSED, { cause: error });
        if (error instanceof Refusal) throw error;
        const wait = AGAIN_AFTER_MS[Math.min(attempt, AGAIN_AFTER_MS.length - 1)] ?? 1_000;
        const err = error instanceof Error ? error : new Error('no connection');
        log.warn({ err, seconds: wait / 1_000 }, 'Discord cannot be reached; trying again');
        await sleep(wait, null, { ref: false });
      }
    }
  };

  /** Listens to one client. The promise rejects, or never ends, as long as its login is under way. */
  const watch = (fresh: Client, withContent: boolean): Promise<void> => {
    const ended = Promise.withResolvers<void>();
    fresh.on(Events.Error, (err) => log.warn({ err }, 'discord.js reported an error'));
    fresh.on(Events.ShardError, (err, shard) => {
      if (client === fresh) log.warn({ err, shard }, 'a gateway connection broke');
    });
    fresh.on(Events.Raw, (packet: { t?: string | null; readonly d?: unknown }, shardId: number) => {
      const event = packet.t ?? null;
      if (event === null) return;
      // discord.js throws where a payload lacks a field, which would end the process; all but these is ours alone.
      if (!KEPT_FOR_LIBRARY.has(event)) packet.t = 'TAKEN';
      if (closed || client !== fresh) return;
      options.onDispatch(event, packet.d, { id: shardId, count: fresh.options.shardCount ?? 1 });
    });
    fresh.on(Events.ShardDisconnect, ({ code }) => {
      if (closed || client !== fresh) return;
      if (code === INTENT_REFUSED && withContent) {
        log.warn(
          {},
          'Discord refuses the message content intent, so answers written in threads cannot be read. Forms, direct messages and mentions still work. To change it: developer portal, Bot, Message Content Intent, then start again.',
        );
        options.onWithoutContent();
        ended.resolve(anew(fresh));
        return;
      }
      const words =
        ENDS.get(code) ??
        `Discord closed the connection for good (${code}). Check the bot in the developer portal, then start again.`;
      const refusal = new Refusal(words);
      client = null;
      fresh.destroy().catch(() => {});
      ended.reject(refusal);
      if (opened) options.onEnd(refusal);
    });
    // Whoever opened is told by the race; afterwards nobody waits for it.
    ended.promise.catch(() => {});
    return ended.promise;
  };

  const anew = async (old: Client): Promise<void> => {
    client = null;
    // Its connection is closed already; discord.js would wait for that close once more, so nobody waits for it.
    old.destroy().catch(() => {});
    await open(false);
  };

  await open(true);
  opened = true;
  return {
    nameOfServer: (guildId) => client?.guilds.cache.get(guildId)?.name ?? '',
    kept: () => {
      const channels = [...(client?.channels.cache.values() ?? [])];
      const servers = [...(client?.guilds.cache.values() ?? [])];
      return {
        servers: servers.length,
        channels: channels.length,
        users: client?.users.cache.size ?? 0,
        members: servers.reduce((sum, one) => sum + one.members.cache.size, 0),
        messages: channels.reduce((sum, one) => sum + ('messages' in one ? one.messages.cache.size : 0), 0),
      };
    },
    async close() {
      closed = true;
      await client?.destroy();
    },
  };
}

function isTokenInvalid(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === DiscordjsErrorCodes.TokenInvalid;
}
