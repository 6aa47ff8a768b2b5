import { sql } from 'kysely';
import { openDueRounds } from '../../src/core/rounds/open-due-rounds.ts';
import { perSecond, type Comparison } from './report.ts';
import type { BenchRoom } from './room.ts';

const SCHEDULES = 500;
const DUE = '2026-03-02T09:00:00Z';

/** Due schedules made into rounds, against as many single inserts. */
export async function benchRounds({ ctx }: BenchRoom): Promise<Comparison> {
  const { db } = ctx;
  await sql`
    with community as (
      insert into communities (platform, external_id, name, created_at)
      select 'discord', 'guild-' || n, 'Guild', ${DUE}::timestamptz from generate_series(1, 20) n returning id),
    channel as (
      insert into channels (community_id, external_id, name, created_at)
      select community.id, 'channel-' || n, 'daily', ${DUE}::timestamptz
      from community, generate_series(1, ${SCHEDULES / 20}::int) n returning id, community_id)
    insert into schedules (community_id, channel_id, pack, local_time, zone, weekdays, next_run_at, next_local_date, created_at)
    select community_id, id, 'tpm', '09:00', 'UTC', '{1,2,3,4,5,6,7}', ${DUE}::timestamptz, '2026-03-02', ${DUE}::timestamptz
    from channel`.execute(db);
  const bare = await perSecond(SCHEDULES, async () => {
    for (let index = 0; index < SCHEDULES; index += 1) {
      await sql`insert into bench_rows (body) values (${DUE})`.execute(db);
    }
  });
  let made = 0;
  const ours = await perSecond(SCHEDULES, async () => {
    made = await openDueRounds(ctx, Temporal.Instant.from(DUE));
  });
  if (made !== SCHEDULES) throw new Error(`${made} rounds were made`);
  return { what: '500 due rounds opened', ours, bare, baseline: 'single inserts, one after the other' };
}
