import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { ROOT, startChild, type Program } from '../support/process.ts';

const PROCESSES = 16;
const SCHEDULES = 500;
const DUE = '2026-03-02T09:00:00Z';

describe('sixteen processes ticking over 500 due schedules', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await addSchedules(database);
  });
  afterAll(() => database.drop());

  it('make exactly 500 rounds, each with its job', async () => {
    expect(await tickEverywhere(database.url, DUE)).toBe(SCHEDULES);
    expect(await countRounds(database)).toEqual({ rounds: SCHEDULES, schedules: SCHEDULES, jobs: SCHEDULES });
  });

  it('make none more with the clock a day back, even where schedules were reckoned anew by that clock', async () => {
    const { db } = database;
    const dayBefore = Temporal.Instant.from(DUE).subtract({ hours: 24 });
    expect(await tickEverywhere(database.url, dayBefore.toString(), 3)).toBe(0);
    await sql`update schedules set next_run_at = ${DUE}::timestamptz, next_local_date = '2026-03-02'`.execute(
      db,
    );
    expect(await tickEverywhere(database.url, DUE, 3)).toBe(0);
    expect(await countRounds(database)).toEqual({ rounds: SCHEDULES, schedules: SCHEDULES, jobs: SCHEDULES });
  });
});

/** Processes that are all let go at the same moment; returns how many rounds they made together. */
async function tickEverywhere(url: string, now: string, processes: number = PROCESSES): Promise<number> {
  const gun = new pg.Client({ connectionString: url });
  await gun.connect();
  await gun.query('select pg_advisory_lock(713)');
  const programs: Program[] = Array.from({ length: processes }, () =>
    startChild(process.execPath, [`${ROOT}/test/support/tick-once.ts`, now], { DATABASE_URL: url }),
  );
  try {
    await Promise.all(programs.map((program) => program.says(/ready/)));
    await gun.query('select pg_advisory_unlock(713)');
    const made = await Promise.all(programs.map((program) => program.says(/made (\d+)/)));
    return made.reduce((sum, match) => sum + Number(match[1]), 0);
  } finally {
    await gun.end();
    await Promise.all(programs.map((program) => program.ended));
  }
}

async function addSchedules({ db }: TestDatabase): Promise<void> {
  await sql`
    with community as (
      insert into communities (platform, external_id, name, created_at)
      select 'discord', 'guild-' || n, 'Guild ' || n, ${DUE}::timestamptz from generate_series(1, 20) n returning id),
    channel as (
      insert into channels (community_id, external_id, name, created_at)
      select community.id, 'channel-' || n, 'daily', ${DUE}::timestamptz
      from community, generate_series(1, ${SCHEDULES / 20}::int) n returning id, community_id)
    insert into schedules (community_id, channel_id, pack, local_time, zone, weekdays, next_run_at, next_local_date, created_at)
    select community_id, id, 'tpm', '09:00', 'UTC', '{1,2,3,4,5,6,7}', ${DUE}::timestamptz, '2026-03-02', ${DUE}::timestamptz
    from channel`.execute(db);
}

async function countRounds({ db }: TestDatabase) {
  const { rows } = await sql<{ rounds: number; schedules: number; jobs: number }>`
    select (select count(*)::int from rounds) as rounds,
      (select count(distinct schedule_id)::int from rounds) as schedules,
      (select count(distinct payload ->> 'roundId')::int from outbox where name = 'round.post') as jobs`.execute(
    db,
  );
  return rows[0];
}
