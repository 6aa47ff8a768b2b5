import { Client } from 'pg';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { TICK_MS, startTick } from '../../src/jobs/tick.ts';
import { createRoom } from '../support/room.ts';
import { until } from '../support/process.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('the tick', () => {
  it('is over when it says so, even when another one fell due while it ran', async () => {
    const room = await createRoom({ idle: true });
    await room.open();
    room.clock.advance({ days: 1 });
    const blocker = new Client({ connectionString: room.database.url });
    await blocker.connect();
    await blocker.query('begin; lock table schedules in exclusive mode');
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const tick = startTick(room.core, room.queue);
    const waiting = () =>
      blocker.query(`select from pg_locks where not granted and relation = 'schedules'::regclass`);
    await until(
      async () => (await waiting()).rowCount === 1,
      () => 'the tick does not wait for the lock',
    );
    vi.advanceTimersByTime(TICK_MS);
    let over = false;
    const closing = tick.close().then(() => {
      over = true;
    });
    // Time enough for a close that waits for nothing.
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(over).toBe(false);
    await blocker.query('rollback');
    await closing;
    const rounds = await room.core.db.selectFrom('rounds').select('local_date').orderBy('id').execute();
    expect(rounds).toHaveLength(2);
    await blocker.end();
    await room.close();
  });
});
