import type { Gateway } from './gateway.ts';
import type { Interactions } from './interactions.ts';
import { missingAccess, missingPermissions, unknownChannel } from './refusals.ts';
import type { Channel, PermissionName, World } from './world.ts';

/** What a request to the loopback Discord works with. */
export interface RouteContext {
  readonly world: World;
  readonly gateway: Gateway;
  readonly interactions: Interactions;
  /** The application's commands as they were put last, and how often. */
  /** Those of all servers, by server those that are there only, and how often they were put. */
  readonly commands: { list: unknown[]; readonly of: Map<string, unknown[]>; puts: number };
  readonly mayReadContent: () => boolean;
  readonly gatewayUrl: () => string;
}

export interface ApiRequest {
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: readonly { readonly name: string; readonly content: string }[];
}

/** The channel with this id, if the bot may see it and do what is needed there. */
export function channelOf(
  ctx: RouteContext,
  id: string | undefined,
  needed: readonly PermissionName[],
): Channel {
  const channel = ctx.world.channels.get(id ?? '');
  if (channel === undefined) throw unknownChannel();
  if (ctx.world.lacks(channel, 'ViewChannel')) throw missingAccess();
  if (needed.some((permission) => ctx.world.lacks(channel, permission))) throw missingPermissions();
  return channel;
}
