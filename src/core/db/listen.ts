import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../log.ts';

export interface Listener {
  close(): Promise<void>;
}

/** Wait before connecting again, for a connection to be made, and for its end, in milliseconds. */
const RECONNECT_MS = 500;
const CONNECT_WITHIN_MS = 10_000;
const GOODBYE_MS = 1_000;

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
  const closed = new Promise<void>((resolve) => closing.signal.addEventListener('abort', () => resolve()));
  const loop = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      const current = new pg.Client({
        connectionString: databaseUrl,
        keepAlive: true,
        connectionTimeoutMillis: CONNECT_WITHIN_MS,
        application_name: 'greenroom-listen',
      });
      const lost = new Promise<void>((resolve) => {
        current.on('error', () => resolve());
        current.on('end', () => resolve());
      });
      current.on('notification', (message) => heard(message.payload ?? null));
      try {
        const connecting = current.connect();
        // Ended while it connects, it neither connects nor fails; so closing is looked out for as well.
        await Promise.race([connecting, closed]);
        if (closing.signal.aborted) connecting.catch(() => {});
        else {
          for (const channel of channels) await current.query(`listen ${current.escapeIdentifier(channel)}`);
          heard(null);
          await Promise.race([lost, closed]);
        }
      } catch (error) {
        log.debug({ err: error instanceof Error ? error : new Error('listen') }, 'listening failed');
      }
      await Promise.race([current.end().catch(() => {}), sleep(GOODBYE_MS, undefined, { ref: false })]);
      await sleep(RECONNECT_MS, undefined, { signal: closing.signal }).catch(() => {});
    }
  };
  const running = loop();
  return {
    async close() {
      closing.abort();
      await running;
    },
  };
}
