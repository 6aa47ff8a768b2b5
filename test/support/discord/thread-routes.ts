import { z } from 'zod';
import { channelPayload, isThread } from './payloads.ts';
import { invalidBody, Refused } from './refusals.ts';
import { channelOf, type ApiRequest, type RouteContext } from './route-context.ts';

const privateThreadSchema = z.strictObject({
  name: z.string().min(1).max(100),
  type: z.literal(12),
  invitable: z.boolean(),
  auto_archive_duration: z.union([z.literal(60), z.literal(1_440), z.literal(4_320), z.literal(10_080)]),
});

/** A private thread hangs on no message; only the bot is in it at first. */
export function openPrivateThread(ctx: RouteContext, { params, body }: ApiRequest): unknown {
  const channel = channelOf(ctx, params[0], ['CreatePrivateThreads']);
  if (channel.type !== 0) throw invalidBody('threads open in text channels');
  const asked = privateThreadSchema.parse(body);
  const thread = ctx.world.addChannel({
    guildId: channel.guildId,
    parentId: channel.id,
    type: 12,
    name: asked.name,
    archiveMinutes: asked.auto_archive_duration,
  });
  return channelPayload(ctx.world, thread);
}

/** Adding a person who is in it already changes nothing; one who is not on the server is unknown. */
export function addThreadMember(ctx: RouteContext, { params }: ApiRequest): undefined {
  const thread = channelOf(ctx, params[0], ['SendMessagesInThreads']);
  if (!isThread(thread)) throw invalidBody('no thread');
  if (thread.archived) throw new Refused(400, 50_083, 'Thread is archived');
  const userId = params[1] ?? '';
  if (!ctx.world.users.has(userId)) throw new Refused(404, 10_013, 'Unknown User');
  thread.members.add(userId);
  return undefined;
}

/** The threads of a server that are not archived, private ones of the bot included. */
export function listActiveThreads(ctx: RouteContext, { params }: ApiRequest): unknown {
  const threads = [...ctx.world.channels.values()].filter(
    (one) => one.guildId === params[0] && isThread(one) && !one.archived,
  );
  return { threads: threads.map((one) => channelPayload(ctx.world, one)), members: [] };
}
