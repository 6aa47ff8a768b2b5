import { RequestMethod, Routes } from 'discord.js';
import { z } from 'zod';
import { inboundEventSchema, type InboundEvent } from '../../core/platform/event.ts';
import { callDiscord } from './call.ts';
import { isOnShard, type ShardOf } from './catch-up.ts';
import { untilTaken, type Receiving } from './receive.ts';

/** What of servers, channels and threads is read; whatever may be missing is optional. */
export const serverSchema = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  unavailable: z.boolean().optional(),
});
export const goneSchema = z.looseObject({
  id: z.string(),
  guild_id: z.string().optional(),
  parent_id: z.string().nullish(),
});
export const channelSchema = z.looseObject({
  id: z.string(),
  guild_id: z.string().optional(),
  name: z.string().nullish(),
});
type Channel = z.infer<typeof channelSchema>;
type Server = z.infer<typeof serverSchema>;
type Gone = z.infer<typeof goneSchema>;

/** Discord's codes for a server that the bot is not in. */
const NOT_IN_SERVER: readonly number[] = [10_004, 50_001];

/** The bot is in this server: a removal that was noted before is over. Never throws. */
export async function receiveServer(io: Receiving, server: Server): Promise<void> {
  if (server.unavailable === true) return;
  await untilTaken(io, async () => {
    // Every server is told at every start; only for one that was lost there is something to do.
    const lost = await io.core.db
      .selectFrom('communities')
      .select('id')
      .where('platform', '=', 'discord')
      .where('external_id', '=', server.id)
      .where('left_at', 'is not', null)
      .executeTakeFirst();
    if (lost !== undefined) await io.handle(serverEvent(io, server, 'community_joined'));
  });
}

/** The bot was removed from this server, or the server is away for a while, which is no removal. Never throws. */
export async function receiveServerGone(io: Receiving, server: Server): Promise<void> {
  if (server.unavailable === true) return;
  await untilTaken(io, async () => {
    await io.handle(serverEvent(io, server, 'community_left'));
  });
}

/**
 * After a new session: servers that Greenroom knows and the gateway does not name. Each is asked for before it
 * counts as a removal that was missed; when that cannot be done, it is left for the next session. Never throws.
 */
export async function findLostServers(io: Receiving, told: readonly Server[], shard: ShardOf): Promise<void> {
  const here = new Set(told.map((server) => server.id));
  await untilTaken(io, async () => {
    const known = await io.core.db
      .selectFrom('communities')
      .select('external_id')
      .where('platform', '=', 'discord')
      .where('left_at', 'is', null)
      .execute();
    for (const { external_id: id } of known) {
      if (here.has(id) || !isOnShard(shard, id)) continue;
      const called = await callDiscord(io.rest, { method: RequestMethod.Get, path: Routes.guild(id) });
      if (called.kind === 'refused' && NOT_IN_SERVER.includes(called.code))
        await io.handle(serverEvent(io, { id }, 'community_left'));
    }
  });
}

/** A channel was deleted. Never throws. */
export async function receiveChannelGone(io: Receiving, channel: Gone): Promise<void> {
  const { guild_id: guildId, id } = channel;
  if (guildId === undefined) return;
  await untilTaken(io, async () => {
    const gone = {
      ...envelope(io, { id: guildId }, `${guildId}/${id}/gone`),
      kind: 'channel_gone',
      channelId: id,
    };
    await io.handle(inboundEventSchema.parse(gone));
  });
}

/** Something about a channel was changed; only a new name of one that Greenroom knows is taken. Never throws. */
export async function receiveChannelChange(io: Receiving, channel: Channel): Promise<void> {
  const { guild_id: guildId, id } = channel;
  if (guildId === undefined || channel.name === undefined || channel.name === null) return;
  const name = `#${channel.name}`.slice(0, 200);
  await untilTaken(io, async () => {
    const known = await io.core.db
      .selectFrom('channels')
      .innerJoin('communities', 'communities.id', 'channels.community_id')
      .select('channels.name')
      .where('communities.platform', '=', 'discord')
      .where('communities.external_id', '=', guildId)
      .where('channels.external_id', '=', id)
      .executeTakeFirst();
    if (known === undefined || known.name === name) return;
    const at = io.core.clock.now().toString();
    const renamed = {
      ...envelope(io, { id: guildId }, `${guildId}/${id}/renamed:${at}`),
      kind: 'channel_renamed',
      channelId: id,
      name,
    };
    await io.handle(inboundEventSchema.parse(renamed));
  });
}

/** A thread was deleted; those that are no question's are left alone by core. Never throws. */
export async function receiveThreadGone(io: Receiving, thread: Gone): Promise<void> {
  const { guild_id: guildId, id } = thread;
  if (guildId === undefined) return;
  await untilTaken(io, async () => {
    if ((await io.places.ofThread(guildId, id, io.core.clock.now())) === null) return;
    const gone = {
      ...envelope(io, { id: guildId }, `${guildId}/${id}/gone`),
      kind: 'thread_gone',
      channelId: thread.parent_id ?? id,
      threadId: id,
    };
    await io.handle(inboundEventSchema.parse(gone));
  });
}

/** Told by the moment it came in: one connection hears of a server, and in order. */
function serverEvent(
  io: Receiving,
  server: Server,
  kind: 'community_joined' | 'community_left',
): InboundEvent {
  const at = io.core.clock.now().toString();
  return inboundEventSchema.parse({ ...envelope(io, server, `${server.id}/${kind}:${at}`), kind });
}

function envelope(io: Receiving, server: Server, key: string) {
  return {
    platform: 'discord',
    key,
    at: io.core.clock.now().toString(),
    community: { externalId: server.id, name: (server.name ?? '').slice(0, 200) },
  };
}
