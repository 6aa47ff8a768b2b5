import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Clock } from '../../../src/core/time.ts';
import { Faults, type Fault } from './faults.ts';
import { Gateway } from './gateway.ts';
import { Interactions } from './interactions.ts';
import { openapiCheck, type CheckRequest } from './openapi.ts';
import { RateLimits } from './rate-limits.ts';
import { invalidBody, Refused } from './refusals.ts';
import { ROUTES, type ApiRequest, type RouteContext } from './routes.ts';
import { guildPayload } from './payloads.ts';
import { World, type Guild } from './world.ts';

/** A request as it came in. */
export interface Seen {
  readonly method: string;
  /** Without the version: "/channels/1/messages". */
  readonly path: string;
  readonly body: unknown;
  readonly status: number;
  /** When it came in, in epoch milliseconds with fractions. */
  readonly atMs: number;
}

/** How a loopback differs from the one of the tests. */
export interface LoopbackOptions {
  /** Bodies are checked against Discord's OpenAPI document where that is at hand (the default). */
  readonly openapi?: boolean;
  /** So long every answer of the REST API is on its way, in milliseconds. */
  readonly latencyMs?: number;
}

/**
 * A small Discord on loopback: REST and gateway, for the real discord.js. It refuses what Discord refuses:
 * bodies outside its OpenAPI document (where that is at hand) and the limits it lacks, missing permissions,
 * unknown or locked places, late and repeated interaction responses, too many requests.
 *
 * Not here: voice, roles and overwrites (a channel lists what the bot lacks), private threads, forums,
 * webhooks of channels, pins, stickers, polls, embeds' own limits, search, audit log, OAuth, CDN.
 */
export interface Loopback {
  /** For DISCORD_API_URL. */
  readonly apiUrl: string;
  readonly token: string;
  readonly world: World;
  readonly gateway: Gateway;
  readonly interactions: Interactions;
  readonly limits: RateLimits;
  readonly commands: RouteContext['commands'];
  readonly requests: readonly Seen[];
  /** A server as the gateway tells it. */
  guildPayload(guild: Guild): Record<string, unknown>;
  /** The requests that met a fault: "GET /guilds/1". */
  readonly faults: readonly string[];
  fault(fault: Fault): void;
  close(): Promise<void>;
}

/** Starts it. The clock stamps messages and makes ids; limits run by the machine's own timer. */
export async function startDiscord(clock: Clock, options: LoopbackOptions = {}): Promise<Loopback> {
  const check = options.openapi === false ? null : openapiCheck();
  const token = 'loopback-token';
  const world = new World(() => clock.now());
  const gateway = new Gateway(world, token);
  const interactions = new Interactions(world, gateway);
  const limits = new RateLimits();
  const faults = new Faults();
  const requests: Seen[] = [];
  const commands: RouteContext['commands'] = { list: [], of: new Map(), puts: 0 };
  const ctx: RouteContext = {
    world,
    gateway,
    interactions,
    commands,
    mayReadContent: () => gateway.contentGranted,
    gatewayUrl: () => gateway.url,
  };
  const server = createServer((request, response) => {
    void serve(request, response).catch(() => request.socket.destroy());
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET';
    const url = new URL(request.url ?? '/', 'http://loopback');
    const path = url.pathname.replace(/^\/api\/v10/, '');
    const atMs = performance.timeOrigin + performance.now();
    const fault = faults.take(method, path);
    const { body, files } = await readBody(request);
    if (fault?.what === 'reset-before') return void request.socket.destroy();
    if (fault?.what === 'hang-before') return;
    if (fault?.what === 'error-before')
      return answer(response, 500, { message: 'Internal Server Error', code: 0 });
    const { limited, headers } = limitedBy(fault, limits.count(method, path, performance.now()));
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (limited !== null) {
      requests.push({ method, path, body, status: 429, atMs });
      response.setHeader('retry-after', String(limited.retryAfter));
      if (limited.global) response.setHeader('x-ratelimit-global', 'true');
      response.setHeader('x-ratelimit-scope', limited.global ? 'global' : 'user');
      const told = {
        message: 'You are being rate limited.',
        retry_after: limited.retryAfter,
        global: limited.global,
      };
      return answer(response, 429, told);
    }
    const { status, result } = act(ctx, token, check, request, {
      method,
      path,
      query: url.searchParams,
      body,
      files,
    });
    requests.push({ method, path, body, status, atMs });
    if (options.latencyMs !== undefined) await sleep(options.latencyMs);
    if (fault?.what === 'reset-after') return void request.socket.destroy();
    if (fault?.what === 'hang-after') return;
    if (fault?.what === 'error-after') return answer(response, 502, { message: 'Bad Gateway', code: 0 });
    return answer(response, status, result);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.looseObject({ port: z.number() }).parse(server.address());
  gateway.attach(server);
  gateway.url = `ws://127.0.0.1:${port}`;
  return {
    apiUrl: `http://127.0.0.1:${port}/api`,
    token,
    world,
    gateway,
    interactions,
    limits,
    commands,
    requests,
    guildPayload: (guild) => guildPayload(world, guild),
    faults: faults.met,
    fault: (fault) => faults.add(fault),
    async close() {
      gateway.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function limitedBy(
  fault: Fault | null,
  counted: ReturnType<RateLimits['count']>,
): ReturnType<RateLimits['count']> {
  if (fault?.what !== 'limit' && fault?.what !== 'limit-global') return counted;
  return {
    ...counted,
    limited: { global: fault.what === 'limit-global', retryAfter: fault.retryAfter ?? 1 },
  };
}

interface Parsed extends Omit<ApiRequest, 'params'> {
  readonly method: string;
  readonly path: string;
}

function act(
  ctx: RouteContext,
  token: string,
  check: CheckRequest | null,
  request: IncomingMessage,
  parsed: Parsed,
): { status: number; result: unknown } {
  try {
    const { method, path } = parsed;
    const byToken = path.startsWith('/interactions/') || path.startsWith('/webhooks/');
    if (!byToken && request.headers.authorization !== `Bot ${token}`)
      throw new Refused(401, 0, '401: Unauthorized');
    const problems = check?.(method, path, parsed.body) ?? [];
    if (problems.length > 0) throw invalidBody(problems.join('; '));
    for (const [on, handle] of ROUTES) {
      const params = match(on, `${method} ${path}`);
      if (params === null) continue;
      const result = handle(ctx, { ...parsed, params });
      return { status: result === undefined ? 204 : 200, result };
    }
    throw new Refused(404, 0, '404: Not Found');
  } catch (error) {
    if (error instanceof Refused)
      return { status: error.status, result: { message: error.message, code: error.code } };
    if (error instanceof z.ZodError) {
      return { status: 400, result: { message: `Invalid Form Body: ${error.message}`, code: 50_035 } };
    }
    throw error;
  }
}

function match(on: string, asked: string): readonly string[] | null {
  const pattern = new RegExp(`^${on.replaceAll('*', '([^/]+)')}$`);
  return pattern.exec(asked)?.slice(1) ?? null;
}

async function readBody(request: IncomingMessage): Promise<Pick<ApiRequest, 'body' | 'files'>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(z.instanceof(Buffer).parse(chunk));
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (bytes.length === 0) return { body: undefined, files: [] };
  if (!type.startsWith('multipart/')) return { body: JSON.parse(bytes.toString('utf8')), files: [] };
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const files = [];
  for (const value of form.values()) {
    if (typeof value !== 'string') files.push({ name: value.name, content: await value.text() });
  }
  return { body: JSON.parse(z.string().parse(form.get('payload_json'))), files };
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.statusCode = status;
  if (status === 204) return void response.end();
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}
