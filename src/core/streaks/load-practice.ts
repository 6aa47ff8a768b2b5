import type { Core } from '../core.ts';
import type { Reader } from '../db/database.ts';
import { EVERYTHING, listHistory, type HistoryEntry } from '../history/list-history.ts';
import { listMocks, type FinishedMock } from '../mocks/list-mocks.ts';
import { memberToday } from '../members/member-zone.ts';
import type { Member } from '../members/member.ts';
import { rankByPractice } from '../questions/choose-question.ts';
import { practisedBy } from '../rounds/practise-now.ts';
import { addDays, isoWeekday, type LocalDate } from '../time.ts';
import { countsForStreak } from './compute-streak.ts';
import type { DayRecord } from './day-records.ts';
import { loadStreak, type MemberStreak } from './load-streak.ts';
import { openPauses, type OwnPause } from './pauses.ts';

/** How many answers are shown, each with its one next step. */
const LAST_ANSWERS = 3;
/** How many of the least practised categories are named. */
const LEAST_SHOWN = 2;

/** Everything that a member's own page tells. */
export interface OwnPractice {
  readonly today: LocalDate;
  readonly streak: MemberStreak;
  /** The streak is counted and not shown. */
  readonly hidden: boolean;
  readonly week: { readonly kept: number; readonly days: number };
  readonly pauses: readonly OwnPause[];
  /** Categories practised least, with their answers in 30 days; the first one is what *Practise one now* gives. */
  readonly least: readonly { readonly category: string; readonly name: string; readonly recent: number }[];
  /** The newest finished mock; null without one. */
  readonly mock: (FinishedMock & { readonly name: string }) | null;
  readonly last: readonly (HistoryEntry & { readonly name: string })[];
}

/** Reads what a member is told about their own practice. Nobody else may be shown it. */
export async function loadPractice(
  core: Pick<Core, 'packs'>,
  db: Reader,
  member: Member,
  now: Temporal.Instant,
): Promise<OwnPractice> {
  const today = await memberToday(db, member, now);
  const streak = await loadStreak(db, member.id, now);
  const categories = [...core.packs.values()].flatMap((pack) => pack.categories);
  const names = new Map(categories.map((category) => [category.key, category.name]));
  const ranked = rankByPractice({
    categories: [...names.keys()],
    practised: await practisedBy(db, member.id),
    today,
  });
  const { entries } = await listHistory(db, member.id, EVERYTHING, { page: 1, size: LAST_ANSWERS });
  const [mock] = await listMocks(db, member.id, 1);
  return {
    today,
    streak,
    hidden: member.settings.streakHidden,
    week: weekOf(streak.days, today),
    pauses: await openPauses(db, member.id, today),
    least: ranked.slice(0, LEAST_SHOWN).map(({ category, recent }) => ({
      category,
      name: names.get(category) ?? category,
      recent,
    })),
    mock: mock === undefined ? null : { ...mock, name: names.get(mock.category) ?? mock.category },
    last: entries.map((entry) => ({ ...entry, name: names.get(entry.category) ?? entry.category })),
  };
}

/** The question days of the week (Monday to Sunday) so far, open ones included, and how many were answered. Pure. */
export function weekOf(
  days: readonly DayRecord[],
  today: LocalDate,
): { readonly kept: number; readonly days: number } {
  const monday = addDays(today, 1 - isoWeekday(today));
  const week = days.filter((day) => day.date >= monday && day.date <= addDays(monday, 6));
  const counted = week.filter((day) => countsForStreak(day) || (day.scheduled && day.reason === 'open'));
  return { kept: counted.filter((day) => day.kept).length, days: counted.length };
}
