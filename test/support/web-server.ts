import { startServer, type Served, type ServerOptions } from '../../src/bots/server.ts';
import { createWebRoom, type WebRoomOptions } from '../../src/bots/web/server.ts';

export type WebServerOptions = WebRoomOptions & Pick<ServerOptions, 'port' | 'ready'>;

/** The web room alone on the server of a receiving process. */
export async function startWebServer(options: WebServerOptions): Promise<Served> {
  return startServer({ ...options, routes: new Map(), room: await createWebRoom(options) });
}
