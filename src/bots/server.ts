import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { Refusal } from '../core/errors.ts';
import type { Log } from '../core/log.ts';

/** What `GET /readyz` tells: each part by name, in a word or two. */
export interface Readiness {
  readonly ready: boolean;
  readonly parts: Readonly<Record<string, string>>;
}

/** Paths that an adapter answers itself, such as /slack/events, each exact. */
export type Routes = ReadonlyMap<string, RequestListener>;

/** Everything that no route takes: the web room. */
export interface Room {
  readonly answer: RequestListener;
  /** The server listens on this port now. */
  opened(port: number): Promise<void>;
  /** Ends what is held open, such as streams of events. */
  close(): Promise<void>;
}

export interface ServerOptions {
  /** HOST and PORT; port 0 takes any free one. */
  readonly host: string;
  readonly port: number;
  readonly log: Log;
  /** Asks the database and the queue; may throw, which counts as not ready. */
  readonly ready: () => Promise<Readiness>;
  readonly routes: Routes;
  /** Null where the web channel is not served. */
  readonly room: Room | null;
}

export interface Served {
  readonly url: string;
  /** Takes nothing new, lets what runs finish (5 s at most), ends what is held open. */
  close(): Promise<void>;
}

/** Milliseconds that requests under way may take once the server closes. */
const DRAIN_MS = 5_000;

/**
 * The one HTTP server of a receiving process: whether it lives and is ready, what adapters receive, and the
 * web room. Throws a Refusal for a port that is taken or not allowed, and for a host that is not this machine.
 */
export async function startServer(options: ServerOptions): Promise<Served> {
  const { host, room } = options;
  const server = createServer((request, response) => {
    const path = pathOf(request.url);
    const route = options.routes.get(path);
    if (path === '/healthz')
      answerReads(request.method, response, () => sendJson(response, 200, { status: 'up' }));
    else if (path === '/readyz')
      answerReads(request.method, response, () => void showReadiness(options, response));
    else if (route !== undefined) route(request, response);
    else if (room !== null) room.answer(request, response);
    else sendText(response, 404, 'There is no page at this address. The web channel is not served here.');
  });
  const close = async (): Promise<void> => {
    const ended = server.listening ? once(server, 'close') : Promise.resolve();
    server.close();
    await room?.close();
    server.closeIdleConnections();
    const limit = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    await ended;
    clearTimeout(limit);
  };
  try {
    const port = await listen(server, host, options.port);
    await room?.opened(port);
    const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
    return { url: `http://${name}:${port}`, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The path alone; an address that cannot be read is no path. */
function pathOf(url: string | undefined): string {
  const base = 'http://x';
  return URL.canParse(url ?? '', base) ? new URL(url ?? '', base).pathname : '';
}

function answerReads(method: string | undefined, response: ServerResponse, answer: () => void): void {
  if (method === 'GET' || method === 'HEAD') return answer();
  response.setHeader('allow', 'GET, HEAD');
  sendText(response, 405, 'This address is only read.');
}

async function showReadiness(options: ServerOptions, response: ServerResponse): Promise<void> {
  try {
    const { ready, parts } = await options.ready();
    sendJson(response, ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', ...parts });
  } catch (error) {
    options.log.warn({ err: error instanceof Error ? error : null }, 'readiness could not be told');
    sendJson(response, 503, { status: 'not ready' });
  }
}

function sendJson(response: ServerResponse, status: number, body: Readonly<Record<string, string>>): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

/** Answers in one plain sentence. */
export function sendText(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(`${sentence}\n`);
}

async function listen(server: ReturnType<typeof createServer>, host: string, port: number): Promise<number> {
  server.listen(port, host.replace(/^\[(.*)\]$/, '$1'));
  try {
    await once(server, 'listening');
  } catch (error) {
    throw refusalOf(error, host, port) ?? error;
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

function refusalOf(error: unknown, host: string, port: number): Refusal | null {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return new Refusal(
        `Port ${port} is taken. Set PORT to another one, for example PORT=${port < 65_535 ? port + 1 : 3000} npm start.`,
      );
    case 'EACCES':
      return new Refusal(
        `Port ${port} is not allowed for this user. Set PORT to one from 1024 up, for example PORT=3000 npm start.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Refusal(
        `HOST=${host} is no address of this machine. Leave HOST out, or set HOST=127.0.0.1.`,
      );
    default:
      return null;
  }
}
