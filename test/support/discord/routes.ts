import { putCommands } from './put-commands.ts';
import { z } from 'zod';
import { messageBodySchema, type MessageBody, problemsOfMessage } from './limits.ts';
import {
  channelPayload,
  guildPayload,
  isThread,
  memberPayload,
  messagePayload,
  userPayload,
} from './payloads.ts';
import { invalidBody, missingPermissions, Refused, unknownMessage } from './refusals.ts';
import { channelOf, type ApiRequest, type RouteContext } from './route-context.ts';
import { addThreadMember, listActiveThreads, openPrivateThread } from './thread-routes.ts';
import type { Channel, Guild, Message } from './world.ts';

export type { ApiRequest, RouteContext } from './route-context.ts';

type Route = readonly [on: string, handle: (ctx: RouteContext, request: ApiRequest) => unknown];

/** How long a nonce is remembered: "some minutes" (FACTS). */
const NONCE_KEPT_MS = 2 * 60_000;
const EPHEMERAL = 64;
const PINS_MAX = 250;

const threadSchema = z.looseObject({
  name: z.string().min(1).max(100),
  auto_archive_duration: z
    .union([z.literal(60), z.literal(1_440), z.literal(4_320), z.literal(10_080)])
    .optional(),
});

/** Every route there is; a star stands for one part of the path. Anything else is answered by 404. */
export const ROUTES: readonly Route[] = [
  [
    'GET /gateway/bot',
    (ctx) => ({
      url: ctx.gatewayUrl(),
      shards: ctx.gateway.recommendedShards,
      session_start_limit: { total: 1_000, remaining: 999, reset_after: 1_000, max_concurrency: 16 },
    }),
  ],
  ['GET /users/@me', (ctx) => userPayload(ctx.world.bot)],
  ['GET /applications/@me', (ctx) => ({ id: ctx.world.applicationId, name: 'greenroom', flags: 0 })],
  ['GET /applications/*/commands', (ctx) => ctx.commands.list],
  ['PUT /applications/*/commands', putCommands],
  ['GET /applications/*/guilds/*/commands', (ctx, { params }) => ctx.commands.of.get(params[1] ?? '') ?? []],
  ['PUT /applications/*/guilds/*/commands', putCommands],
  ['POST /users/@me/channels', openDirect],
  ['GET /channels/*', (ctx, { params }) => channelPayload(ctx.world, channelOf(ctx, params[0], []))],
  ['GET /guilds/*', (ctx, { params }) => guildPayload(ctx.world, guildOf(ctx, params[0]))],
  ['GET /guilds/*/members/*', getMember],
  ['PATCH /channels/*', openAgain],
  ['GET /channels/*/messages', listMessages],
  ['POST /channels/*/messages', createMessage],
  ['PATCH /channels/*/messages/*', editMessage],
  ['DELETE /channels/*/messages/*', deleteMessage],
  ['POST /channels/*/messages/*/threads', openThread],
  ['PUT /channels/*/messages/pins/*', (ctx, request) => setPinned(ctx, request, true)],
  ['DELETE /channels/*/messages/pins/*', (ctx, request) => setPinned(ctx, request, false)],
  ['POST /channels/*/threads', openPrivateThread],
  ['PUT /channels/*/thread-members/*', addThreadMember],
  ['GET /guilds/*/threads/active', listActiveThreads],
  ['PUT /channels/*/messages/*/reactions/*/@me', react],
  ['DELETE /channels/*/messages/*/reactions/*/@me', unreact],
  [
    'POST /interactions/*/*/callback',
    (ctx, { params, body }) => ctx.interactions.respond(params[0] ?? '', params[1] ?? '', body),
  ],
  [
    'POST /webhooks/*/*',
    (ctx, { params, body }) => ctx.interactions.followUp('POST', params[1] ?? '', null, body),
  ],
  [
    'PATCH /webhooks/*/*/messages/*',
    (ctx, { params, body }) =>
      ctx.interactions.followUp('PATCH', params[1] ?? '', decodeURIComponent(params[2] ?? ''), body),
  ],
  [
    'DELETE /webhooks/*/*/messages/*',
    (ctx, { params, body }) =>
      ctx.interactions.followUp('DELETE', params[1] ?? '', decodeURIComponent(params[2] ?? ''), body),
  ],
];

function guildOf(ctx: RouteContext, id: string | undefined): Guild {
  const guild = ctx.world.guilds.get(id ?? '');
  if (guild === undefined) throw new Refused(404, 10_004, 'Unknown Guild');
  return guild;
}

function getMember(ctx: RouteContext, { params }: ApiRequest): unknown {
  const guild = guildOf(ctx, params[0]);
  const user = ctx.world.users.get(params[1] ?? '');
  if (user === undefined) throw new Refused(404, 10_013, 'Unknown User');
  if (guild.left.has(user.id)) throw new Refused(404, 10_007, 'Unknown Member');
  return memberPayload(ctx.world, guild, user);
}

function messageOf(ctx: RouteContext, channel: Channel, id: string | undefined): Message {
  const message = ctx.world.messages.get(id ?? '');
  if (message === undefined || message.channelId !== channel.id) throw unknownMessage();
  return message;
}

function openDirect(ctx: RouteContext, { body }: ApiRequest): unknown {
  const { recipient_id: id } = z.looseObject({ recipient_id: z.string() }).parse(body);
  if (!ctx.world.users.has(id)) throw new Refused(400, 50_033, 'Invalid Recipient(s)');
  return channelPayload(ctx.world, ctx.world.direct(id));
}

function listMessages(ctx: RouteContext, { params, query }: ApiRequest): unknown {
  const channel = channelOf(ctx, params[0], []);
  // Without the permission Discord answers with an empty list, not with an error.
  if (ctx.world.lacks(channel, 'ReadMessageHistory')) return [];
  const limit = Number(query.get('limit') ?? '50');
  if (!(limit >= 1 && limit <= 100)) throw invalidBody('limit');
  const after = query.get('after');
  const before = query.get('before');
  const all = ctx.world
    .messagesIn(channel.id)
    .filter(
      (one) =>
        (after === null || BigInt(one.id) > BigInt(after)) &&
        (before === null || BigInt(one.id) < BigInt(before)),
    )
    .toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  const page = after === null ? all.slice(-limit) : all.slice(0, limit);
  return page.toReversed().map((one) => messagePayload(ctx.world, one, ctx.mayReadContent()));
}

function createMessage(ctx: RouteContext, { params, body, files }: ApiRequest): unknown {
  const channel = channelOf(ctx, params[0], []);
  const needed = isThread(channel) ? 'SendMessagesInThreads' : 'SendMessages';
  if (ctx.world.lacks(channel, needed)) throw missingPermissions();
  if (channel.locked) throw new Refused(403, 160_005, 'This thread is locked.');
  const recipient = channel.recipientId === null ? undefined : ctx.world.users.get(channel.recipientId);
  if (recipient?.closedToMessages === true)
    throw new Refused(403, 50_007, 'Cannot send messages to this user');
  const message = messageBodySchema.parse(body);
  const [problem] = problemsOfMessage(message);
  if (problem !== undefined) throw invalidBody(problem);
  if (((message.flags ?? 0) & EPHEMERAL) !== 0) throw invalidBody('only interactions can be ephemeral');
  const nonce = message.nonce === null || message.nonce === undefined ? null : String(message.nonce);
  if (message.enforce_nonce === true && nonce !== null) {
    const kept = ctx.world.now().subtract({ milliseconds: NONCE_KEPT_MS });
    const same = ctx.world
      .messagesIn(channel.id)
      .find((one) => one.nonce === nonce && Temporal.Instant.compare(one.timestamp, kept) > 0);
    if (same !== undefined) return { ...messagePayload(ctx.world, same, true), nonce };
  }
  channel.archived = false;
  const made = ctx.world.addMessage({
    channelId: channel.id,
    authorId: ctx.world.bot.id,
    content: message.content ?? '',
    components: message.components ?? [],
    flags: message.flags ?? 0,
    nonce,
    replyTo: message.message_reference?.message_id ?? null,
    pinged: rolePinged(ctx, channel, message),
    files,
  });
  announce(ctx, 'MESSAGE_CREATE', made);
  return { ...messagePayload(ctx.world, made, true), ...(nonce === null ? {} : { nonce }) };
}

/** The role that a message both names and may ping. */
function rolePinged(ctx: RouteContext, channel: Channel, message: MessageBody): string | null {
  const [id] = message.allowed_mentions?.roles ?? [];
  if (id === undefined) return null;
  const guild = ctx.world.guilds.get(channel.guildId ?? '');
  if (guild?.roles.has(id) !== true) throw invalidBody('a role that is not there');
  return JSON.stringify(message.components).includes(`<@&${id}>`) ? id : null;
}

function editMessage(ctx: RouteContext, { params, body }: ApiRequest): unknown {
  const channel = channelOf(ctx, params[0], []);
  const message = messageOf(ctx, channel, params[1]);
  if (message.authorId !== ctx.world.bot.id)
    throw new Refused(403, 50_005, 'Cannot edit a message authored by another user');
  if (channel.archived) throw new Refused(400, 50_083, 'Thread is archived');
  const change = messageBodySchema.parse(body);
  const [problem] = problemsOfMessage(change, message.flags);
  if (problem !== undefined) throw invalidBody(problem);
  message.content = change.content ?? message.content;
  message.components = change.components ?? message.components;
  message.editedTimestamp = ctx.world.now().toString();
  announce(ctx, 'MESSAGE_UPDATE', message);
  return messagePayload(ctx.world, message, true);
}

function deleteMessage(ctx: RouteContext, { params }: ApiRequest): undefined {
  const channel = channelOf(ctx, params[0], []);
  const message = messageOf(ctx, channel, params[1]);
  ctx.world.messages.delete(message.id);
  return undefined;
}

function openThread(ctx: RouteContext, { params, body }: ApiRequest): unknown {
  const channel = channelOf(ctx, params[0], ['CreatePublicThreads', 'ReadMessageHistory']);
  if (channel.type !== 0) throw invalidBody('threads open in text channels');
  const message = messageOf(ctx, channel, params[1]);
  const asked = threadSchema.parse(body);
  if (ctx.world.channels.has(message.id))
    throw new Refused(400, 160_004, 'A thread has already been created for this message');
  const thread = ctx.world.addChannel({
    // A thread that grows from a message has its id.
    id: message.id,
    guildId: channel.guildId,
    parentId: channel.id,
    type: 11,
    name: asked.name,
    archiveMinutes: asked.auto_archive_duration ?? 1_440,
  });
  const payload = channelPayload(ctx.world, thread);
  ctx.gateway.dispatch({
    event: 'THREAD_CREATE',
    guildId: channel.guildId,
    intent: 'guilds',
    payload: () => payload,
  });
  return payload;
}

/** Only a thread's "archived" can be changed. */
function openAgain(ctx: RouteContext, { params, body }: ApiRequest): unknown {
  const channel = channelOf(ctx, params[0], ['SendMessagesInThreads']);
  const change = z.strictObject({ archived: z.boolean() }).parse(body);
  if (!isThread(channel) || channel.locked) throw missingPermissions();
  channel.archived = change.archived;
  return channelPayload(ctx.world, channel);
}

function setPinned(ctx: RouteContext, { params }: ApiRequest, pinned: boolean): undefined {
  const channel = channelOf(ctx, params[0], ['ReadMessageHistory', 'PinMessages']);
  const message = messageOf(ctx, channel, params[1]);
  const pins = ctx.world.messagesIn(channel.id).filter((one) => one.pinned);
  if (pinned && !message.pinned && pins.length >= PINS_MAX)
    throw new Refused(400, 30_003, 'Maximum number of pins reached (250)');
  message.pinned = pinned;
  return undefined;
}

function react(ctx: RouteContext, { params }: ApiRequest): undefined {
  const channel = channelOf(ctx, params[0], ['ReadMessageHistory', 'AddReactions']);
  if (channel.archived) throw new Refused(400, 50_083, 'Thread is archived');
  messageOf(ctx, channel, params[1]).reactions.add(decodeURIComponent(params[2] ?? ''));
  return undefined;
}

function unreact(ctx: RouteContext, { params }: ApiRequest): undefined {
  const channel = channelOf(ctx, params[0], ['ReadMessageHistory']);
  const emoji = decodeURIComponent(params[2] ?? '');
  const { reactions } = messageOf(ctx, channel, params[1]);
  if (!reactions.delete(emoji)) throw new Refused(404, 10_014, 'Unknown Emoji');
  return undefined;
}

/** Tells the gateway's listeners of a message. */
export function announce(
  ctx: Pick<RouteContext, 'world' | 'gateway'>,
  event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE',
  message: Message,
): void {
  const guildId = ctx.world.channels.get(message.channelId)?.guildId ?? null;
  ctx.gateway.dispatch({
    event,
    guildId,
    intent: 'messages',
    payload: (mayRead) => ({
      ...messagePayload(ctx.world, message, mayRead),
      ...(guildId === null ? {} : { guild_id: guildId }),
      ...(message.nonce === null ? {} : { nonce: message.nonce }),
    }),
  });
}
