import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { loadTurn, planQuestions } from '../questions/plan-questions.ts';
import type { LocalDate } from '../time.ts';
import { nextAsked } from './next-asked.ts';
import type { Occurrence, Recurrence } from './next-occurrence.ts';
import { lastAskedDate } from './plan-next-run.ts';
import { loadQueue } from './question-queue.ts';
import { recurrenceOf, type ScheduleRow } from './schedule.ts';

/** How many coming dates organizers are shown. */
export const SHOWN = 3;

/** A coming question day with what will be asked, unless organizers choose otherwise. */
export interface Upcoming extends Occurrence {
  readonly questionId: string | null;
  readonly category: string | null;
  readonly text: string;
  readonly queued: boolean;
}

/** The next dates that will really be asked, three at most, holidays left out. */
export async function nextDates(
  tx: Tx,
  communityId: string,
  recurrence: Recurrence,
  after: { readonly instant: Temporal.Instant; readonly exclusiveLocalDate: LocalDate | null },
): Promise<Occurrence[]> {
  const dates: Occurrence[] = [];
  let from: { readonly instant: Temporal.Instant; readonly exclusiveLocalDate: LocalDate | null } = after;
  while (dates.length < SHOWN) {
    const next = await nextAsked(tx, communityId, recurrence, from);
    if (next === null) break;
    dates.push(next);
    from = { instant: next.instant, exclusiveLocalDate: next.localDate };
  }
  return dates;
}

/** The schedule's next dates and their questions; for a paused one as if it went on now. */
export async function loadUpcoming(
  core: Core,
  tx: Tx,
  schedule: ScheduleRow,
  now: Temporal.Instant,
): Promise<Upcoming[]> {
  const exclusiveLocalDate = await lastAskedDate(tx, schedule);
  const dates = await nextDates(tx, schedule.community_id, recurrenceOf(schedule), {
    instant: now,
    exclusiveLocalDate,
  });
  const turn = await loadTurn(core, tx, schedule, now);
  const choices =
    turn === null
      ? []
      : planQuestions(
          turn,
          await loadQueue(tx, schedule.id),
          dates.map((date) => date.localDate),
        );
  const ids = choices.flatMap((choice) => (choice === null ? [] : [choice.questionId]));
  const texts =
    ids.length === 0
      ? []
      : await tx.selectFrom('questions').select(['id', 'body']).where('id', 'in', ids).execute();
  return dates.map((date, index) => {
    const choice = choices[index] ?? null;
    return {
      ...date,
      questionId: choice?.questionId ?? null,
      category: choice?.category ?? null,
      text: texts.find((text) => text.id === choice?.questionId)?.body ?? '',
      queued: choice?.because === 'queued',
    };
  });
}
