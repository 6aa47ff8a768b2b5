import { knowRole } from '../../core/communities/know-role.ts';
import { upsertChannel, upsertCommunity } from '../../core/communities/upsert-community.ts';
import type { Tx } from '../../core/db/database.ts';
import type { InteractionPayload } from './payload.ts';
import type { Place } from './read-message.ts';

/** Channels that questions can come to: text and announcement. */
const TEXT_CHANNELS: readonly number[] = [0, 5];

/**
 * Makes the channels and roles known that the person picked, so that core finds them by their ids. What Discord
 * does not name beside the ids, or what is no text channel, stays unknown, and is refused there.
 */
export async function knowPicked(
  tx: Tx,
  interaction: InteractionPayload,
  community: Place['community'],
  now: Temporal.Instant,
): Promise<void> {
  const channels = Object.values(interaction.data?.resolved?.channels ?? {});
  const roles = Object.values(interaction.data?.resolved?.roles ?? {});
  if (channels.length === 0 && roles.length === 0) return;
  const communityId = await upsertCommunity(tx, 'discord', community, now);
  for (const channel of channels) {
    if (!TEXT_CHANNELS.includes(channel.type ?? 0)) continue;
    const name = `#${channel.name ?? channel.id}`;
    await upsertChannel(tx, communityId, { externalId: channel.id, name }, now);
  }
  for (const role of roles)
    await knowRole(tx, communityId, { externalId: role.id, name: role.name ?? role.id });
}
