import { z } from 'zod';
import { modelProblems, modelSettings } from './feedback/model-settings.ts';
import { LOG_LEVELS } from './log.ts';
import { platformSchema, type Platform } from './platform/event.ts';
import { namesSlack, slackProblems, slackSettings } from './slack-settings.ts';
import { url } from './setting-url.ts';

/**
 * Every setting, all optional. What a setting is for stands in the README's table; a test keeps the two in
 * step.
 */
const settingsSchema = z.object({
  DATABASE_URL: url(
    ['postgres:', 'postgresql:'],
    'postgres://user:password@localhost:5432/greenroom',
  ).optional(),
  REDIS_URL: url(['redis:', 'rediss:'], 'redis://localhost:6379').optional(),
  GREENROOM_DATA: z.string().default('.data'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z
    .string()
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, {
      message: 'must be a port number from 0 to 65535, such as 3000',
    })
    .transform(Number)
    .default(3000),
  ...modelSettings,
  DISCORD_TOKEN: z
    .string()
    .regex(/^\S+$/, { message: 'must be the bot token from the developer portal, without spaces' })
    .optional(),
  DISCORD_API_URL: url(['http:', 'https:'], 'https://discord.com/api').optional(),
  DISCORD_SHARDS: z
    .string()
    .transform(readShards)
    .refine((range) => range !== null, {
      message: 'must be a range of shards and their number, such as 0-3/16',
    })
    .optional(),
  DISCORD_DEV_SERVER: z
    .string()
    .regex(/^\d{1,20}$/, { message: "must be a server's id, such as 1234567890123456789" })
    .optional(),
  ...slackSettings,
  GREENROOM_PLATFORMS: z
    .string()
    .transform((text) => text.split(',').map((word) => word.trim()))
    .pipe(
      z.array(
        z.enum(platformSchema.options, {
          error: () =>
            'can be web, discord, slack, or several with commas between; leave it out to follow the tokens',
        }),
      ),
    )
    .optional(),
  GREENROOM_WEB_UNPROTECTED: z
    .enum(['0', '1'], {
      error: () => 'must be 1 (reachable from other machines without a login) or left out',
    })
    .transform((text) => text === '1')
    .default(false),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: () => `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
});

type Given = z.infer<typeof settingsSchema>;

/** The settings with what follows from them: without a list, the platforms are those that have a token. */
export type Settings = Omit<Given, 'GREENROOM_PLATFORMS'> & {
  readonly GREENROOM_PLATFORMS: readonly Platform[];
};
export type SettingName = keyof Settings;

/** The names of all settings, for the README's check. */
export const SETTING_NAMES: readonly string[] = Object.keys(settingsSchema.shape);

/**
 * Reads the settings once, at start. An empty variable counts as not set. On problems it returns all of
 * them together, one sentence each with what to do.
 */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
):
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: readonly string[] } {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = settingsSchema.safeParse(given);
  const platforms = result.data?.GREENROOM_PLATFORMS ?? platformsOf(given);
  const incomplete = [...modelProblems(given), ...platformProblems(given, platforms)];
  if (result.success && incomplete.length === 0) {
    return { ok: true, settings: { ...result.data, GREENROOM_PLATFORMS: platforms } };
  }
  return {
    ok: false,
    // Of a list with several wrong words each is an issue; one line says it.
    problems: [
      ...new Set((result.error?.issues ?? []).map((issue) => `${String(issue.path[0])} ${issue.message}.`)),
      ...incomplete,
    ],
  };
}

/** Without a list: every platform that has a token, and the web channel when none has. */
function platformsOf(given: Readonly<Record<string, string | undefined>>): Platform[] {
  const named: Platform[] = [];
  if (given['DISCORD_TOKEN'] !== undefined) named.push('discord');
  if (namesSlack(given)) named.push('slack');
  return named.length === 0 ? ['web'] : named;
}

function platformProblems(
  given: Readonly<Record<string, string | undefined>>,
  platforms: readonly Platform[],
): string[] {
  const problems = platforms.includes('slack') ? slackProblems(given) : [];
  if (platforms.includes('discord') && given['DISCORD_TOKEN'] === undefined) {
    problems.unshift(
      'DISCORD_TOKEN is not set, but GREENROOM_PLATFORMS names discord. Copy the bot token from the developer portal, or leave discord out.',
    );
  }
  return problems;
}

/** Which of the bot's shards a process takes: `0-3/16` is the first four of sixteen. Null for anything else. */
function readShards(
  text: string,
): { readonly first: number; readonly last: number; readonly total: number } | null {
  const [, first = '', last, total = ''] = /^(\d{1,5})(?:-(\d{1,5}))?\/(\d{1,5})$/.exec(text.trim()) ?? [];
  const range = { first: Number(first), last: Number(last ?? first), total: Number(total) };
  return first !== '' && range.first <= range.last && range.last < range.total ? range : null;
}
