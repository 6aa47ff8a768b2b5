import { sql } from 'kysely';
import { HOMES } from '../members/home-changed.ts';
import type { JobContext } from '../jobs/job.ts';
import { closesAt } from '../schedules/catch-up.ts';
import { nextOutside } from '../schedules/next-asked.ts';
import { recurrenceOf } from '../schedules/schedule.ts';
import type { LocalDate } from '../time.ts';
import type { Round } from './load-round.ts';

/** What is settled about a post before it goes out. */
export interface PostPlan {
  readonly closesAt: Temporal.Instant;
  readonly pins: boolean;
  readonly tellsRole: boolean;
  /** Somebody has opened their own page, which shows what is open. */
  readonly isOnPages: boolean;
  /** Organizers were told that this schedule's questions were not posted. */
  readonly wasMissed: boolean;
}

/** Until when answers count is fixed, and kept, before the card that says so goes out. */
export async function planPost(ctx: JobContext, round: Round, now: Temporal.Instant): Promise<PostPlan> {
  const {
    holidays,
    was_missed: wasMissed,
    is_on_pages: isOnPages,
    ...schedule
  } = await ctx.db
    .selectFrom('schedules')
    .selectAll()
    .select((eb) => [
      sql<LocalDate[]>`array(
        select local_date::text from holidays where holidays.community_id = schedules.community_id)`.as(
        'holidays',
      ),
      eb
        .exists(
          eb
            .selectFrom('notices')
            .select('id')
            .whereRef('notices.community_id', '=', 'schedules.community_id')
            .where('kind', '=', 'missed_post')
            .where('subject', '=', eb.cast<string>('schedules.id', 'text'))
            .where('resolved_at', 'is', null),
        )
        .as('was_missed'),
      eb
        .exists(
          eb
            .selectFrom('deliveries')
            .select('key')
            .whereRef('deliveries.community_id', '=', 'schedules.community_id')
            .where('key', 'like', sql.lit(HOMES)),
        )
        .as('is_on_pages'),
    ])
    .where('id', '=', round.scheduleId)
    .executeTakeFirstOrThrow();
  const next =
    schedule.paused_at === null
      ? nextOutside(new Set(holidays), recurrenceOf(schedule), {
          instant: now,
          exclusiveLocalDate: round.localDate,
        })
      : null;
  return {
    closesAt:
      round.closesAt ??
      (await keepClosing(ctx, round, closesAt({ postedAt: now, next: next?.instant ?? null }))),
    pins: schedule.pin_posts,
    tellsRole: schedule.mention_role_id !== null,
    isOnPages: isOnPages === true,
    wasMissed: wasMissed === true,
  };
}

/** The one that was kept first counts. */
async function keepClosing(
  ctx: JobContext,
  round: Round,
  closes: Temporal.Instant,
): Promise<Temporal.Instant> {
  const row = await ctx.db
    .updateTable('rounds')
    .set((eb) => ({ closes_at: eb.fn.coalesce('closes_at', eb.val(closes)) }))
    .where('id', '=', round.id)
    .returning('closes_at')
    .executeTakeFirstOrThrow();
  if (row.closes_at === null) throw new Error(`round ${round.id} got no closing time`);
  return row.closes_at;
}
