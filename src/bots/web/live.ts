import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { z } from 'zod';
import type { Log } from '../../core/log.ts';

const changeSchema = z.object({
  id: z.string(),
  thread: z.string().nullable(),
  audience: z.string().nullable(),
  change: z.enum(['insert', 'update', 'delete']),
});

/**
 * Tells open pages what changed. One PostgreSQL connection per process listens; every reader hears of
 * public messages and of private ones meant for them, as ids only: the page then asks for what it shows.
 */
export interface Live {
  /** Begins to listen; a lost connection is replaced for as long as it takes. */
  start(): Promise<void>;
  /**
   * Names the moment, as far as changes go. A page made at one stamp that hears another one when it
   * connects has missed something and asks anew.
   */
  stamp(): string;
  /** A stream of server-sent events for one reader (members.id, or null for nobody yet). */
  open(readerId: string | null): ReadableStream<Uint8Array>;
  /** Ends every stream and the connection. */
  close(): Promise<void>;
}

interface Reader {
  readonly id: string | null;
  send(text: string): void;
  end(): void;
}

/** Milliseconds between tries to reach the database again, and between signs of life to readers. */
const RETRY_MS = 1_000;
const PING_MS = 20_000;
/** A reader that takes nothing any more is let go after so many waiting chunks; it will connect again. */
const WAITING_MAX = 1_000;

/** See {@link Live}. `databaseUrl` is a PostgreSQL connection string. */
export function createLive(databaseUrl: string, log: Log): Live {
  const readers = new Set<Reader>();
  const boot = randomBytes(6).toString('base64url');
  let changes = 0;
  let client: Client | null = null;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;
  const stamp = (): string => `${boot}.${changes}`;
  const ping = setInterval(() => {
    for (const reader of readers) reader.send(': here\n\n');
  }, PING_MS);
  ping.unref();

  const tell = (event: string, data: string, audience: string | null = null): void => {
    for (const reader of readers) {
      if (audience === null || audience === reader.id) reader.send(`event: ${event}\ndata: ${data}\n\n`);
    }
  };

  const hear = (payload: string | undefined): void => {
    const change = changeSchema.safeParse(parseJson(payload));
    if (!change.success) return;
    changes += 1;
    const { audience, ...rest } = change.data;
    tell('change', JSON.stringify({ ...rest, stamp: stamp() }), audience);
  };

  const connect = async (): Promise<void> => {
    const next = new Client({ connectionString: databaseUrl, application_name: 'greenroom web' });
    let lost = false;
    const lose = (): void => {
      if (lost || closed) return;
      lost = true;
      client = null;
      next.end().catch(() => {});
      log.warn({}, 'the web channel lost its database connection and connects again');
      retry = setTimeout(() => void reconnect(), RETRY_MS);
    };
    next.on('error', lose);
    next.on('end', lose);
    next.on('notification', (message) => hear(message.payload));
    await next.connect();
    await next.query('listen greenroom_web');
    if (closed) await next.end();
    else client = next;
  };

  const reconnect = async (): Promise<void> => {
    if (closed) return;
    try {
      await connect();
      // What happened in between was not heard.
      changes += 1;
      tell('hello', stamp());
    } catch {
      retry = setTimeout(() => void reconnect(), RETRY_MS);
    }
  };

  return {
    start: connect,
    stamp,
    open: (readerId) => streamFor(readers, readerId, stamp()),
    close: async () => {
      closed = true;
      clearInterval(ping);
      clearTimeout(retry);
      for (const reader of readers) reader.end();
      await client?.end();
    },
  };
}

function streamFor(readers: Set<Reader>, id: string | null, stamp: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let reader: Reader | undefined;
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      const leave = (): void => {
        if (reader !== undefined) readers.delete(reader);
      };
      reader = {
        id,
        send: (text) => {
          controller.enqueue(encoder.encode(text));
          if ((controller.desiredSize ?? 0) < -WAITING_MAX) {
            leave();
            controller.error(new Error('the reader takes nothing any more'));
          }
        },
        end: () => {
          leave();
          controller.close();
        },
      };
      readers.add(reader);
      reader.send(`retry: 1500\nevent: hello\ndata: ${stamp}\n\n`);
    },
    cancel: () => {
      if (reader !== undefined) readers.delete(reader);
    },
  });
  return stream;
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
