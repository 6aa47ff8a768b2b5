import { deliver, endOf } from '../jobs/deliver.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { CANNOT_TELL } from '../platform/port.ts';
import { portFor } from '../platform/ports.ts';
import { categoryName } from '../questions/category-name.ts';
import { withdrawnQuestionCard } from './cards.ts';
import { channelOf, findRound } from './load-round.ts';

/**
 * Job `round.withdrawn`: the question's card in its channel is changed to say that it was withdrawn. Doing
 * it twice changes nothing, so what nobody can tell is done again.
 */
export async function showWithdrawn(
  ctx: JobContext,
  payload: { readonly roundId: string },
): Promise<JobOutcome> {
  const round = await findRound(ctx.db, payload.roundId);
  if (round === null || round.state !== 'withdrawn' || round.messageId === null)
    return done('nothing to show');
  const { messageId } = round;
  const port = portFor(ctx, round.platform);
  const key = `round:${round.id}:withdrawn`;
  const card = withdrawnQuestionCard(round, categoryName(ctx, round.question));
  const sent = await deliver(ctx, {
    key,
    communityId: round.communityId,
    memberId: null,
    pacer: port.pacerOf('edit', channelOf(round)),
    whenUnknown: 'repeat',
    send: () => port.update({ ...channelOf(round), messageId }, card, key),
    find: () => Promise.resolve(CANNOT_TELL),
  });
  return endOf(sent);
}
