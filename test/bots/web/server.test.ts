import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWebServer, type WebServerOptions } from '../../support/web-server.ts';
import { Refusal } from '../../../src/core/errors.ts';
import { silentLog } from '../../../src/core/log.ts';
import type { InboundEvent } from '../../../src/core/platform/event.ts';
import { createTestClock } from '../../support/clock.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { ask } from './visit.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

function options(more: Partial<WebServerOptions> = {}): WebServerOptions {
  return {
    host: '127.0.0.1',
    port: 0,
    unprotected: false,
    db: database.db,
    clock: createTestClock('2026-03-02T10:00:00Z'),
    log: silentLog,
    handle: () => Promise.resolve({ kind: 'none' }),
    ready: () => Promise.resolve({ ready: true, parts: { database: 'up', queue: 'up' } }),
    databaseUrl: database.url,
    ...more,
  };
}

describe('the web server', () => {
  it('refuses a port that is taken, and names another one', async () => {
    const other = createServer();
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const starting = startWebServer(options({ port }));
    await expect(starting).rejects.toBeInstanceOf(Refusal);
    await expect(starting).rejects.toThrow(
      `Port ${port} is taken. Set PORT to another one, for example PORT=${port + 1} npm start.`,
    );
    other.close();
  });

  it('refuses to be reached by others unless that was asked for', async () => {
    await expect(startWebServer(options({ host: '0.0.0.0' }))).rejects.toThrow(/GREENROOM_WEB_UNPROTECTED=1/);
    const server = await startWebServer(options({ host: '0.0.0.0', unprotected: true }));
    const { port } = new URL(server.url);
    expect((await ask(`http://127.0.0.1:${port}`, '/healthz')).status).toBe(200);
    await server.close();
  });

  it('refuses a host that is not this machine', async () => {
    await expect(startWebServer(options({ host: '203.0.113.9', unprotected: true }))).rejects.toThrow(
      /no address of this machine/,
    );
  });

  it('opens the room before anyone looks, in the zone of this machine', async () => {
    const events: InboundEvent[] = [];
    const server = await startWebServer(
      options({
        zone: 'Asia/Kathmandu',
        handle: (event) => {
          events.push(event);
          return Promise.resolve({ kind: 'none' });
        },
      }),
    );
    expect(events).toMatchObject([{ kind: 'opened', by: null, zone: 'Asia/Kathmandu' }]);
    await server.close();
  });

  it('says that it is up, and whether the database and the queue are', async () => {
    let queue = 'up';
    const server = await startWebServer(
      options({
        ready: () => {
          if (queue === 'gone') return Promise.reject(new Error('no answer'));
          return Promise.resolve({ ready: queue === 'up', parts: { database: 'up', queue } });
        },
      }),
    );
    const health = await ask(server.url, '/healthz');
    expect([health.status, JSON.parse(health.text)]).toEqual([200, { status: 'up' }]);
    const ready = await ask(server.url, '/readyz');
    expect([ready.status, JSON.parse(ready.text)]).toEqual([
      200,
      { status: 'ready', database: 'up', queue: 'up' },
    ]);
    queue = 'down';
    const unready = await ask(server.url, '/readyz');
    expect([unready.status, JSON.parse(unready.text)]).toEqual([
      503,
      { status: 'not ready', database: 'up', queue: 'down' },
    ]);
    queue = 'gone';
    expect((await ask(server.url, '/readyz')).status).toBe(503);
    await server.close();
  });

  it('closes at once while pages are open', async () => {
    const server = await startWebServer(options());
    const stream = await fetch(`${server.url}/events`);
    const closing = server.close();
    await expect(stream.text()).resolves.toContain('event: hello');
    await closing;
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  });

  it('shows an empty room that says what will happen, before core has made it', async () => {
    const server = await startWebServer(options());
    const page = await ask(server.url, '/');
    expect(page.status).toBe(200);
    expect(page.text).toContain('The first question is on its way');
    await server.close();
  });
});
