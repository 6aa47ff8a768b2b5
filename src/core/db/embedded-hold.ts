import type { Client } from 'pg';
import { close } from './embedded-connect.ts';

/** How an attempt to take the lock again went. */
export type Retaken =
  | { readonly kind: 'held'; readonly client: Client }
  | { readonly kind: 'taken' }
  | { readonly kind: 'no server' };

/** The lock of a running Greenroom, for as long as it runs. */
export type Hold = {
  /**
   * Announces the end: from now on a cut connection is expected. Tells how the lock stands, which is
   * `held` unless its connection was cut. Never throws.
   */
  end: () => Promise<Retaken['kind']>;
  /** Gives the lock up for good. Never throws. */
  release: () => Promise<void>;
};

/** Milliseconds between attempts to take the lock again after its connection was cut. */
const pause = 1_000;

/**
 * Keeps the lock that `client` holds: when its connection is cut (the server was restarted or
 * killed) this is said once and the lock is taken again with `retake` as soon as it can be.
 */
export function holdLock(client: Client, retake: () => Promise<Retaken>, say: (line: string) => void): Hold {
  let current: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let ending = false;
  let toldTaken = false;

  const keep = (client: Client): void => {
    current = client;
    toldTaken = false;
    client.once('end', () => {
      if (current !== client) return;
      current = undefined;
      if (ending) return;
      say('The connection to the built-in PostgreSQL was cut; trying again every second.');
      later();
    });
  };
  const later = (): void => {
    timer = setTimeout(() => void again(), pause);
    timer.unref();
  };
  const again = async (): Promise<void> => {
    const outcome = await retake();
    if (ending) {
      if (outcome.kind === 'held') await close(outcome.client);
      return;
    }
    switch (outcome.kind) {
      case 'held':
        keep(outcome.client);
        say('The connection to the built-in PostgreSQL is back.');
        return;
      case 'taken':
        if (!toldTaken) say('Another Greenroom now runs on this data: stop one of the two.');
        toldTaken = true;
        later();
        return;
      case 'no server':
        later();
        return;
      default:
        outcome satisfies never;
    }
  };

  keep(client);
  return {
    end: async () => {
      ending = true;
      clearTimeout(timer);
      if (current !== undefined) return 'held';
      const outcome = await retake();
      if (outcome.kind === 'held') current = outcome.client;
      return outcome.kind;
    },
    release: async () => {
      if (current !== undefined) await close(current);
      current = undefined;
    },
  };
}
