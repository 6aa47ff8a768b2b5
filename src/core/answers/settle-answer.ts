import type { Tx } from '../db/database.ts';
import { never } from '../errors.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { failpoint } from '../jobs/failpoint.ts';
import { lockMember } from '../members/lock-member.ts';
import { addRevision } from './add-revision.ts';
import { joinPieces, lockAnswerById, piecesOf } from './answer-store.ts';

/**
 * Job `answer.settle`: after its quiet minute a gathered answer is closed and becomes a revision; held text
 * that nobody decided about within its day is erased. A piece that came meanwhile has its own, later job,
 * so this one finds nothing to do. Safe to run twice.
 */
export async function settleAnswer(
  ctx: JobContext,
  payload: { readonly answerId: string },
): Promise<JobOutcome> {
  const outcome = await ctx.db.transaction().execute(async (tx): Promise<JobOutcome> => {
    const now = ctx.clock.now();
    await lockMemberOf(tx, payload.answerId);
    const answer = await lockAnswerById(tx, payload.answerId);
    if (answer === null || answer.settle_at === null) return done('nothing to settle');
    // A later piece came, or the clock that started this job runs ahead: not yet. A job too many finds nothing to do.
    if (Temporal.Instant.compare(answer.settle_at, now) > 0) {
      return { kind: 'again', afterMs: answer.settle_at.since(now).total('milliseconds') };
    }
    switch (answer.state) {
      case 'held':
        await tx.deleteFrom('answers').where('id', '=', answer.id).execute();
        return done('let go');
      case 'gathering': {
        const changed = await addRevision(ctx, tx, answer, joinPieces(await piecesOf(tx, answer.id)), now);
        return done(changed ? 'closed' : 'unchanged');
      }
      case 'submitted':
      case 'withdrawn':
        return done('nothing to settle');
      default:
        return never(answer.state);
    }
  });
  failpoint('answer.settle:committed');
  return outcome;
}

/** Before the answer itself, as everywhere (inbox.ts). */
async function lockMemberOf(tx: Tx, answerId: string): Promise<void> {
  const answer = await tx
    .selectFrom('answers')
    .select('member_id')
    .where('id', '=', answerId)
    .executeTakeFirst();
  if (answer !== undefined) await lockMember(tx, answer.member_id);
}
