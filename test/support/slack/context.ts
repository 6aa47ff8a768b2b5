import type { Acts } from './acts.ts';
import type { Args } from './args.ts';
import type { Deliveries } from './deliveries.ts';
import type { Grant, Grants } from './grants.ts';
import type { Payload } from './payloads.ts';
import { eventPayload, messagePayload } from './payloads.ts';
import { need, Refused } from './refusals.ts';
import type { Channel, Message, Workspace, World } from './world.ts';

/** What methods and people work on. */
export interface Context {
  readonly world: World;
  readonly grants: Grants;
  readonly acts: Acts;
  readonly deliveries: Deliveries;
  /** Events that the app has subscribed to; others are not sent. Message events by channel kind, "message.im". */
  readonly subscriptions: Set<string>;
  /** The base of upload and response URLs, without a slash at its end. */
  readonly origin: () => string;
}

export interface Call {
  readonly args: Args;
  readonly grant: Grant;
  readonly workspace: Workspace;
}

/** A Web API method: the scope that it needs (null: none) and what it does. */
export interface Method {
  readonly scope: string | null | ((ctx: Context, call: Call) => string);
  readonly run: (ctx: Context, call: Call) => Payload;
}

/** A channel of the caller's own workspace; anything else does not exist for it. */
export function channelOf(ctx: Context, call: Call, id: unknown = call.args['channel']): Channel {
  const channel = typeof id === 'string' ? ctx.world.channels.get(id) : undefined;
  const hidden =
    channel !== undefined && channel.kind !== 'channel' && !channel.members.has(call.workspace.botUserId);
  if (channel === undefined || channel.teamId !== call.workspace.id || hidden) {
    throw new Refused('channel_not_found');
  }
  return channel;
}

/** A scope by kind of channel: "channels:read", "groups:read", "im:read", "mpim:read". */
export function scopeByKind(what: 'read' | 'history'): Method['scope'] {
  return (ctx, call) => {
    const { kind } = channelOf(ctx, call);
    return `${kind === 'channel' || kind === 'group' ? `${kind}s` : kind}:${what}`;
  };
}

/** Sends an event of a workspace, where the app has subscribed to it. */
export function sendEvent(ctx: Context, teamId: string, subscription: string, event: Payload): void {
  if (!ctx.subscriptions.has(subscription)) return;
  const workspace = need(ctx.world.workspaces.get(teamId), 'workspace');
  ctx.deliveries.event(eventPayload(ctx.world, workspace, event));
}

/** Tells the bot of a message in a conversation that it is a member of. */
export function announce(
  ctx: Context,
  message: Message,
  change: 'created' | 'changed' | 'deleted',
  before: Payload | null = null,
): void {
  const channel = need(ctx.world.channels.get(message.channelId), 'channel');
  const workspace = need(ctx.world.workspaces.get(channel.teamId), 'workspace');
  if (!channel.members.has(workspace.botUserId) || message.onlyFor !== null) return;
  const place = { channel: channel.id, channel_type: channel.kind };
  const subscription = `message.${channel.kind === 'im' || channel.kind === 'mpim' ? channel.kind : `${channel.kind}s`}`;
  if (change === 'created') {
    const created: Payload = { ...messagePayload(ctx.world, message), ...place, event_ts: message.ts };
    sendEvent(ctx, channel.teamId, subscription, created);
    if (
      message.botId === null &&
      message.text.includes(`<@${workspace.botUserId}>`) &&
      channel.kind !== 'im'
    ) {
      const { channel_type: _, ...rest } = created;
      sendEvent(ctx, channel.teamId, 'app_mention', { ...rest, type: 'app_mention' });
    }
    return;
  }
  const ts = ctx.world.nextTs();
  sendEvent(ctx, channel.teamId, subscription, {
    type: 'message',
    subtype: change === 'changed' ? 'message_changed' : 'message_deleted',
    ...(change === 'changed' ? { message: messagePayload(ctx.world, message) } : { deleted_ts: message.ts }),
    previous_message: before ?? messagePayload(ctx.world, message),
    hidden: true,
    ts,
    event_ts: ts,
    ...place,
  });
}

/** Takes a message away; a thread's first message leaves a tombstone while it has replies, as on Slack. */
export function deleteMessage(ctx: Context, message: Message): void {
  const before = messagePayload(ctx.world, message);
  const replies = ctx.world.messagesIn(message.channelId, message.ts);
  if (replies.length === 0) {
    ctx.world.removeMessage(message);
    announce(ctx, message, 'deleted', before);
    return;
  }
  ctx.world.removeMessage(message);
  const channel = need(ctx.world.channels.get(message.channelId), 'channel');
  const ts = ctx.world.nextTs();
  sendEvent(
    ctx,
    channel.teamId,
    `message.${channel.kind === 'channel' || channel.kind === 'group' ? `${channel.kind}s` : channel.kind}`,
    {
      type: 'message',
      subtype: 'message_changed',
      message: {
        type: 'message',
        subtype: 'tombstone',
        text: 'This message was deleted.',
        user: 'USLACKBOT',
        hidden: true,
        ts: message.ts,
        thread_ts: message.ts,
        reply_count: replies.length,
      },
      previous_message: before,
      hidden: true,
      ts,
      event_ts: ts,
      channel: channel.id,
      channel_type: channel.kind,
    },
  );
}
