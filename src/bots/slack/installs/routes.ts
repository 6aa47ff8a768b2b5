import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Core } from '../../../core/core.ts';
import type { Tx } from '../../../core/db/database.ts';
import { inboundEventSchema, type InboundEvent } from '../../../core/platform/event.ts';
import type { Reply } from '../../../core/platform/reply.ts';
import { sendText, type Routes } from '../../server.ts';
import type { SlackWeb } from '../web-client.ts';
import { askAccess, type Access, type AppCredentials } from './ask-access.ts';
import { makeState, STATE_MINUTES, takeState } from './install-state.ts';
import { keepInstallation } from './keep-installation.ts';
import * as pages from './pages.ts';
import { BOT_SCOPES } from '../surface.ts';
import type { Sealer } from './seal.ts';
import type { BotTokens } from './tokens.ts';

export const INSTALL_PATH = '/slack/install';
/** Named in the manifest as the redirect URL. */
export const REDIRECT_PATH = '/slack/oauth_redirect';
const COOKIE = 'greenroom_install';

export interface InstallOptions {
  readonly core: Core;
  readonly web: SlackWeb;
  readonly sealer: Sealer;
  readonly tokens: BotTokens;
  readonly app: AppCredentials;
  /** SLACK_STATE_SECRET. */
  readonly stateSecret: string;
  readonly handle: (event: InboundEvent, alongside?: (tx: Tx) => Promise<void>) => Promise<Reply>;
}

/** The two pages of an install: the button that leads to Slack, and where Slack sends the browser back to. */
export function installRoutes(options: InstallOptions): Routes {
  const page = (
    answer: (request: IncomingMessage, response: ServerResponse) => Promise<pages.InstallPage>,
  ) => {
    return (request: IncomingMessage, response: ServerResponse): void => {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.setHeader('allow', 'GET, HEAD');
        return sendText(response, 405, 'This page is only looked at.');
      }
      void answer(request, response)
        .catch((err: unknown) => {
          options.core.log.error({ err: err instanceof Error ? err : null }, 'an install page broke');
          return pages.failedPage('something broke here');
        })
        .then((shown) => send(response, shown));
    };
  };
  return new Map([
    [INSTALL_PATH, page((request, response) => Promise.resolve(start(options, request, response)))],
    [REDIRECT_PATH, page((request) => finish(options, request))],
  ]);
}

function send(response: ServerResponse, page: pages.InstallPage): void {
  response.writeHead(page.status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  });
  response.end(pages.renderPage(page).markup);
}

function start(
  { core, web, app, stateSecret }: InstallOptions,
  request: IncomingMessage,
  response: ServerResponse,
): pages.InstallPage {
  const state = makeState(stateSecret, core.clock.now());
  // Slack's own page stands at the root of its host, the API below it.
  const url = new URL('/oauth/v2/authorize', web.apiUrl);
  url.search = new URLSearchParams({
    client_id: app.clientId,
    scope: BOT_SCOPES.join(','),
    state,
  }).toString();
  // The browser that comes back must be the one that started: nobody can be led into another's install.
  const secure = request.headers['x-forwarded-proto'] === 'https' ? '; Secure' : '';
  response.setHeader(
    'set-cookie',
    `${COOKIE}=${state}; Path=/slack; Max-Age=${STATE_MINUTES * 60}; HttpOnly; SameSite=Lax${secure}`,
  );
  return pages.startPage(url.href);
}

async function finish(options: InstallOptions, request: IncomingMessage): Promise<pages.InstallPage> {
  const { core, web, app } = options;
  const asked = new URL(request.url ?? '/', 'http://x').searchParams;
  const state = asked.get('state') ?? '';
  if (!cookiesOf(request).includes(`${COOKIE}=${state}`)) return pages.stalePage();
  if (!(await takeState(core.db, options.stateSecret, state, core.clock.now()))) return pages.stalePage();
  const error = asked.get('error');
  if (error === 'access_denied') return pages.cancelledPage();
  const code = asked.get('code');
  if (error !== null || code === null) return pages.failedPage(error ?? 'no code');
  // Taken before the call: a removal that Slack tells of later is later than this.
  const askedAt = core.clock.now();
  const got = await askAccess(web, app, { code });
  if (got.kind !== 'ok') {
    const reason = got.kind === 'refused' ? got.error : got.reason;
    core.log.warn({ reason }, 'an install was not finished by Slack');
    return pages.failedPage(reason);
  }
  return keep(options, got.access, state.split('.')[0] ?? '', askedAt);
}

async function keep(
  { core, web, sealer, tokens: known, handle }: InstallOptions,
  access: Access,
  /** The state's random word: installs are told apart by it. */
  nonce: string,
  at: Temporal.Instant,
): Promise<pages.InstallPage> {
  const { team } = access;
  if (access.is_enterprise_install === true || team === undefined || team === null) {
    // The token would reach a whole organisation and is kept nowhere; Slack is asked to end it.
    await web
      .clientFor('revoke', access.access_token)
      .apiCall('auth.revoke')
      .catch(() => core.log.warn({}, 'the token of an organisation-wide install could not be ended'));
    return pages.enterprisePage();
  }
  if (access.bot_user_id === undefined) return pages.failedPage('no bot user');
  const tokens = {
    token: access.access_token,
    botUserId: access.bot_user_id,
    refreshToken: access.refresh_token ?? null,
    expiresAt: access.expires_in === undefined ? null : at.add({ seconds: access.expires_in }),
  };
  const name = (team.name ?? '').slice(0, 200);
  await handle(
    inboundEventSchema.parse({
      platform: 'slack',
      key: `install/${team.id}/${nonce}`,
      at: at.toString(),
      community: { externalId: team.id, name },
      kind: 'community_joined',
    }),
    (tx) => keepInstallation(tx, sealer, { teamId: team.id, name }, tokens, at),
  );
  known.drop(team.id);
  core.log.info({}, 'a workspace installed the app');
  return pages.installedPage(name);
}

function cookiesOf(request: IncomingMessage): string[] {
  return (request.headers.cookie ?? '').split(';').map((part) => part.trim());
}
