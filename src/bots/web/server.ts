import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Refusal } from '../../core/errors.ts';
import { readBuiltInPacks } from '../../core/questions/load-pack.ts';
import { createWebApp } from './app.ts';
import { loadAssets } from './assets.ts';
import type { WebDeps } from './deps.ts';
import { openedEvent } from './events.ts';
import { isLoopback } from './guard.ts';
import { createLive } from './live.ts';
import { createViews } from './views.ts';

/** What the web server is started with. */
export interface WebServerOptions extends Pick<WebDeps, 'db' | 'clock' | 'log' | 'handle' | 'ready'> {
  /** HOST; other than this machine only with `unprotected`. */
  readonly host: string;
  /** PORT; 0 takes any free one. */
  readonly port: number;
  /** GREENROOM_WEB_UNPROTECTED=1. */
  readonly unprotected: boolean;
  /** For the one connection that listens to changes. */
  readonly databaseUrl: string;
  /** The packs that core works with; by default those that come with Greenroom. */
  readonly packs?: WebDeps['packs'];
  /** IANA zone of this machine, for a room that nobody has opened yet; by default the process's own. */
  readonly zone?: string;
}

export interface WebServer {
  readonly url: string;
  /** Takes nothing new, lets what runs finish (5 s at most), ends open streams and the connection. */
  close(): Promise<void>;
}

/** Milliseconds that requests under way may take once the server closes. */
const DRAIN_MS = 5_000;

/**
 * Starts the web channel and opens the room, so that the first question is there before anyone looks.
 * Throws a Refusal for a port that is taken or not allowed and for a host that others can reach.
 */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const { host, log } = options;
  if (!isLoopback(host) && !options.unprotected) {
    throw new Refusal(
      `HOST=${host} lets others reach the web channel, which asks nobody for a password. Leave HOST out, or set GREENROOM_WEB_UNPROTECTED=1 if a proxy of yours protects it.`,
    );
  }
  const packs = options.packs ?? (await readBuiltInPacks());
  const live = createLive(options.databaseUrl, log);
  let port = options.port;
  const deps: WebDeps = { ...options, packs, live, views: createViews(), assets: loadAssets() };
  const app = createWebApp(deps, { host, port: () => port, unprotected: options.unprotected });
  const answer = getRequestListener(app.fetch);
  const server = createServer((request, response) => void answer(request, response));
  try {
    port = await listen(server, host, options.port);
    const zone = options.zone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
    await options.handle(openedEvent(options.clock, null, zone));
  } catch (error) {
    await live.close();
    server.close();
    throw error;
  }
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return {
    url: `http://${name}:${port}`,
    close: async () => {
      const ended = server.listening ? once(server, 'close') : Promise.resolve();
      server.close();
      await live.close();
      server.closeIdleConnections();
      const limit = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      await ended;
      clearTimeout(limit);
    },
  };
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
