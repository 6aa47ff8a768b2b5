import { sql } from 'kysely';
import { openDueRounds } from '../../src/core/rounds/open-due-rounds.ts';
import { makeBareTable } from './answers.ts';
import { insertSchedules } from './communities.ts';
import { perSecond, type Comparison } from './report.ts';
import { openRoom } from './room.ts';
import type { Stores } from './stores.ts';

const SCHEDULES = 500;
const DUE = '2026-03-02T09:00:00Z';

/** Due schedules made into rounds with their questions chosen, against as many single inserts, one after the other. */
export async function benchRounds(stores: Stores): Promise<Comparison> {
  const { ctx } = await openRoom((await stores.freshDatabase()).db);
  const { db } = ctx;
  const places = Array.from({ length: 20 }, (_, guild) => ({
    id: `guild-${guild}`,
    channelIds: Array.from({ length: SCHEDULES / 20 }, (__, channel) => `channel-${guild}-${channel}`),
  }));
  await insertSchedules(db, 'discord', places, Temporal.Instant.from(DUE));
  await makeBareTable(db);
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
  return {
    what: '500 due rounds opened',
    unit: 'per second',
    ours,
    bare,
    baseline: 'single inserts, one after the other',
  };
}
