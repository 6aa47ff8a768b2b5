import { sql } from 'kysely';
import { addDays, isoWeekday, localDateAt, toPlainDate, type LocalDate } from '../../time.ts';

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

/** When a week begins on the community's clock. */
export function weekStart(monday: LocalDate, zone: string): Temporal.Instant {
  return toPlainDate(monday).toZonedDateTime(zone).toInstant();
}

/** For a query over `mock_requests`: fewer mocks since `from` than the member wants in a week. */
export function underCap(from: Temporal.Instant) {
  return sql<boolean>`weekly_cap > (select count(*) from mock_seats s join mock_sessions m on m.id = s.session_id
    where s.member_id = mock_requests.member_id and s.role <> 'observer'
      and m.phase not in ('cancelled', 'expired', 'no_show') and m.starts_at >= ${from.toString()}::timestamptz)`;
}
