import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../../src/core/db/database.ts';
import {
  holdPace,
  prunePacers,
  reachTurn,
  takeTurn,
  TURN_PATIENCE_MS,
  type Turn,
} from '../../../src/core/jobs/pace.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

/** Discord's limit (FACTS). */
const PER_SECOND = 50;

describe('pacing', () => {
  let database: TestDatabase;
  let pools: readonly [Database, Database];
  beforeAll(async () => {
    database = await createTestDatabase();
    pools = [openDatabase(database.url, 4), openDatabase(database.url, 4)];
  });
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.destroy()));
    await database.drop();
  });
  beforeEach(async () => {
    await database.db.deleteFrom('pacers').execute();
  });

  it('lets at most 50 requests of two pools into any second, wherever it begins', async () => {
    const turns = await Promise.all(
      Array.from({ length: 90 }, (_, index) => takeTurn(pools[index % 2 === 0 ? 0 : 1], 'discord')),
    );
    const times = turns.map(timeOf).toSorted((a, b) => a - b);
    expect(times).toHaveLength(90);
    for (const [index, from] of times.entries()) {
      const inside = times.slice(index).filter((time) => time < from + 1_000).length;
      expect(inside).toBeLessThanOrEqual(PER_SECOND);
    }
    // It uses what is allowed: 90 turns fit into two seconds.
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(89 * 20);
  });

  it('takes no turn beyond its patience, so that given-back jobs leave no gap behind', async () => {
    const turns = await Promise.all(Array.from({ length: 150 }, () => takeTurn(pools[0], 'discord')));
    const given = turns.filter((turn) => turn.kind === 'go');
    expect(given.length).toBeGreaterThan(90);
    const { rows } = await sql<{ far: boolean }>`
      select next_at > clock_timestamp() + make_interval(secs => ${TURN_PATIENCE_MS / 1000}::float8) as far from pacers`.execute(
      database.db,
    );
    expect(rows).toEqual([{ far: false }]);
  });

  it('moves every turn past a hold, and a shorter hold does not end a longer one', async () => {
    await holdPace(pools[0], 'discord', 60_000);
    await holdPace(pools[1], 'discord', 1_000);
    const turn = await takeTurn(pools[1], 'discord');
    expect(turn.kind).toBe('later');
    expect(turn.kind === 'later' && turn.afterMs > 50_000 && turn.afterMs <= 60_000).toBe(true);
  });

  it('gives up a turn that a busy process came to too late, and takes another one', async () => {
    const first = await takeTurn(pools[0], 'discord');
    expect(await reachTurn(pools[0], 'discord', performance.now() - 100)).toEqual({ kind: 'go' });
    const third = await takeTurn(pools[1], 'discord');
    expect(timeOf(third) - timeOf(first)).toBeGreaterThanOrEqual(2 * 20.8 - 1);
  });

  it('tells a late process of a hold that came meanwhile', async () => {
    await takeTurn(pools[0], 'discord');
    await holdPace(pools[1], 'discord', 60_000);
    expect((await reachTurn(pools[0], 'discord', performance.now() - 100)).kind).toBe('later');
  });

  it('holds all domains of one group together, and no others', async () => {
    const kinds = async (...domains: string[]) =>
      Promise.all(domains.map(async (domain) => (await takeTurn(pools[0], domain)).kind));
    expect(await kinds('slack/post/T1/C1')).toEqual(['go']);
    await holdPace(pools[1], 'slack/post/T1', 60_000);
    await holdPace(pools[1], 'slack/tell/T1', 60_000);
    expect(await kinds('slack/post/T1/C1', 'slack/post/T1/C2', 'slack/tell/T1/@U1')).toEqual([
      'later',
      'later',
      'later',
    ]);
    expect(await kinds('slack/post/T2/C1', 'slack/tell/T2/@U1', 'slack/call/T1/mark')).toEqual([
      'go',
      'go',
      'go',
    ]);
    const later = await takeTurn(pools[0], 'slack/post/T1/C2');
    expect(later.kind === 'later' && later.afterMs).toBeGreaterThan(50_000);
    await holdPace(pools[1], 'slack/post/T3', 1_500);
    const soon = await takeTurn(pools[0], 'slack/post/T3/C1');
    expect(soon.kind === 'go' && soon.waitMs).toBeGreaterThan(1_000);
  });

  it('a hold shorter than the patience is waited for', async () => {
    await holdPace(pools[0], 'discord', 1_500);
    const { rows } = await sql<{ at: Temporal.Instant }>`select next_at as at from pacers`.execute(
      database.db,
    );
    const turn = await takeTurn(pools[1], 'discord');
    expect(timeOf(turn)).toBeGreaterThan(rows[0]?.at.epochMilliseconds ?? Infinity);
  });

  it('gives every channel of a platform with a limit per channel its own turns', async () => {
    const [a, b, c] = ['slack/post/T1/C1', 'slack/post/T1/C2', 'slack/post/T2/C1'];
    const first = await Promise.all([a, b, c].map((domain) => takeTurn(pools[0], domain)));
    expect(first.map((turn) => turn.kind === 'go' && turn.waitMs < 500)).toEqual([true, true, true]);
    const second = await takeTurn(pools[1], a);
    expect(timeOf(second) - timeOf(first[0] ?? second)).toBeGreaterThanOrEqual(1_000);
  });

  it('holds what has no step of its own only when it was told to, and only that', async () => {
    expect(await takeTurn(pools[0], 'slack/call/T1/mark')).toEqual({ kind: 'go', waitMs: 0, at: null });
    await holdPace(pools[0], 'slack/call/T1/mark', 60_000);
    expect((await takeTurn(pools[1], 'slack/call/T1/mark')).kind).toBe('later');
    expect((await takeTurn(pools[1], 'slack/call/T2/mark')).kind).toBe('go');
  });

  it('forgets the channels of yesterday, and no hold', async () => {
    await takeTurn(pools[0], 'slack/post/T1/C1');
    await holdPace(pools[0], 'slack/call/T1/mark', 60_000);
    await sql`update pacers set next_at = next_at - interval '25 hours' where name = 'slack/post/T1/C1'`.execute(
      database.db,
    );
    await prunePacers(database.db);
    const { rows } = await sql<{ name: string }>`select name from pacers`.execute(database.db);
    expect(rows).toEqual([{ name: 'slack/call/T1/mark' }]);
  });

  it('lets a domain without a limit go at once', async () => {
    expect(await takeTurn(pools[0], 'web')).toEqual({ kind: 'go', waitMs: 0, at: null });
  });
});

function timeOf(turn: Turn): number {
  if (turn.kind !== 'go' || turn.at === null) throw new Error(`no turn: ${turn.kind}`);
  return turn.at.epochMilliseconds;
}
