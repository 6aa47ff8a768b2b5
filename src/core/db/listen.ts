import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../log.ts';

export interface Listener {
  close(): Promise<void>;
}

/** Wait before connecting again, in milliseconds. */
const RECONNECT_MS = 500;

/**
 * Hears PostgreSQL notifications on a connection of its own. A connection that was cut would stay silent
 * for ever, so it is made anew, and `heard` is then called once without a payload: something may have been
 * missed.
 */
export function listen(
  databaseUrl: string,
  channels: readonly string[],
  heard: (payload: string | null) => void,
  log: Log,
): Listener {
  const closing = new AbortController();
  let client: pg.Client | null = null;
  const loop = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      const current = new pg.Client({
        connectionString: databaseUrl,
        keepAlive: true,
        application_name: 'greenroom-listen',
      });
      client = current;
      const lost = new Promise<void>((resolve) => {
        current.on('error', () => resolve());
        current.on('end', () => resolve());
      });
      current.on('notification', (message) => heard(message.payload ?? null));
      try {
        await current.connect();
        for (const channel of channels) await current.query(`listen ${current.escapeIdentifier(channel)}`);
        heard(null);
        await lost;
      } catch (error) {
        log.debug({ err: error instanceof Error ? error : new Error('listen') }, 'listening failed');
      }
      await current.end().catch(() => {});
      if (!closing.signal.aborted) await sleep(RECONNECT_MS, undefined, { signal: closing.signal }).catch(() => {});
    }
  };
  const running = loop();
  return {
    async close() {
      closing.abort();
      await client?.end().catch(() => {});
      await running;
    },
  };
}
