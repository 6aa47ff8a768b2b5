import { sql } from 'kysely';
import type { Core } from '../../core.ts';
import type { Tx } from '../../db/database.ts';
import { enqueue } from '../../jobs/outbox.ts';
import { zoneOf } from '../../rounds/practise-now.ts';
import { addDays, isoWeekday, localDateAt, toPlainDate, type LocalDate } from '../../time.ts';
import { matchCommunity } from './match-community.ts';

/** A week's round is made on the Sunday before it, at this hour on the community's clock. */
const SUNDAY_HOUR = '12:00';

/** The week (its Monday) whose round was made or is due by now: from Sunday noon on it is the coming one. Pure. */
export function weekDue(now: Temporal.Instant, zone: string): LocalDate {
  const today = localDateAt(now, zone);
  const monday = addDays(today, 1 - isoWeekday(today));
  const next = addDays(monday, 7);
  return Temporal.Instant.compare(now, roundAt(next, zone)) >= 0 ? next : monday;
}

/** The week that *skip this week* leaves out: the one whose round comes next. Pure. */
export function weekToSkip(now: Temporal.Instant, zone: string): LocalDate {
  return addDays(weekDue(now, zone), 7);
}

/** When the round of a week is made. */
export function roundAt(monday: LocalDate, zone: string): Temporal.Instant {
  return toPlainDate(addDays(monday, -1))
    .toZonedDateTime({ timeZone: zone, plainTime: SUNDAY_HOUR })
    .toInstant();
}

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
  const from = toPlainDate(week).toZonedDateTime(zone).toInstant();
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
    .where(
      sql<boolean>`weekly_cap > (select count(*) from mock_seats s join mock_sessions m on m.id = s.session_id
        where s.member_id = mock_requests.member_id and s.role <> 'observer'
          and m.phase not in ('cancelled', 'expired', 'no_show') and m.starts_at >= ${from.toString()}::timestamptz)`,
    )
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
