import { fork } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import {
  builtSchema,
  helloSchema,
  statsSchema,
  submittedSchema,
  writtenSchema,
  type Order,
} from './orders.ts';

/** The loopback Discord in another process, as seen from the bench. */
export interface RemoteLoopback {
  readonly apiUrl: string;
  readonly token: string;
  build(what: OrderTo<'build'>): Promise<z.infer<typeof builtSchema>>;
  /** Waits for a gateway session. */
  connected(): Promise<void>;
  submit(what: OrderTo<'submit'>): Promise<z.infer<typeof submittedSchema>>;
  write(what: OrderTo<'write'>): Promise<z.infer<typeof writtenSchema>>;
  stats(fromMs: number): Promise<z.infer<typeof statsSchema>>;
  close(): void;
}

type OrderTo<D extends Order['do']> = Omit<Extract<Order, { do: D }>, 'do'>;

const replySchema = z.object({ id: z.int(), result: z.unknown() });

/** Starts it; its REST answers are `latencyMs` on the way. */
export async function startLoopback(latencyMs = 0): Promise<RemoteLoopback> {
  const child = fork(path.join(import.meta.dirname, 'loopback.ts'), [String(latencyMs)]);
  const waiting = new Map<number, (result: unknown) => void>();
  const hello = await new Promise((resolve) => child.once('message', resolve));
  child.on('message', (message) => {
    const { id, result } = replySchema.parse(message);
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  let orders = 0;
  const ask = (order: Order): Promise<unknown> => {
    orders += 1;
    const id = orders;
    child.send({ id, order });
    return new Promise((resolve) => waiting.set(id, resolve));
  };
  return {
    ...helloSchema.parse(hello),
    build: async (what) => builtSchema.parse(await ask({ do: 'build', ...what })),
    async connected() {
      while (z.int().parse(await ask({ do: 'connected' })) === 0) await sleep(50);
    },
    submit: async (what) => submittedSchema.parse(await ask({ do: 'submit', ...what })),
    write: async (what) => writtenSchema.parse(await ask({ do: 'write', ...what })),
    stats: async (fromMs) => statsSchema.parse(await ask({ do: 'stats', fromMs })),
    close: () => void child.kill('SIGKILL'),
  };
}
