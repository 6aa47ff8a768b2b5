import type { Tx } from '../db/database.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { enqueue } from '../jobs/outbox.ts';
import { homesChanged } from '../members/home-changed.ts';
import { findRound } from './load-round.ts';

/** So long after a question's end its pages are renewed, in seconds: by then the next one, if there is one, is known. */
const AFTER_SECONDS = 90;

/** Asks for {@link noteClosed} at the end of a question, in the transaction that posts it. */
export async function askNoteClosed(
  tx: Tx,
  roundId: string,
  closesAt: Temporal.Instant,
  now: Temporal.Instant,
): Promise<void> {
  await enqueue(tx, 'round.closed', { roundId }, { now, runAt: renewAt(closesAt) });
}

/** When pages that show a question as open are renewed. */
export function renewAt(closesAt: Temporal.Instant): Temporal.Instant {
  return closesAt.add({ seconds: AFTER_SECONDS });
}

/**
 * Job `round.closed`: a question takes no more answers for the streak, so members' own pages are renewed; where the next
 * one was posted meanwhile, that did it. Safe to run twice.
 */
export async function noteClosed(
  ctx: JobContext,
  payload: { readonly roundId: string },
): Promise<JobOutcome> {
  const round = await findRound(ctx.db, payload.roundId);
  if (round === null || round.closesAt === null) return done('no such question');
  const { closesAt } = round;
  const next = await ctx.db
    .selectFrom('rounds')
    .select('id')
    .where('schedule_id', '=', round.scheduleId)
    .where('posted_at', '>=', closesAt)
    .executeTakeFirst();
  if (next !== undefined) return done('the next one is there');
  await ctx.db.transaction().execute((tx) => homesChanged(tx, round.communityId, ctx.clock.now()));
  return done('renewed');
}
