import { request } from 'node:http';
import type { Served } from '../../../src/bots/server.ts';
import { handle } from '../../../src/core/handle.ts';
import { silentLog } from '../../../src/core/log.ts';
import { createRoom, type Room } from '../../support/room.ts';
import { startWebServer, type WebServerOptions } from '../../support/web-server.ts';

/** A real room behind a real server on a free port, with its first question posted. */
export interface ServedRoom {
  readonly room: Room;
  readonly server: Served;
  /** The first question's message, whose thread it is. */
  readonly threadId: string;
  close(): Promise<void>;
}

/** Opens a room, posts its question and serves it. */
export async function serveRoom(options: Partial<WebServerOptions> = {}): Promise<ServedRoom> {
  const room = await createRoom();
  const server = await startWebServer({
    host: '127.0.0.1',
    port: 0,
    unprotected: false,
    db: room.core.db,
    clock: room.clock,
    packs: room.core.packs,
    log: silentLog,
    handle: (event, alongside) => handle(room.core, event, alongside),
    ready: () => Promise.resolve({ ready: true, parts: { database: 'up', queue: 'up' } }),
    databaseUrl: room.database.url,
    zone: 'Europe/London',
    ...options,
  });
  await room.settled();
  const question = await room.core.db.selectFrom('web_messages').select('id').executeTakeFirstOrThrow();
  return {
    room,
    server,
    threadId: question.id,
    close: async () => {
      await server.close();
      await room.close();
    },
  };
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One request as it is, without what a browser would add. */
export async function ask(base: string, path: string, asked: Asked = {}): Promise<Answered> {
  const url = new URL(path, base);
  return await new Promise((resolve, reject) => {
    const sent = request(
      {
        host: url.hostname,
        port: url.port,
        path: url.pathname + url.search,
        method: asked.method ?? 'GET',
        headers: asked.headers,
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(asked.body);
  });
}

/** A browser that runs no scripts: it keeps its cookie, names its origin and follows one redirect. */
export interface Visitor {
  get(path: string): Promise<Answered>;
  /** Sends a form; with `part` as the script does. */
  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answered>;
  /** Whom the last page acted as. */
  person(): string;
  cookie(): string;
}

/** Opens the room as a new browser. */
export async function visit(base: string, path = '/'): Promise<Visitor> {
  let cookie = '';
  let person = '';
  const remember = (answer: Answered): Answered => {
    const set = answer.headers['set-cookie'];
    for (const one of Array.isArray(set) ? set : []) {
      const pair = one.split(';')[0] ?? '';
      const name = pair.split('=')[0] ?? '';
      cookie = [
        ...cookie.split('; ').filter((part) => part !== '' && !part.startsWith(`${name}=`)),
        pair,
      ].join('; ');
    }
    person = /data-person="([^"]+)"/.exec(answer.text)?.[1] ?? person;
    return answer;
  };
  const get = async (path: string): Promise<Answered> =>
    remember(await ask(base, path, { headers: { accept: 'text/html', cookie } }));
  const post: Visitor['post'] = async (path, fields, headers = {}) => {
    const answer = remember(
      await ask(base, path, {
        method: 'POST',
        headers: { origin: base, cookie, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams({ as: person, ...fields }).toString(),
      }),
    );
    const to = answer.headers['location'];
    return answer.status === 303 && typeof to === 'string' ? await get(to.split('#')[0] ?? '/') : answer;
  };
  await get(path);
  return { get, post, person: () => person, cookie: () => cookie };
}

/** The value of a hidden field on a page. */
export function hidden(page: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
}
