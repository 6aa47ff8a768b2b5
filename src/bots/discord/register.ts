import { RequestMethod, Routes, type REST } from 'discord.js';
import { z } from 'zod';
import { callDiscord } from './call.ts';
import type { AppCommand } from './commands.ts';

const registeredSchema = z.array(z.looseObject({ name: z.string() }));

/** How registering ended: `kept` when Discord had the same commands already. */
export type Registered =
  | { readonly kind: 'kept' | 'put' }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * Makes the application's commands these, for all servers or for one (`serverId`, where they change at once). Discord limits how often commands may be made, so
 * they are compared first and put only when something changed.
 */
export async function registerCommands(
  rest: REST,
  where: { readonly applicationId: string; readonly serverId: string | null },
  commands: readonly AppCommand[],
): Promise<Registered> {
  const path =
    where.serverId === null
      ? Routes.applicationCommands(where.applicationId)
      : Routes.applicationGuildCommands(where.applicationId, where.serverId);
  // Translations are left out of the answer unless they are asked for.
  const query = new URLSearchParams({ with_localizations: 'true' });
  const there = await callDiscord(rest, { method: RequestMethod.Get, path, query });
  const read = there.kind === 'ok' ? registeredSchema.safeParse(there.value) : null;
  if (read?.success === true && fingerprint(read.data) === fingerprint(commands)) return { kind: 'kept' };
  const put = await callDiscord(rest, { method: RequestMethod.Put, path, body: commands });
  switch (put.kind) {
    case 'ok':
      return { kind: 'put' };
    case 'refused':
      return { kind: 'failed', reason: `${put.message} (${put.code})` };
    case 'retry':
      return { kind: 'failed', reason: 'Discord asks to wait' };
    case 'unknown':
      return { kind: 'failed', reason: put.reason };
    default:
      return put;
  }
}

/** What we set, in one order; Discord adds fields of its own and leaves out what is the default. */
const OURS = [
  'type',
  'name',
  'description',
  'description_localizations',
  'required',
  'autocomplete',
  'default_member_permissions',
  'contexts',
] as const;

function fingerprint(commands: readonly object[]): string {
  const parts = commands.map((command) => JSON.stringify(normal(command)));
  return parts.toSorted().join('\n');
}

function normal(command: object): unknown {
  const fields = new Map<string, unknown>(Object.entries(command));
  const own = OURS.map((name) => words(fields.get(name)));
  const options = fields.get('options');
  return [own, Array.isArray(options) ? options.map((one: object) => normal(one)) : []];
}

/** Translations are taken in any order. Numbers come back as text ("32"), and what is false or empty is left out. */
function words(value: unknown): string {
  if (Array.isArray(value)) return value.map(words).toSorted().join();
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([key, one]) => `${key}=${words(one)}`)
      .toSorted()
      .join();
  return typeof value === 'string' || typeof value === 'number' || value === true ? String(value) : '';
}
