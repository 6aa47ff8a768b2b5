import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliver, mayHaveGoneOut, type Delivered, type Delivery } from '../../../src/core/jobs/deliver.ts';
import { silentLog } from '../../../src/core/log.ts';
import { CANNOT_TELL, type SendResult } from '../../../src/core/platform/port.ts';
import { createTestClock } from '../../support/clock.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const KEY = 'round:1:post';

let database: TestDatabase;
let communityId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  const { rows } = await sql<{ id: string }>`
    insert into communities (platform, external_id, name, created_at)
    values ('web', 'local', 'Room', now()) returning id`.execute(database.db);
  communityId = rows[0]?.id ?? '';
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db.deleteFrom('deliveries').execute();
});

const SENT: SendResult = { kind: 'sent', externalId: 'm1' };
const UNKNOWN: SendResult = { kind: 'unknown', reason: 'timed out' };

/** A platform that answers from a script and keeps a record of what it was asked. */
function script(parts: {
  readonly sends?: readonly (SendResult | Error)[];
  readonly finds?: readonly (string | null | typeof CANNOT_TELL | Error)[];
  readonly edits?: readonly SendResult[];
  readonly whenUnknown?: 'miss' | 'repeat';
}) {
  const calls: string[] = [];
  const sends = [...(parts.sends ?? [])];
  const finds = [...(parts.finds ?? [])];
  const edits = [...(parts.edits ?? [])];
  const play = <T>(name: string, answer: T | Error | undefined): Promise<T> => {
    calls.push(name);
    if (answer === undefined) return Promise.reject(new Error(`nobody expected ${name}`));
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const delivery: Delivery = {
    key: KEY,
    communityId,
    memberId: null,
    pacer: 'web',
    whenUnknown: parts.whenUnknown ?? 'repeat',
    send: () => play('send', sends.shift()),
    find: () => play('find', finds.shift()),
    ...(parts.edits === undefined ? {} : { edit: (id) => play(`edit ${id}`, edits.shift()) }),
  };
  const run = (): Promise<Delivered> =>
    deliver({ db: database.db, clock: createTestClock('2026-03-02T09:00:00Z'), log: silentLog }, delivery);
  return { calls, run, delivery };
}

/** As a process leaves the row that dies in the middle of a call; `seconds` ago by the database's clock. */
async function leaveSending(seconds: number, sentBefore: string | null = null): Promise<void> {
  await sql`
    insert into deliveries (key, community_id, state, attempts, attempt_at, tried_at, sent_before, created_at)
    values (${KEY}, ${communityId}, 'sending', 1, now(), clock_timestamp() - make_interval(secs => ${seconds}::int),
      ${sentBefore}, now())`.execute(database.db);
}

async function row() {
  return database.db
    .selectFrom('deliveries')
    .select(['state', 'external_id', 'reason', 'sent_before'])
    .where('key', '=', KEY)
    .executeTakeFirst();
}

describe('how a send can end', () => {
  it('sent: is kept with its id and never sent again', async () => {
    const { run, calls } = script({ sends: [SENT] });
    expect(await run()).toEqual({ kind: 'sent', externalId: 'm1' });
    expect(await run()).toEqual({ kind: 'sent', externalId: 'm1' });
    expect(calls).toEqual(['send']);
    expect(await row()).toMatchObject({ state: 'sent', external_id: 'm1' });
  });

  it('refused: is final, with what the platform said and what to do', async () => {
    const { run, calls } = script({
      sends: [{ kind: 'refused', reason: 'No access.', fix: 'Invite the bot.' }],
    });
    expect(await run()).toEqual({ kind: 'failed', reason: 'No access. Invite the bot.' });
    expect(await run()).toEqual({ kind: 'failed', reason: 'No access. Invite the bot.' });
    expect(calls).toEqual(['send']);
  });

  it('retry: goes again after the time the platform named, without looking first', async () => {
    const { run, calls } = script({
      sends: [{ kind: 'retry', afterMs: 7_300, reason: 'rate limited' }, SENT],
    });
    expect(await run()).toEqual({ kind: 'again', afterMs: 7_300 });
    expect(await row()).toMatchObject({ state: 'pending', reason: 'rate limited' });
    expect(await run()).toMatchObject({ kind: 'sent' });
    expect(calls).toEqual(['send', 'send']);
  });

  it('unknown and then found: is not sent again', async () => {
    const { run, calls } = script({ sends: [UNKNOWN], finds: ['m7'] });
    expect(await run()).toMatchObject({ kind: 'again' });
    expect(await run()).toEqual({ kind: 'sent', externalId: 'm7' });
    expect(calls).toEqual(['send', 'find']);
  });

  it('unknown and surely not there: is sent again', async () => {
    const { run, calls } = script({ sends: [UNKNOWN, SENT], finds: [null], whenUnknown: 'miss' });
    await run();
    expect(await run()).toMatchObject({ kind: 'sent' });
    expect(calls).toEqual(['send', 'find', 'send']);
  });

  it('unknown for good: a question is rather missed than doubled', async () => {
    const { run, calls } = script({ sends: [UNKNOWN], finds: [CANNOT_TELL], whenUnknown: 'miss' });
    await run();
    expect(await run()).toEqual({ kind: 'unknown' });
    expect(calls).toEqual(['send', 'find']);
    expect(await row()).toMatchObject({ state: 'unknown' });
  });

  it('unknown for good: feedback is rather repeated than lost, but not without end', async () => {
    const forever = Array.from({ length: 20 }, () => UNKNOWN);
    const { run, calls } = script({ sends: forever, finds: forever.map(() => CANNOT_TELL) });
    const waits: number[] = [];
    for (let last = await run(); last.kind === 'again'; last = await run()) waits.push(last.afterMs);
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 32_000]);
    expect(calls.filter((call) => call === 'send')).toHaveLength(5);
    expect(await row()).toMatchObject({ state: 'unknown' });
  });

  it('a call that throws counts as unknown, and its failure as a failed try of the job', async () => {
    const { run, calls } = script({
      sends: [new Error('broken'), SENT],
      finds: [new Error('broken too'), null],
    });
    await expect(run()).rejects.toThrow('broken');
    expect(await row()).toMatchObject({ state: 'unknown' });
    await expect(run()).rejects.toThrow('broken too');
    expect(await run()).toMatchObject({ kind: 'sent' });
    expect(calls).toEqual(['send', 'find', 'find', 'send']);
  });
});

describe('what a process that died leaves behind', () => {
  it('a send begun a moment ago is not touched: it may still be under way', async () => {
    await leaveSending(19);
    const { run, calls } = script({});
    expect(await run()).toEqual({ kind: 'again', afterMs: 2_000 });
    expect(calls).toEqual([]);
  });

  it('a send cut off is looked for, and taken when it arrived', async () => {
    await leaveSending(21);
    const { run, calls } = script({ finds: ['m3'] });
    expect(await run()).toEqual({ kind: 'sent', externalId: 'm3' });
    expect(calls).toEqual(['find']);
  });

  it('a send cut off that left nothing is made', async () => {
    await leaveSending(21);
    const { run, calls } = script({ finds: [null], sends: [SENT] });
    expect(await run()).toMatchObject({ kind: 'sent' });
    expect(calls).toEqual(['find', 'send']);
  });

  it('an edit cut off is made once more, without looking', async () => {
    await leaveSending(21, 'm4');
    const { run, calls } = script({ edits: [{ kind: 'sent', externalId: 'm4' }] });
    expect(await run()).toEqual({ kind: 'sent', externalId: 'm4' });
    expect(calls).toEqual(['edit m4']);
  });

  it('tells a message that may be out from one that never left', async () => {
    expect(await mayHaveGoneOut(database.db, KEY)).toBe(false);
    await leaveSending(1);
    expect(await mayHaveGoneOut(database.db, KEY)).toBe(true);
    await database.db.updateTable('deliveries').set({ state: 'pending' }).execute();
    expect(await mayHaveGoneOut(database.db, KEY)).toBe(false);
  });
});

describe('a message that changes in place', () => {
  it('is sent once and edited from then on, also after a rate limit', async () => {
    const edits: SendResult[] = [
      { kind: 'retry', afterMs: 500, reason: 'rate limited' },
      { kind: 'unknown', reason: 'timed out' },
      { kind: 'sent', externalId: 'm1' },
    ];
    const { run, calls } = script({ sends: [SENT], edits });
    expect(await run()).toMatchObject({ kind: 'sent' });
    expect(await run()).toEqual({ kind: 'again', afterMs: 500 });
    expect(await run()).toMatchObject({ kind: 'again' });
    expect(await run()).toMatchObject({ kind: 'sent' });
    expect(calls).toEqual(['send', 'edit m1', 'edit m1', 'edit m1']);
    expect(await row()).toMatchObject({ state: 'sent', external_id: 'm1', sent_before: null });
  });
});

describe('two workers with one message', () => {
  it('send it once: the second finds it under way', async () => {
    const { run, calls } = script({ sends: [SENT, SENT] });
    const ends = await Promise.all([run(), run(), run(), run()]);
    expect(calls).toEqual(['send']);
    expect(ends.filter((end) => end.kind === 'sent').length).toBeGreaterThanOrEqual(1);
    expect(await run()).toMatchObject({ kind: 'sent' });
    expect(calls).toEqual(['send']);
  });

  it('a bad result that comes late does not undo what a later try achieved', async () => {
    const slow = Promise.withResolvers<SendResult>();
    const { delivery, run } = script({ finds: ['m9'] });
    const ctx = { db: database.db, clock: createTestClock('2026-03-02T09:00:00Z'), log: silentLog };
    const begun = Promise.withResolvers<null>();
    const first = deliver(ctx, {
      ...delivery,
      send: () => {
        begun.resolve(null);
        return slow.promise;
      },
    });
    await begun.promise;
    await sql`update deliveries set tried_at = tried_at - interval '21 seconds'`.execute(database.db);
    expect(await run()).toEqual({ kind: 'sent', externalId: 'm9' });
    slow.resolve({ kind: 'refused', reason: 'Too late.', fix: 'Nothing to do.' });
    await first;
    expect(await row()).toMatchObject({ state: 'sent', external_id: 'm9' });
  });

  it('a good result that comes late counts, so that nobody sends again', async () => {
    const slow = Promise.withResolvers<SendResult>();
    const { delivery, run } = script({ finds: [CANNOT_TELL], whenUnknown: 'miss' });
    const ctx = { db: database.db, clock: createTestClock('2026-03-02T09:00:00Z'), log: silentLog };
    const begun = Promise.withResolvers<null>();
    const first = deliver(ctx, {
      ...delivery,
      send: () => {
        begun.resolve(null);
        return slow.promise;
      },
    });
    await begun.promise;
    await sql`update deliveries set tried_at = tried_at - interval '21 seconds'`.execute(database.db);
    expect(await run()).toEqual({ kind: 'unknown' });
    slow.resolve({ kind: 'sent', externalId: 'm2' });
    await first;
    expect(await row()).toMatchObject({ state: 'sent', external_id: 'm2' });
  });
});

describe('turns', () => {
  const ctx = () => ({ db: database.db, clock: createTestClock('2026-03-02T09:00:00Z'), log: silentLog });
  const lastTurn = async () =>
    (
      await database.db
        .selectFrom('pacers')
        .select('next_at')
        .where('name', '=', 'discord')
        .executeTakeFirst()
    )?.next_at;

  it('are taken by sends alone: what is sent, under way or refused already takes none', async () => {
    const { delivery, calls } = script({ sends: [SENT] });
    const paced = { ...delivery, pacer: 'discord' };
    await deliver(ctx(), paced);
    const first = await lastTurn();
    expect(first).toBeDefined();
    await deliver(ctx(), paced);
    for (const state of ['failed', 'sending'] as const) {
      await database.db
        .updateTable('deliveries')
        .set({ state, external_id: null, tried_at: sql`clock_timestamp()` })
        .execute();
      await deliver(ctx(), paced);
    }
    expect(await lastTurn()).toEqual(first);
    expect(calls).toEqual(['send']);
  });

  it('are not taken for a community or a member that left, and nothing is sent', async () => {
    await sql`delete from pacers`.execute(database.db);
    await sql`update communities set left_at = now()`.execute(database.db);
    const { delivery, calls } = script({ sends: [SENT] });
    const end = await deliver(ctx(), { ...delivery, pacer: 'slack/call/T1/mark' });
    await sql`update communities set left_at = null`.execute(database.db);
    expect(end).toMatchObject({ kind: 'failed' });
    expect(calls).toEqual([]);
  });
});

describe('a platform that said to wait', () => {
  it('a turn far off gives the job back untouched, so that a stop can drain', async () => {
    await sql`insert into pacers (name, next_at) values ('discord', clock_timestamp() + interval '60 seconds')
      on conflict (name) do update set next_at = excluded.next_at`.execute(database.db);
    const { delivery, calls } = script({});
    const ctx = { db: database.db, clock: createTestClock('2026-03-02T09:00:00Z'), log: silentLog };
    const end = await deliver(ctx, { ...delivery, pacer: 'discord' });
    expect(end.kind).toBe('again');
    expect(end.kind === 'again' && end.afterMs > 50_000 && end.afterMs <= 60_000).toBe(true);
    expect(calls).toEqual([]);
    expect(await row()).toBeUndefined();
  });
});
