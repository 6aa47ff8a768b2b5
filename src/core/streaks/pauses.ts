import type { Reader, Tx } from '../db/database.ts';
import { addDays, type LocalDate, type Parsed } from '../time.ts';
import { rangeWords } from '../times/date-words.ts';
import type { DateRange } from '../times/parse-date-range.ts';
import { refreshStreak } from './refresh-streak.ts';

/** "I was ill" can be said so many days later (DESIGN §11). */
export const BACK_DATED_DAYS = 7;
/** The longest pause, in days, and how far ahead it may begin: past that it is no pause but leaving. */
const LONGEST_DAYS = 366;

/** One declared time off of a member. */
export interface OwnPause extends DateRange {
  readonly id: string;
}

/** Whether these dates may be a pause; refuses with a sentence that says what is possible. Pure. */
export function checkPause(range: DateRange, today: LocalDate): Parsed<DateRange> {
  const earliest = addDays(today, -BACK_DATED_DAYS);
  if (range.first < earliest) {
    return {
      ok: false,
      message: `A pause can begin ${BACK_DATED_DAYS} days back at most: on ${rangeWords({ first: earliest, last: earliest }, today)}. Begin it there or later.`,
    };
  }
  if (range.first > addDays(today, LONGEST_DAYS)) {
    return { ok: false, message: 'A pause can begin within the next year. Choose an earlier first day.' };
  }
  if (range.last >= addDays(range.first, LONGEST_DAYS)) {
    return {
      ok: false,
      message: `A pause can be ${LONGEST_DAYS} days long at most. Choose an earlier last day; you can add another pause later.`,
    };
  }
  return { ok: true, value: range };
}

/** The member's pauses that are not over, in order. */
export async function openPauses(db: Reader, memberId: string, today: LocalDate): Promise<OwnPause[]> {
  const rows = await db
    .selectFrom('pauses')
    .select(['id', 'from_date', 'last_date'])
    .where('member_id', '=', memberId)
    .where('last_date', '>=', today)
    .orderBy('from_date')
    .execute();
  return rows.map((row) => ({ id: row.id, first: row.from_date, last: row.last_date }));
}

/**
 * Adds a pause. Those it overlaps or touches become one with it. The streak is worked out anew at once.
 * Doing it twice changes nothing. Returns the pause as it now stands.
 */
export async function addPause(
  tx: Tx,
  memberId: string,
  range: DateRange,
  now: Temporal.Instant,
): Promise<DateRange> {
  const touching = await tx
    .deleteFrom('pauses')
    .where('member_id', '=', memberId)
    .where('from_date', '<=', addDays(range.last, 1))
    .where('last_date', '>=', addDays(range.first, -1))
    .returning(['from_date', 'last_date'])
    .execute();
  const first = [range.first, ...touching.map((row) => row.from_date)].toSorted()[0] ?? range.first;
  const last = [range.last, ...touching.map((row) => row.last_date)].toSorted().at(-1) ?? range.last;
  await tx
    .insertInto('pauses')
    .values({ member_id: memberId, from_date: first, last_date: last, created_at: now })
    .execute();
  await refreshStreak(tx, memberId, now);
  return { first, last };
}

/**
 * Ends a pause: one that is under way ended yesterday, so that today counts again; one to come is called
 * off. Days that were paused stay so. Returns what was ended, null when there was nothing to end.
 */
export async function endPause(
  tx: Tx,
  memberId: string,
  which: { readonly id: string | null; readonly today: LocalDate },
  now: Temporal.Instant,
): Promise<OwnPause | null> {
  const open = await openPauses(tx, memberId, which.today);
  const pause = which.id === null ? open[0] : open.find((one) => one.id === which.id);
  if (pause === undefined) return null;
  const row = tx.updateTable('pauses').where('id', '=', pause.id);
  if (pause.first < which.today) await row.set({ last_date: addDays(which.today, -1) }).execute();
  else await tx.deleteFrom('pauses').where('id', '=', pause.id).execute();
  await refreshStreak(tx, memberId, now);
  return pause;
}
