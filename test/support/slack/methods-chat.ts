import { z } from 'zod';
import { jsonArg } from './args.ts';
import { messageSchema, problemsOfMessage, type AnyBlock } from './block-kit.ts';
import { announce, channelOf, deleteMessage, type Call, type Context, type Method } from './context.ts';
import { messagePayload } from './payloads.ts';
import { invalidBlocks, Refused } from './refusals.ts';
import type { Channel, Message } from './world.ts';

/** Slack cuts nothing of ours: over 40,000 characters of text it refuses (documented). */
const TEXT_MAX = 40_000;

const metadataSchema = z.strictObject({
  event_type: z.string().min(1).max(255),
  event_payload: z.record(z.string(), z.unknown()),
});

interface Content {
  readonly text: string;
  readonly blocks: readonly AnyBlock[];
  readonly metadata: unknown;
}

function contentOf(call: Call): Content {
  const { text } = call.args;
  const blocks = call.args['blocks'] === undefined ? undefined : jsonArg(call.args['blocks']);
  if ((typeof text !== 'string' || text === '') && blocks === undefined) throw new Refused('no_text');
  if (typeof text === 'string' && text.length > TEXT_MAX) throw new Refused('msg_too_long');
  const problems = problemsOfMessage({ text, ...(blocks === undefined ? {} : { blocks }) });
  if (problems.length > 0) throw invalidBlocks(problems);
  const read = messageSchema.parse({ text, ...(blocks === undefined ? {} : { blocks }) });
  const metadata = call.args['metadata'] === undefined ? null : jsonArg(call.args['metadata']);
  if (metadata !== null && !metadataSchema.safeParse(metadata).success) {
    throw new Refused('metadata_must_be_sent_from_app');
  }
  return { text: read.text, blocks: read.blocks ?? [], metadata };
}

/** Where the bot may write: a conversation that it is in, or a person's id for direct messages. */
function writable(ctx: Context, call: Call): Channel {
  const id = call.args['channel'];
  const user = typeof id === 'string' ? ctx.world.users.get(id) : undefined;
  const channel =
    user !== undefined && user.teamId === call.workspace.id
      ? ctx.world.direct(call.workspace.id, [call.workspace.botUserId, user.id])
      : channelOf(ctx, call);
  if (channel.archived) throw new Refused('is_archived');
  if (!channel.members.has(call.workspace.botUserId)) throw new Refused('not_in_channel');
  return channel;
}

function threadOf(ctx: Context, call: Call, channel: Channel): string | null {
  const ts = call.args['thread_ts'];
  if (ts === undefined || ts === '') return null;
  const root = typeof ts === 'string' ? ctx.world.message({ channelId: channel.id, ts }) : undefined;
  if (root === undefined) throw new Refused('thread_not_found');
  return root.threadTs ?? root.ts;
}

/** Our own message by channel and ts. */
function ownMessage(ctx: Context, call: Call, refusal: string): Message {
  const channel = channelOf(ctx, call);
  const ts = call.args['ts'];
  const message = typeof ts === 'string' ? ctx.world.message({ channelId: channel.id, ts }) : undefined;
  if (message === undefined || message.onlyFor !== null) throw new Refused('message_not_found');
  if (message.userId !== call.workspace.botUserId) throw new Refused(refusal);
  return message;
}

export const CHAT_METHODS: Readonly<Record<string, Method>> = {
  'chat.postMessage': {
    scope: 'chat:write',
    run: (ctx, call) => {
      const channel = writable(ctx, call);
      const message = ctx.world.addMessage({
        teamId: call.workspace.id,
        channelId: channel.id,
        userId: call.workspace.botUserId,
        botId: call.workspace.botId,
        threadTs: threadOf(ctx, call, channel),
        ...contentOf(call),
      });
      announce(ctx, message, 'created');
      return { channel: channel.id, ts: message.ts, message: messagePayload(ctx.world, message) };
    },
  },
  'chat.postEphemeral': {
    scope: 'chat:write',
    run: (ctx, call) => {
      const channel = writable(ctx, call);
      const { user } = call.args;
      if (typeof user !== 'string' || !channel.members.has(user)) throw new Refused('user_not_in_channel');
      const message = ctx.world.addMessage({
        teamId: call.workspace.id,
        channelId: channel.id,
        userId: call.workspace.botUserId,
        botId: call.workspace.botId,
        onlyFor: user,
        threadTs: threadOf(ctx, call, channel),
        ...contentOf(call),
      });
      return { message_ts: message.ts };
    },
  },
  'chat.update': {
    scope: 'chat:write',
    run: (ctx, call) => {
      const message = ownMessage(ctx, call, 'cant_update_message');
      const before = messagePayload(ctx.world, message);
      const content = contentOf(call);
      message.text = content.text;
      message.blocks = content.blocks;
      if (content.metadata !== null) message.metadata = content.metadata;
      message.editedTs = ctx.world.nextTs();
      announce(ctx, message, 'changed', before);
      return { channel: message.channelId, ts: message.ts, text: message.text };
    },
  },
  'chat.delete': {
    scope: 'chat:write',
    run: (ctx, call) => {
      const message = ownMessage(ctx, call, 'cant_delete_message');
      deleteMessage(ctx, message);
      return { channel: message.channelId, ts: message.ts };
    },
  },
  'chat.getPermalink': {
    scope: null,
    run: (ctx, call) => {
      const channel = channelOf(ctx, call);
      const ts = call.args['message_ts'];
      if (typeof ts !== 'string' || ctx.world.message({ channelId: channel.id, ts }) === undefined) {
        throw new Refused('message_not_found');
      }
      const link = `https://${call.workspace.domain}.slack.com/archives/${channel.id}/p${ts.replace('.', '')}`;
      return { channel: channel.id, permalink: link };
    },
  },
};

/** reactions.add and reactions.remove, on anybody's message in a conversation the bot is in. */
export const REACTION_METHODS: Readonly<Record<string, Method>> = {
  'reactions.add': {
    scope: 'reactions:write',
    run: (ctx, call) => {
      const { users, mine } = reactionOf(ctx, call);
      if (users.has(mine)) throw new Refused('already_reacted');
      users.add(mine);
      return {};
    },
  },
  'reactions.remove': {
    scope: 'reactions:write',
    run: (ctx, call) => {
      const { users, mine } = reactionOf(ctx, call);
      if (!users.delete(mine)) throw new Refused('no_reaction');
      return {};
    },
  },
};

function reactionOf(ctx: Context, call: Call): { readonly users: Set<string>; readonly mine: string } {
  const channel = channelOf(ctx, call);
  const { timestamp: ts, name } = call.args;
  const message = typeof ts === 'string' ? ctx.world.message({ channelId: channel.id, ts }) : undefined;
  if (message === undefined || message.onlyFor !== null) throw new Refused('message_not_found');
  if (!channel.members.has(call.workspace.botUserId)) throw new Refused('not_in_channel');
  if (typeof name !== 'string' || !/^[a-z0-9_+'-]+$/.test(name)) throw new Refused('invalid_name');
  const users = message.reactions.get(name) ?? new Set();
  message.reactions.set(name, users);
  return { users, mine: call.workspace.botUserId };
}
