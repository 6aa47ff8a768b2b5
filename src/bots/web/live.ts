import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { listen } from '../../core/db/listen.ts';
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

/** Milliseconds between signs of life to readers, so that nothing in between takes them for gone. */
const PING_MS = 20_000;
/** A reader that takes nothing any more is let go after so many waiting chunks; it will connect again. */
const WAITING_MAX = 1_000;

/** See {@link Live}; it listens from now on. `databaseUrl` is a PostgreSQL connection string. */
export function createLive(databaseUrl: string, log: Log): Live {
  const readers = new Set<Reader>();
  const boot = randomBytes(6).toString('base64url');
  let changes = 0;
  const stamp = (): string => `${boot}.${changes}`;
  const ping = setInterval(() => {
    for (const reader of readers) reader.send(': here\n\n');
  }, PING_MS);
  ping.unref();

  const hear = (payload: string | null): void => {
    // Without a payload: listening (again), and whatever happened before was not heard.
    const change = payload === null ? null : changeSchema.safeParse(parseJson(payload));
    if (change?.success === false) return;
    changes += 1;
    if (change === null) {
      for (const reader of readers) reader.send(`event: hello\ndata: ${stamp()}\n\n`);
      return;
    }
    const { audience, ...rest } = change.data;
    const words = `event: change\ndata: ${JSON.stringify({ ...rest, stamp: stamp() })}\n\n`;
    for (const reader of readers) if (audience === null || audience === reader.id) reader.send(words);
  };
  const listener = listen(databaseUrl, ['greenroom_web'], hear, log);

  return {
    stamp,
    open: (readerId) => streamFor(readers, readerId, stamp()),
    close: async () => {
      clearInterval(ping);
      for (const reader of readers) reader.end();
      await listener.close();
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
