import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from '../../src/core/core.ts';
import type { TestClock } from './clock.ts';

/**
 * Does what is due, and what the platform asked to wait for, until nothing but the sessions' own clocks is left.
 * Moves the clock on by a second at a time.
 */
export async function settleMocks(stage: {
  readonly core: Core;
  readonly clock: TestClock;
  work(): Promise<void>;
}): Promise<void> {
  for (let tries = 0; tries < 40; tries += 1) {
    await stage.work();
    const waiting = await stage.core.db
      .selectFrom('outbox')
      .select('id')
      .where('done_at', 'is', null)
      .where('name', 'like', 'mock.%')
      .where('name', '<>', 'mock.wake')
      .limit(1)
      .executeTakeFirst();
    if (waiting === undefined) return;
    stage.clock.advance({ seconds: 1 });
    // The pacer goes by the database's own clock.
    await sleep(20 * tries);
  }
  throw new Error('something waits for ever');
}
