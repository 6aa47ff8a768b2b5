import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Clock } from '../../../src/core/time.ts';
import { Acts } from './acts.ts';
import { readArgs, readBytes, type Args } from './args.ts';
import type { Context, Method } from './context.ts';
import { Deliveries } from './deliveries.ts';
import { Faults, type Fault } from './faults.ts';
import { Grants } from './grants.ts';
import { CHAT_METHODS, REACTION_METHODS } from './methods-chat.ts';
import { CONVERSATION_METHODS, FILE_METHODS } from './methods-conversations.ts';
import { VIEW_METHODS } from './methods-views.ts';
import { OAuth } from './oauth.ts';
import { Refused } from './refusals.ts';
import { answerResponseUrl } from './response-urls.ts';
import { SocketMode } from './socket-mode.ts';
import { World, type Workspace } from './world.ts';

/** A Web API call as it came in. */
export interface Seen {
  readonly method: string;
  /** The workspace whose token it carried; null for app-level tokens and none. */
  readonly teamId: string | null;
  readonly args: Args;
  readonly status: number;
  /** The error word of a refusal; null when it worked. */
  readonly error: string | null;
}

export const METHODS: Readonly<Record<string, Method>> = {
  ...CHAT_METHODS,
  ...REACTION_METHODS,
  ...CONVERSATION_METHODS,
  ...FILE_METHODS,
  ...VIEW_METHODS,
};

/** What a workspace's token may do unless a test says otherwise: everything that the methods here need. */
export const ALL_SCOPES: readonly string[] = [
  'app_mentions:read',
  'channels:history',
  'channels:join',
  'channels:read',
  'chat:write',
  'commands',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'mpim:history',
  'mpim:read',
  'mpim:write',
  'reactions:write',
  'users:read',
];

const EVENTS = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'channel_archive',
  'channel_deleted',
  'channel_id_changed',
  'channel_rename',
  'group_archive',
  'group_deleted',
  'group_rename',
  'member_joined_channel',
  'member_left_channel',
  'message.channels',
  'message.groups',
  'message.im',
  'message.mpim',
  'tokens_revoked',
];

/**
 * A small Slack on loopback: Web API, Socket Mode, signed deliveries and OAuth, for the real Bolt. It refuses
 * what Slack refuses: tokens that are unknown, over or revoked, missing scopes, Block Kit outside its limits,
 * channels the bot is not in or cannot see, triggers that are late or used, things of another workspace.
 *
 * Not here: Slack Connect, Enterprise Grid, user tokens, reminders, bookmarks, pins, canvases, search, unfurls,
 * scheduled and streamed messages, select menus and pickers (buttons and text inputs only), workflow steps,
 * file contents beyond text, rate limits of their own accord (faults, and {@link Loopback.postsPerChannelMs}).
 */
export interface Loopback extends Context {
  /** For SLACK_API_URL. */
  readonly apiUrl: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly socket: SocketMode;
  readonly oauth: OAuth;
  /** Every Web API call, oldest first. */
  readonly requests: readonly Seen[];
  /** Set to a number of milliseconds to have posts to one channel limited to one in that time. */
  postsPerChannelMs: number | null;
  /** A workspace with the app installed; its token has every scope unless told otherwise. */
  install(name: string, scopes?: readonly string[]): Workspace & { readonly token: string };
  /** Deliver to this URL, signed, instead of to sockets. */
  deliverTo(url: string): void;
  fault(fault: Fault): void;
  close(): Promise<void>;
}

/** Starts it. The clock stamps messages and ends tokens; triggers and acknowledgements run by the machine's timer. */
export async function startSlack(clock: Clock): Promise<Loopback> {
  const world = new World(() => clock.now());
  const socket = new SocketMode();
  const faults = new Faults();
  const requests: Seen[] = [];
  const lastPostMs = new Map<string, number>();
  let origin = '';
  const server = createServer((request, response) => {
    void serve(request, response).catch(() => request.socket.destroy());
  });
  const slack: Loopback = {
    world,
    grants: new Grants(world),
    acts: new Acts(),
    deliveries: new Deliveries(socket),
    subscriptions: new Set(EVENTS),
    origin: () => origin,
    apiUrl: '',
    appToken: 'xapp-1-A0GREENROOM-loopback',
    signingSecret: 'signing-secret',
    socket,
    oauth: new OAuth(),
    requests,
    postsPerChannelMs: null,
    install(name, scopes = ALL_SCOPES) {
      const workspace = world.addWorkspace(name);
      return { ...workspace, token: slack.grants.issue(workspace.id, scopes).token };
    },
    deliverTo(url) {
      slack.deliveries.target = { kind: 'http', url, signingSecret: slack.signingSecret };
    },
    fault: (fault) => faults.add(fault),
    async close() {
      slack.deliveries.close();
      socket.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://loopback').pathname;
    const bytes = await readBytes(request);
    if (path.startsWith('/upload/v1/')) return upload(path.slice('/upload/v1/'.length), bytes, response);
    if (path.startsWith('/response/')) {
      const { status, body } = answerResponseUrl(slack, path.slice('/response/'.length), bytes);
      response.statusCode = status;
      return void response.end(body);
    }
    if (!path.startsWith('/api/')) return answer(response, 404, { ok: false, error: 'not_found' });
    await serveMethod(path.slice('/api/'.length), request, bytes, response);
  }

  async function serveMethod(
    method: string,
    request: IncomingMessage,
    bytes: Buffer,
    response: ServerResponse,
  ): Promise<void> {
    const args = readArgs(bytes, request.headers['content-type'] ?? '');
    const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
    const token = bearer ?? (typeof args['token'] === 'string' ? args['token'] : null);
    const teamId = slack.grants.teamOf(token);
    const see = (status: number, error: string | null): void => {
      requests.push({ method, teamId, args, status, error });
    };
    const fault = faults.take(method, teamId);
    const limited = fault?.what === 'limit' ? (fault.retryAfter ?? 1) : tooFast(method, args);
    if (limited !== null) {
      see(429, 'ratelimited');
      response.setHeader('retry-after', String(limited));
      return answer(response, 429, { ok: false, error: 'ratelimited' });
    }
    switch (fault?.what) {
      case 'reset-before':
        return void request.socket.destroy();
      case 'hang-before':
        return;
      case 'error-before':
        see(500, 'internal_error');
        return answer(response, 500, { ok: false, error: 'internal_error' });
      case 'refuse':
        see(200, fault.error ?? 'fatal_error');
        return answer(response, 200, { ok: false, error: fault.error ?? 'fatal_error' });
      default:
    }
    const result = act(slack, method, args, token, request.headers.authorization);
    see(200, result['ok'] === true ? null : String(result['error']));
    if (fault?.what === 'reset-after') return void request.socket.destroy();
    if (fault?.what === 'hang-after') return;
    const scopes = slack.grants.scopesOf(token);
    if (scopes !== null) response.setHeader('x-oauth-scopes', scopes);
    if (fault?.what === 'error-after') return answer(response, 500, { ok: false, error: 'internal_error' });
    answer(response, 200, result);
  }

  /** Seconds to wait where posts are limited by channel. */
  function tooFast(method: string, args: Args): number | null {
    if (slack.postsPerChannelMs === null || method !== 'chat.postMessage') return null;
    const channel = String(args['channel']);
    const now = performance.now();
    if (now - (lastPostMs.get(channel) ?? -Infinity) < slack.postsPerChannelMs) return 1;
    lastPostMs.set(channel, now);
    return null;
  }

  function upload(id: string, bytes: Buffer, response: ServerResponse): void {
    const file = world.files.get(id);
    if (file === undefined || file.content !== null || bytes.length !== file.length) {
      response.statusCode = 400;
      return void response.end('bad upload');
    }
    file.content = bytes.toString('utf8');
    response.end(`OK - ${bytes.length}`);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.looseObject({ port: z.number() }).parse(server.address());
  origin = `http://127.0.0.1:${port}`;
  socket.url = `ws://127.0.0.1:${port}`;
  socket.attach(server);
  return Object.assign(slack, { apiUrl: `${origin}/api/` });
}

/** One call: who calls, may they, what happens. Refusals are answers. */
function act(
  slack: Loopback,
  method: string,
  args: Args,
  token: string | null,
  authorization: string | undefined,
): Record<string, unknown> {
  try {
    if (method === 'oauth.v2.access') return { ok: true, ...slack.oauth.access(slack, args, authorization) };
    if (method === 'apps.connections.open') {
      if (token === null) throw new Refused('not_authed');
      if (!token.startsWith('xapp-')) throw new Refused('not_allowed_token_type');
      if (token !== slack.appToken) throw new Refused('invalid_auth');
      return { ok: true, url: slack.socket.ticket() };
    }
    const known = METHODS[method];
    if (known === undefined) throw new Refused('unknown_method', { req_method: method });
    const grant = slack.grants.use(token);
    const workspace = slack.world.workspaces.get(grant.teamId);
    if (workspace === undefined) throw new Refused('invalid_auth');
    const call = { args, grant, workspace };
    const needed = typeof known.scope === 'function' ? known.scope(slack, call) : known.scope;
    if (needed !== null && !grant.scopes.has(needed)) {
      throw new Refused('missing_scope', { needed, provided: [...grant.scopes].join(',') });
    }
    return { ok: true, ...known.run(slack, call) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.code, ...error.more };
    throw error;
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(body));
}
