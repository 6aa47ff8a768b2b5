import { sendEvent } from './context.ts';
import type { Loopback } from './server.ts';
import type { Channel, Workspace } from './world.ts';

/** Somebody archives or deletes a channel. */
export function endChannel(slack: Loopback, channel: Channel, how: 'archive' | 'deleted'): void {
  channel.archived = true;
  const type = `${channel.kind === 'channel' ? 'channel' : 'group'}_${how}`;
  if (how === 'deleted') slack.world.channels.delete(channel.id);
  sendEvent(slack, channel.teamId, type, { type, channel: channel.id, event_ts: slack.world.nextTs() });
}

/**
 * The app is removed from a workspace: its tokens end, and two events tell of it, in either order. The events
 * come back, so that a test can deliver them late or again.
 */
export function removeApp(
  slack: Loopback,
  workspace: Workspace,
  first: 'app_uninstalled' | 'tokens_revoked',
): void {
  slack.grants.revokeAll(workspace.id);
  const events = {
    app_uninstalled: { type: 'app_uninstalled' },
    tokens_revoked: { type: 'tokens_revoked', tokens: { oauth: [], bot: [workspace.botUserId] } },
  };
  const second = first === 'app_uninstalled' ? 'tokens_revoked' : 'app_uninstalled';
  for (const name of [first, second] as const) sendEvent(slack, workspace.id, name, events[name]);
}

/** Somebody gives a channel another name. */
export function renameChannel(slack: Loopback, channel: Channel, name: string): void {
  slack.world.channels.set(channel.id, { ...channel, name });
  const type = channel.kind === 'channel' ? 'channel_rename' : 'group_rename';
  const { id } = channel;
  sendEvent(slack, channel.teamId, type, {
    type,
    channel: { id, name, name_normalized: name, created: 1_360_782_804, is_channel: true, is_mpim: false },
    event_ts: slack.world.nextTs(),
  });
}

/**
 * A private channel is shared with another workspace: all of it stands under a new id from now on, and an event tells
 * of it ({@link tellMoved}). Message objects from before are of the old one.
 */
export function moveChannel(slack: Loopback, channel: Channel): Channel {
  const { world } = slack;
  const moved = world.addChannel(channel.teamId, channel.name, channel.kind, [...channel.members]);
  for (const message of world.messages().filter((one) => one.channelId === channel.id)) {
    world.removeMessage(message);
    world.addMessage({ ...message, channelId: moved.id });
  }
  world.channels.delete(channel.id);
  return moved;
}

/** The event that tells of {@link moveChannel}. */
export function tellMoved(slack: Loopback, from: Channel, to: Channel): void {
  const type = 'channel_id_changed';
  sendEvent(slack, to.teamId, type, {
    type,
    old_channel_id: from.id,
    new_channel_id: to.id,
    event_ts: slack.world.nextTs(),
  });
}
