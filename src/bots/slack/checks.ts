import { z } from 'zod';
import type { PlatformChecks } from '../../core/platform/event.ts';
import { callSlack, type SlackCalls } from './call.ts';
import { BOT_SCOPES } from './surface.ts';

type CheckLine = PlatformChecks['lines'][number];

/** Without these no question can be posted, or no answer come in; the others make something better. */
const NEEDED: readonly string[] = [
  'channels:history',
  'chat:write',
  'commands',
  'im:write',
  'reactions:write',
];

/** An answer in time must not wait longer than this for it, in milliseconds (Slack closes after 3 s). */
const PATIENCE_MS = 1_500;

const metadata = z.looseObject({ scopes: z.array(z.string()).optional() }).optional();
const infoSchema = z.looseObject({
  channel: z.looseObject({
    name: z.string().optional(),
    is_member: z.boolean().optional(),
    is_private: z.boolean().optional(),
    is_archived: z.boolean().optional(),
  }),
  response_metadata: metadata,
});

/**
 * What the bot may do in a channel, line by line, for organizers who set it up. Goes into a public channel by
 * itself (conversations.join); a private one somebody must let it into. Null when Slack does not say in time.
 */
export async function checkChannel(
  io: SlackCalls,
  teamId: string,
  channelId: string,
): Promise<LookedAt | null> {
  const over = Promise.withResolvers<null>();
  const timer = setTimeout(() => over.resolve(null), PATIENCE_MS);
  const looked = await Promise.race([look(io, teamId, channelId), over.promise]);
  clearTimeout(timer);
  return looked === null ? null : { channelId, ...looked };
}

/** A channel's name with what the bot may do in it; the name is null where the bot cannot see the channel. */
export type LookedAt = PlatformChecks & { readonly name: string | null };

async function look(
  io: SlackCalls,
  teamId: string,
  channelId: string,
): Promise<Omit<LookedAt, 'channelId'> | null> {
  const called = await callSlack(io, teamId, 'conversations.info', { channel: channelId });
  if (called.kind === 'refused' && called.error === 'channel_not_found')
    return { name: null, lines: [inChannel(false)] };
  const info = called.kind === 'ok' ? infoSchema.safeParse(called.value).data : undefined;
  if (info === undefined) return null;
  const { is_member: isMember = false, is_private: isPrivate, is_archived: isArchived } = info.channel;
  const joined = isMember || (isPrivate !== true && (await join(io, teamId, channelId)));
  const lines = [
    inChannel(joined),
    ...(isArchived === true
      ? [{ label: 'an open channel', ok: false, needed: true, fix: 'unarchive it, or set up another one.' }]
      : []),
    ...scopeLines(info.response_metadata?.scopes),
  ];
  return { name: info.channel.name ?? null, lines };
}

async function join(io: SlackCalls, teamId: string, channelId: string): Promise<boolean> {
  const called = await callSlack(io, teamId, 'conversations.join', { channel: channelId });
  return called.kind === 'ok';
}

function inChannel(ok: boolean): CheckLine {
  return {
    label: 'a seat in this channel',
    ok,
    needed: true,
    fix: 'type /invite @Greenroom here. Anyone in the channel can.',
  };
}

/** Slack names the token's scopes with its answers; where it does not, nothing is said of them. */
function scopeLines(scopes: readonly string[] | undefined): CheckLine[] {
  if (scopes === undefined) return [];
  const missing = BOT_SCOPES.filter((scope) => !scopes.includes(scope));
  if (missing.length === 0)
    return [{ label: 'all permissions of the manifest', ok: true, needed: true, fix: '' }];
  return missing.map((scope) => ({
    label: `the permission ${scope}`,
    ok: false,
    needed: NEEDED.includes(scope),
    fix: 'a workspace admin adds it under OAuth & Permissions of the app and installs the app again.',
  }));
}
