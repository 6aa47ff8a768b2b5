import type { Person } from './people.ts';
import type { Loopback } from './server.ts';
import type { Workspace } from './world.ts';

/** Thirty-two bytes that a test seals with. */
export const TEST_KEY = Buffer.alloc(32, 7).toString('base64');

/** The settings with which workspaces install the app themselves. */
export function hostedSettings(slack: Loopback): Record<string, string> {
  return {
    SLACK_CLIENT_ID: slack.oauth.registration.clientId,
    SLACK_CLIENT_SECRET: slack.oauth.registration.clientSecret,
    SLACK_STATE_SECRET: 'a-long-random-text',
    GREENROOM_KEY: TEST_KEY,
  };
}

/** A page of ours as the browser got it. */
export interface Visited {
  readonly status: number;
  readonly text: string;
}

/** What a browser has after it opened /slack/install: a cookie, and the button's address. */
export interface Started {
  readonly cookie: string;
  readonly href: string;
}

export async function startInstall(url: string): Promise<Started> {
  const response = await fetch(`${url}/slack/install`);
  const markup = await response.text();
  const href = /href="([^"]+)"/.exec(markup)?.[1]?.replaceAll('&amp;', '&') ?? '';
  return { cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '', href };
}

/** The browser comes back from Slack. */
export async function comeBack(url: string, back: URL, cookie: string): Promise<Visited> {
  const response = await fetch(`${url}${back.pathname}${back.search}`, { headers: { cookie } });
  return { status: response.status, text: await response.text() };
}

/** Somebody installs the app in their workspace, from our button over Slack's page back to ours. */
export async function installApp(
  slack: Loopback,
  url: string,
  workspace: Workspace,
  installer: Person,
  allow = true,
): Promise<Visited> {
  const { cookie, href } = await startInstall(url);
  return comeBack(url, slack.oauth.decide(slack, href, workspace, installer.user, allow), cookie);
}
