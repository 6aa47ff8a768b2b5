import { never } from '../errors.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { failpoint } from '../jobs/failpoint.ts';
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
    const answer = await lockAnswerById(tx, payload.answerId);
    if (answer === null || answer.settle_at === null) return done('nothing to settle');
    if (Temporal.Instant.compare(answer.settle_at, now) > 0) return done('a later piece came');
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
