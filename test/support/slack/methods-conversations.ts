import { z } from 'zod';
import { flag, jsonArg, textArg } from './args.ts';
import {
  announce,
  channelOf,
  scopeByKind,
  sendEvent,
  type Call,
  type Context,
  type Method,
} from './context.ts';
import { channelPayload, messagePayload, userPayload } from './payloads.ts';
import { Refused } from './refusals.ts';
import type { Message, User } from './world.ts';

/** Slack opens a group message for eight people at most. */
const GROUP_MAX = 8;

function userOf(ctx: Context, call: Call, id: unknown): User {
  const user = typeof id === 'string' ? ctx.world.users.get(id) : undefined;
  if (user === undefined || user.teamId !== call.workspace.id) throw new Refused('user_not_found');
  return user;
}

function page(messages: readonly Message[], ctx: Context, call: Call) {
  const { oldest = '0', latest = '9999999999', limit = '100' } = call.args;
  const inside = messages.filter(
    (one) => Number(one.ts) >= Number(oldest) && Number(one.ts) <= Number(latest),
  );
  const shown = inside.slice(0, Number(limit));
  const withMetadata = flag(call.args['include_all_metadata']);
  return {
    messages: shown.map((one) => {
      const { metadata, ...rest } = messagePayload(ctx.world, one);
      return { ...rest, ...(withMetadata && metadata !== undefined ? { metadata } : {}) };
    }),
    has_more: inside.length > shown.length,
  };
}

export const CONVERSATION_METHODS: Readonly<Record<string, Method>> = {
  'conversations.open': {
    scope: (_ctx, call) => (textArg(call.args, 'users').includes(',') ? 'mpim:write' : 'im:write'),
    run: (ctx, call) => {
      const ids = textArg(call.args, 'users')
        .split(',')
        .filter((one) => one !== '');
      if (ids.length === 0 || ids.length > GROUP_MAX) throw new Refused('too_many_users');
      for (const id of ids) userOf(ctx, call, id);
      const channel = ctx.world.direct(call.workspace.id, [call.workspace.botUserId, ...ids]);
      return { channel: { id: channel.id } };
    },
  },
  'conversations.join': {
    scope: 'channels:join',
    run: (ctx, call) => {
      const channel = channelOf(ctx, call);
      if (channel.kind !== 'channel') throw new Refused('method_not_supported_for_channel_type');
      if (channel.archived) throw new Refused('is_archived');
      const bot = call.workspace.botUserId;
      const already = channel.members.has(bot);
      channel.members.add(bot);
      if (!already) {
        sendEvent(ctx, channel.teamId, 'member_joined_channel', {
          type: 'member_joined_channel',
          user: bot,
          channel: channel.id,
          channel_type: 'C',
          team: channel.teamId,
          event_ts: ctx.world.nextTs(),
        });
      }
      return {
        channel: channelPayload(channel, bot),
        ...(already ? { warning: 'already_in_channel' } : {}),
      };
    },
  },
  'conversations.info': {
    scope: scopeByKind('read'),
    run: (ctx, call) => ({ channel: channelPayload(channelOf(ctx, call), call.workspace.botUserId) }),
  },
  'conversations.members': {
    scope: scopeByKind('read'),
    run: (ctx, call) => {
      const ids = [...channelOf(ctx, call).members];
      const from = Number(call.args['cursor'] ?? 0);
      const to = from + Number(call.args['limit'] ?? 100);
      const next = to < ids.length ? String(to) : '';
      return { members: ids.slice(from, to), response_metadata: { next_cursor: next } };
    },
  },
  'conversations.history': {
    scope: scopeByKind('history'),
    run: (ctx, call) => {
      const channel = channelOf(ctx, call);
      if (!channel.members.has(call.workspace.botUserId)) throw new Refused('not_in_channel');
      return page(ctx.world.messagesIn(channel.id).toReversed(), ctx, call);
    },
  },
  'conversations.replies': {
    scope: scopeByKind('history'),
    run: (ctx, call) => {
      const channel = channelOf(ctx, call);
      if (!channel.members.has(call.workspace.botUserId)) throw new Refused('not_in_channel');
      const { ts } = call.args;
      const root = typeof ts === 'string' ? ctx.world.message({ channelId: channel.id, ts }) : undefined;
      if (root === undefined) throw new Refused('thread_not_found');
      return page([root, ...ctx.world.messagesIn(channel.id, root.ts)], ctx, call);
    },
  },
  'users.info': {
    scope: 'users:read',
    run: (ctx, call) => ({ user: userPayload(userOf(ctx, call, call.args['user'])) }),
  },
  'auth.revoke': {
    scope: null,
    run: (_ctx, call) => {
      call.grant.revoked = true;
      return { revoked: true };
    },
  },
  'auth.test': {
    scope: null,
    run: (_ctx, call) => ({
      url: `https://${call.workspace.domain}.slack.com/`,
      team: call.workspace.name,
      user: 'greenroom',
      team_id: call.workspace.id,
      user_id: call.workspace.botUserId,
      bot_id: call.workspace.botId,
      is_enterprise_install: false,
    }),
  },
};

/** A file that was uploaded is shared in a conversation, with a message of its own. */
export const FILE_METHODS: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': {
    scope: 'files:write',
    run: (ctx, call) => {
      const { filename, length } = call.args;
      if (typeof filename !== 'string' || filename === '') throw new Refused('invalid_arguments');
      const bytes = Number(length);
      if (!Number.isInteger(bytes) || bytes <= 0) throw new Refused('invalid_arguments');
      const file = {
        id: ctx.world.nextId('F'),
        teamId: call.workspace.id,
        name: filename,
        length: bytes,
        content: null,
        channelId: null,
      };
      ctx.world.files.set(file.id, file);
      return { file_id: file.id, upload_url: `${ctx.origin()}/upload/v1/${file.id}` };
    },
  },
  'files.delete': {
    scope: 'files:write',
    run: (ctx, call) => {
      const file = ctx.world.files.get(textArg(call.args, 'file'));
      if (file === undefined || file.teamId !== call.workspace.id) throw new Refused('file_not_found');
      ctx.world.files.delete(file.id);
      return {};
    },
  },
  'files.completeUploadExternal': {
    scope: 'files:write',
    run: (ctx, call) => completeUpload(ctx, call),
  },
};

function completeUpload(ctx: Context, call: Call) {
  const listed = z.array(z.looseObject({ id: z.string() })).safeParse(jsonArg(call.args['files']));
  const files = (listed.data ?? []).map(({ id }) => {
    const file = ctx.world.files.get(id);
    if (file === undefined || file.teamId !== call.workspace.id) throw new Refused('file_not_found');
    if (file.content === null) throw new Refused('file_upload_not_complete');
    if (file.channelId !== null) throw new Refused('file_already_completed');
    return file;
  });
  if (files.length === 0) throw new Refused('invalid_arguments');
  const shared = call.args['channel_id'];
  if (shared !== undefined) {
    const channel = channelOf(ctx, call, shared);
    if (!channel.members.has(call.workspace.botUserId)) throw new Refused('not_in_channel');
    for (const file of files) file.channelId = channel.id;
    const threadTs = call.args['thread_ts'];
    const comment = call.args['initial_comment'];
    const message = ctx.world.addMessage({
      teamId: call.workspace.id,
      channelId: channel.id,
      userId: call.workspace.botUserId,
      botId: call.workspace.botId,
      threadTs: typeof threadTs === 'string' && threadTs !== '' ? threadTs : null,
      text: typeof comment === 'string' ? comment : '',
      files,
    });
    announce(ctx, message, 'created');
  }
  return { files: files.map((file) => ({ id: file.id, title: file.name })) };
}
