import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { OUTBOX_CHANNEL, OutboxNudge } from '../../../src/core/db/outbox-nudge.ts';
import { listen } from '../../../src/core/db/listen.ts';
import { enqueue } from '../../../src/core/jobs/outbox.ts';
import { createTestDatabase } from '../../support/database.ts';
import { silentLog } from '../../../src/core/log.ts';

const now = Temporal.Instant.from('2026-03-02T10:00:00Z');

test('relays hear of a committed job at once, and of one that was rolled back never', async () => {
  const database = await createTestDatabase();
  let heard = 0;
  const listener = listen(database.url, [OUTBOX_CHANNEL], () => (heard += 1), silentLog);
  await vi.waitUntil(() => heard === 1, { timeout: 10_000 });
  try {
    const ask = (fails: boolean): Promise<void> =>
      database.db.transaction().execute(async (tx) => {
        await enqueue(tx, 'member.home', { memberId: '1' }, { now });
        if (fails) throw new Error('something broke');
      });
    await expect(ask(true)).rejects.toThrow('something broke');
    await sleep(200);
    expect(heard).toBe(1);
    await ask(false);
    await vi.waitUntil(() => heard === 2, { timeout: 10_000 });
  } finally {
    await listener.close();
    await database.drop();
  }
});

test('says it once for many commits in a row, and once more for those that came meanwhile', async () => {
  vi.useFakeTimers();
  try {
    let said = 0;
    const nudge = new OutboxNudge(() => {
      said += 1;
      return said === 1 ? Promise.reject(new Error('the connection is gone')) : Promise.resolve();
    });
    for (let commits = 0; commits < 100; commits += 1) nudge.committed();
    expect(said).toBe(1);
    await vi.advanceTimersByTimeAsync(50);
    expect(said).toBe(2);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(said).toBe(2);
    nudge.committed();
    nudge.close();
    nudge.committed();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(said).toBe(3);
  } finally {
    vi.useRealTimers();
  }
});
