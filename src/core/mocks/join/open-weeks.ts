import { sql } from 'kysely';
import type { Core } from '../../core.ts';
import type { Tx } from '../../db/database.ts';
import { enqueue } from '../../jobs/outbox.ts';
import { zoneOf } from '../../rounds/practise-now.ts';
import { toPlainDate, type LocalDate } from '../../time.ts';
import { matchCommunity } from './match-community.ts';
import { roundAt, underCap, weekDue, weekStart } from './weeks.ts';

/**
 * Makes the weekly rounds that are due, pairs whoever waits, and clears away requests whose time is over, as
 * the tick calls it, in any number of processes at once. Returns how many pairs there are.
 */
export async function openWeeks(core: Core, now: Temporal.Instant): Promise<number> {
  await core.db.deleteFrom('mock_requests').where('free_until', '<', now).execute();
  const communities = await core.db
    .selectFrom('mock_requests')
    .innerJoin('communities', 'communities.id', 'mock_requests.community_id')
    .select('mock_requests.community_id as id')
    .where('communities.left_at', 'is', null)
    .where((eb) => eb.or([eb('state', '=', 'waiting'), eb('kind', '=', 'weekly')]))
    .distinct()
    .execute();
  let pairs = 0;
  for (const { id } of communities) {
    try {
      pairs += await core.db.transaction().execute((tx) => openWeek(core, tx, id, now));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      core.log.error({ communityId: id, err: error }, 'the people who wait could not be matched');
    }
  }
  return pairs;
}

async function openWeek(core: Core, tx: Tx, communityId: string, now: Temporal.Instant): Promise<number> {
  const zone = await zoneOf(tx, communityId);
  const week = weekDue(now, zone);
  const made = await tx
    .insertInto('mock_weeks')
    .values({ community_id: communityId, week, made_at: now })
    .onConflict((conflict) => conflict.columns(['community_id', 'week']).doNothing())
    .returning('week')
    .executeTakeFirst();
  if (made === undefined) return (await matchCommunity(core, tx, communityId, now)).pairs;
  const inRound = await takeIntoRound(tx, communityId, week, zone, now);
  const { pairs, leftOut } = await matchCommunity(core, tx, communityId, now);
  const alone = leftOut.filter((memberId) => inRound.includes(memberId));
  if (alone.length > 0) {
    await tx
      .updateTable('mock_requests')
      .set({ left_out_last: true, times_left_out: sql`times_left_out + 1` })
      .where('member_id', 'in', alone)
      .execute();
    for (const memberId of alone)
      await enqueue(tx, 'mock.alone', { memberId, week: dayNumber(week) }, { now });
  }
  return pairs;
}

/** Days since 1970, for a payload that holds no words. */
function dayNumber(date: LocalDate): string {
  return String(toPlainDate(date).since('1970-01-01', { largestUnit: 'days' }).days);
}

/** Weekly members whose turn it is: not skipping, under their cap, and there before the round. */
async function takeIntoRound(
  tx: Tx,
  communityId: string,
  week: LocalDate,
  zone: string,
  now: Temporal.Instant,
): Promise<string[]> {
  const rows = await tx
    .updateTable('mock_requests')
    .set({ state: 'waiting', waiting_since: now })
    .where('community_id', '=', communityId)
    .where('kind', '=', 'weekly')
    .where((eb) => eb.or([eb('skip_week', 'is', null), eb('skip_week', '<>', week)]))
    .where('created_at', '<=', roundAt(week, zone))
    .where(
      sql<boolean>`not exists (select from mock_seats s where s.member_id = mock_requests.member_id and s.open)`,
    )
    .where(underCap(weekStart(week, zone)))
    .returning('member_id')
    .execute();
  // Whoever skips, or has had enough, waits for the next round.
  await tx
    .updateTable('mock_requests')
    .set({ state: 'idle' })
    .where('community_id', '=', communityId)
    .where('kind', '=', 'weekly')
    .where('state', '=', 'waiting')
    .where('created_at', '<=', roundAt(week, zone))
    .where('member_id', 'not in', [...rows.map((row) => row.member_id), '0'])
    .execute();
  return rows.map((row) => row.member_id);
}
