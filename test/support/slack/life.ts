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
