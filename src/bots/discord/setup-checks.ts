import type { REST } from 'discord.js';
import type { Core } from '../../core/core.ts';
import { decodeAction } from '../../core/platform/action.ts';
import type { PlatformChecks } from '../../core/platform/event.ts';
import { botPermissionsIn } from './channel-permissions.ts';
import type { InteractionPayload } from './payload.ts';
import { permissionChecks } from './permission-checks.ts';

/** What is needed to say what the bot may do. */
export interface Checking {
  readonly core: Core;
  readonly rest: REST;
  readonly botId: () => string;
}

/**
 * What the bot may do where an interaction came from (`channelId`), which Discord tells with it; or, where a step of
 * setup is about another channel, in that one, which has to be asked for. Nothing in direct messages.
 */
export async function checksFor(
  io: Checking,
  interaction: InteractionPayload,
  channelId: string,
  action: string | null,
): Promise<{ readonly checks?: PlatformChecks }> {
  const guildId = interaction.guild_id;
  if (guildId === undefined) return {};
  const other = action === null ? null : await channelOfSetup(io, guildId, action);
  const elsewhere = other !== null && other !== channelId;
  const permissions = elsewhere
    ? await botPermissionsIn({ rest: io.rest, db: io.core.db, botId: io.botId() }, guildId, other)
    : interaction.app_permissions;
  const reads = io.core.can.get('discord')?.readThreadReplies === true;
  const checks = permissionChecks(elsewhere ? other : channelId, permissions ?? undefined, reads);
  return checks === null ? {} : { checks };
}

/** Discord's id of the channel that the checklist after a step of setup is about; null for everything else. */
async function channelOfSetup(io: Checking, guildId: string, encoded: string): Promise<string | null> {
  const action = decodeAction(encoded);
  if ((action?.verb !== 'run' && action?.verb !== 'send') || action.command !== 'greenroom.setup')
    return null;
  const [, id] = /^(?:check|notice|private|test|guide)\.(\d{1,18})$/.exec(action.arg) ?? [];
  if (id === undefined) return null;
  const row = await io.core.db
    .selectFrom('channels')
    .innerJoin('communities', 'communities.id', 'channels.community_id')
    .select('channels.external_id')
    .where('channels.id', '=', id)
    .where('communities.platform', '=', 'discord')
    .where('communities.external_id', '=', guildId)
    .executeTakeFirst();
  return row?.external_id ?? null;
}
