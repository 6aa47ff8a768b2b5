import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { never } from '../errors.ts';
import { planNextRun } from '../schedules/plan-next-run.ts';
import type { ScheduleRow } from '../schedules/schedule.ts';
import { localDateAt, type LocalDate } from '../time.ts';
import { createRound } from './create-round.ts';

/** How asking for today's question ended. `today` is the date in the schedule's zone. */
export type PostedToday =
  | { readonly kind: 'posting'; readonly today: LocalDate }
  /** One question per schedule and date: today has its own. */
  | { readonly kind: 'there' | 'withdrawn' | 'unclear'; readonly today: LocalDate }
  | { readonly kind: 'no_question' };

/**
 * Makes today's round of a schedule now, on any day and at any hour, if it has none. One that was not
 * posted (too late, or refused by the platform) is asked anew; one of which nobody can tell whether it was
 * posted is not, so that it is never there twice.
 */
export async function postToday(
  core: Core,
  tx: Tx,
  schedule: ScheduleRow,
  category: string | null,
  now: Temporal.Instant,
): Promise<PostedToday> {
  // The tick may be making the same round.
  await tx.selectFrom('schedules').select('id').where('id', '=', schedule.id).forUpdate().execute();
  const today = localDateAt(now, schedule.zone);
  const round = await tx
    .selectFrom('rounds')
    .select(['id', 'state', 'skipped_because'])
    .where('schedule_id', '=', schedule.id)
    .where('local_date', '=', today)
    .executeTakeFirst();
  if (round !== undefined) {
    switch (round.state) {
      case 'due':
      case 'posted':
        return { kind: 'there', today };
      case 'withdrawn':
        return { kind: 'withdrawn', today };
      case 'skipped':
        if (round.skipped_because === 'unknown') return { kind: 'unclear', today };
        // It was never seen, so nothing hangs on it; the new round is a delivery of its own.
        await tx.deleteFrom('rounds').where('id', '=', round.id).where('state', '=', 'skipped').execute();
        break;
      default:
        return never(round.state);
    }
  }
  const made = await createRound(core, tx, schedule, { localDate: today, dueAt: now }, now, category);
  if (!made) return { kind: 'no_question' };
  await planNextRun(tx, schedule.id, now);
  return { kind: 'posting', today };
}
