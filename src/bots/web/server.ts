import { getRequestListener } from '@hono/node-server';
import { Refusal } from '../../core/errors.ts';
import { readBuiltInPacks } from '../../core/questions/load-pack.ts';
import type { Room } from '../server.ts';
import { createWebApp } from './app.ts';
import { loadAssets } from './assets.ts';
import type { WebDeps } from './deps.ts';
import { openedEvent } from './events.ts';
import { isLoopback } from './guard.ts';
import { createLive } from './live.ts';
import { createViews } from './views.ts';

/** What the web channel is served with. */
export interface WebRoomOptions extends Pick<WebDeps, 'db' | 'clock' | 'log' | 'handle'> {
  /** HOST; other than this machine only with `unprotected`. */
  readonly host: string;
  /** GREENROOM_WEB_UNPROTECTED=1. */
  readonly unprotected: boolean;
  /** For the one connection that listens to changes. */
  readonly databaseUrl: string;
  /** The packs that core works with; by default those that come with Greenroom. */
  readonly packs?: WebDeps['packs'];
  /** IANA zone of this machine, for a room that nobody has opened yet; by default the process's own. */
  readonly zone?: string;
}

/**
 * The web channel for the server of src/bots/server.ts. Once that listens, the room is opened, so that the
 * first question is there before anyone looks. Throws a Refusal for a host that others can reach.
 */
export async function createWebRoom(options: WebRoomOptions): Promise<Room> {
  const { host, log } = options;
  if (!isLoopback(host) && !options.unprotected) {
    throw new Refusal(
      `HOST=${host} lets others reach the web channel, which asks nobody for a password. Leave HOST out, leave web out of GREENROOM_PLATFORMS, or set GREENROOM_WEB_UNPROTECTED=1 if a proxy of yours protects it.`,
    );
  }
  const packs = options.packs ?? (await readBuiltInPacks());
  const live = createLive(options.databaseUrl, log);
  let port = 0;
  const deps: WebDeps = { ...options, packs, live, views: createViews(), assets: loadAssets() };
  const app = createWebApp(deps, { host, port: () => port, unprotected: options.unprotected });
  const listener = getRequestListener(app.fetch);
  return {
    answer: (request, response) => void listener(request, response),
    async opened(listening) {
      port = listening;
      const zone = options.zone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
      await options.handle(openedEvent(options.clock, null, zone));
    },
    close: () => live.close(),
  };
}
