import { z } from 'zod';
import { url } from './setting-url.ts';

/** Bytes of a key for AES-256. */
const KEY_BYTES = 32;

const word = (what: string) =>
  z
    .string()
    .regex(/^\S+$/, { message: `must be ${what}, without spaces` })
    .optional();

/** The settings of Slack; {@link slackProblems} checks them together. */
export const slackSettings = {
  SLACK_BOT_TOKEN: word('the bot token of one workspace, such as xoxb-…').refine(isNotAppToken, {
    message: 'holds an app-level token (xapp-…). That one goes into SLACK_APP_TOKEN',
  }),
  SLACK_APP_TOKEN: word('the app-level token, such as xapp-…').refine(isNotBotToken, {
    message: 'holds a bot token (xoxb-…). That one goes into SLACK_BOT_TOKEN',
  }),
  SLACK_SIGNING_SECRET: word('the signing secret from the app’s Basic Information'),
  SLACK_CLIENT_ID: word('the client ID from the app’s Basic Information'),
  SLACK_CLIENT_SECRET: word('the client secret from the app’s Basic Information'),
  SLACK_STATE_SECRET: word('a long random text of your own'),
  SLACK_API_URL: url(['http:', 'https:'], 'https://slack.com/api/').optional(),
  GREENROOM_KEY: z
    .string()
    .transform(readKeys)
    .refine((keys) => keys !== null, {
      message: `must be ${KEY_BYTES} random bytes in base64, as "openssl rand -base64 ${KEY_BYTES}" prints them; older keys may follow after commas`,
    })
    .optional(),
};

type Given = Readonly<Record<string, string | undefined>>;

/** Whether the settings give Slack something to serve: one workspace's token, or an app that is installed. */
export function namesSlack(given: Given): boolean {
  return given['SLACK_BOT_TOKEN'] !== undefined || given['SLACK_CLIENT_ID'] !== undefined;
}

/** What is missing or too much when Slack is to be served, a sentence each with what to do. */
export function slackProblems(given: Given): string[] {
  const has = (name: string): boolean => given[name] !== undefined;
  const problems: string[] = [];
  if (!namesSlack(given)) {
    problems.push(
      'SLACK_BOT_TOKEN is not set, but GREENROOM_PLATFORMS names slack. Copy the bot token from the app’s OAuth page, set SLACK_CLIENT_ID to let workspaces install the app, or leave slack out.',
    );
  }
  if (has('SLACK_BOT_TOKEN') && has('SLACK_CLIENT_ID')) {
    problems.push(
      'SLACK_BOT_TOKEN serves one workspace and SLACK_CLIENT_ID lets many install the app; one process does one of the two. Leave one of them out.',
    );
  }
  if (namesSlack(given) && !has('SLACK_APP_TOKEN') && !has('SLACK_SIGNING_SECRET')) {
    problems.push(
      'Slack has no way to reach Greenroom. Set SLACK_APP_TOKEN for Socket Mode (no public address needed), or SLACK_SIGNING_SECRET for events at /slack/events.',
    );
  }
  if (has('SLACK_CLIENT_ID')) {
    const missing = ['SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET', 'GREENROOM_KEY'].filter(
      (name) => !has(name),
    );
    if (missing.length > 0) {
      problems.push(
        `SLACK_CLIENT_ID lets workspaces install the app, and that needs ${missing.join(', ')} as well (GREENROOM_KEY seals the stored tokens). Set them, or leave SLACK_CLIENT_ID out.`,
      );
    }
  }
  return problems;
}

/** The first key seals, all of them open; null when one is not {@link KEY_BYTES} bytes of base64. */
function readKeys(text: string): readonly Uint8Array[] | null {
  const keys = text.split(',').map((part) => {
    const trimmed = part.trim();
    const key = Buffer.from(trimmed, 'base64');
    const unpadded = (base64: string): string =>
      base64.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
    return key.length === KEY_BYTES && unpadded(key.toString('base64')) === unpadded(trimmed) ? key : null;
  });
  const read = keys.filter((key) => key !== null);
  return read.length === keys.length ? read : null;
}

function isNotAppToken(token: string | undefined): boolean {
  return token?.startsWith('xapp-') !== true;
}

function isNotBotToken(token: string | undefined): boolean {
  return token?.startsWith('xoxb-') !== true;
}
