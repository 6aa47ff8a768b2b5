import { PermissionFlagsBits, RequestMethod, Routes, type REST } from 'discord.js';
import { z } from 'zod';
import type { Database } from '../../core/db/database.ts';
import { waitForTurn } from '../../core/jobs/pace.ts';
import { callDiscord, type DiscordRequest } from './call.ts';

const bits = z
  .string()
  .regex(/^\d{1,40}$/)
  .transform(BigInt);
const serverSchema = z.looseObject({
  roles: z.array(z.looseObject({ id: z.string(), permissions: bits })),
});
const channelSchema = z.looseObject({
  permission_overwrites: z.array(z.looseObject({ id: z.string(), allow: bits, deny: bits })),
});
const memberSchema = z.looseObject({ roles: z.array(z.string()) });

/** What decides over somebody's permissions in a channel, as Discord gives it. */
export interface Rights {
  readonly serverId: string;
  readonly userId: string;
  readonly roles: readonly { readonly id: string; readonly permissions: bigint }[];
  readonly ownRoles: readonly string[];
  readonly overwrites: readonly { readonly id: string; readonly allow: bigint; readonly deny: bigint }[];
}

/**
 * A member's permissions in a channel, by Discord's documented order: roles, then the channel's overwrites for
 * everyone (whose id is the server's), for the roles together, and for the member. Pure.
 */
export function computePermissions(rights: Rights): bigint {
  const { serverId, userId, ownRoles } = rights;
  const mine = new Set([serverId, ...ownRoles]);
  const base = rights.roles
    .filter((role) => mine.has(role.id))
    .reduce((all, role) => all | role.permissions, 0n);
  if ((base & PermissionFlagsBits.Administrator) !== 0n) return ~0n;
  const groups = [
    rights.overwrites.filter((one) => one.id === serverId),
    rights.overwrites.filter((one) => ownRoles.includes(one.id) && one.id !== serverId),
    rights.overwrites.filter((one) => one.id === userId),
  ];
  return groups.reduce((own, group) => {
    const deny = group.reduce((all, one) => all | one.deny, 0n);
    const allow = group.reduce((all, one) => all | one.allow, 0n);
    return (own & ~deny) | allow;
  }, base);
}

/**
 * What the bot may do in a channel other than the one an interaction came from, which Discord does not tell there: the
 * bits as text, asked for by three requests. Null when Discord does not say all of it.
 */
export async function botPermissionsIn(
  from: { readonly rest: REST; readonly db: Database; readonly botId: string },
  serverId: string,
  channelId: string,
): Promise<string | null> {
  const get = async <T>(path: DiscordRequest['path'], schema: z.ZodType<T>): Promise<T | null> => {
    if ((await waitForTurn(from.db, 'discord')).kind === 'later') return null;
    const called = await callDiscord(from.rest, { method: RequestMethod.Get, path });
    const read = called.kind === 'ok' ? schema.safeParse(called.value) : null;
    return read?.success === true ? read.data : null;
  };
  const server = await get(Routes.guild(serverId), serverSchema);
  const channel = server === null ? null : await get(Routes.channel(channelId), channelSchema);
  const member = channel === null ? null : await get(Routes.guildMember(serverId, from.botId), memberSchema);
  if (server === null || channel === null || member === null) return null;
  const own = computePermissions({
    serverId,
    userId: from.botId,
    roles: server.roles,
    ownRoles: member.roles,
    overwrites: channel.permission_overwrites,
  });
  // All of them as a number that Discord could have written.
  return String(own === ~0n ? PermissionFlagsBits.Administrator : own);
}
