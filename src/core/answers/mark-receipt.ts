import { deliver, endOf } from '../jobs/deliver.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { CANNOT_TELL } from '../platform/port.ts';
import { portFor } from '../platform/ports.ts';
import { findRound, channelOf } from '../rounds/load-round.ts';
import { piecesOf } from './answer-store.ts';

/**
 * Job `answer.receipt`: a mark on the member's own message says that it was taken, then that feedback is
 * ready; nothing more is said in public. Does nothing for answers by form. Safe to run twice.
 */
export async function markReceipt(
  ctx: JobContext,
  payload: { readonly answerId: string; readonly mark: 'seen' | 'ready' },
): Promise<JobOutcome> {
  const answer = await ctx.db
    .selectFrom('answers')
    .select(['id', 'round_id', 'member_id', 'via', 'state'])
    .where('id', '=', payload.answerId)
    .executeTakeFirst();
  if (answer === undefined || answer.via === 'form' || answer.state === 'withdrawn')
    return done('no message');
  const round = await findRound(ctx.db, answer.round_id);
  const [first] = await piecesOf(ctx.db, answer.id);
  if (round === null || first === undefined || round.channelExternalId === null) return done('no message');
  const port = portFor(ctx, round.platform);
  if (!port.can.react) return done('no reactions here');
  const key = `answer:${answer.id}:${first.message_id}:${payload.mark}`;
  const message = { ...channelOf(round), messageId: first.message_id };
  const sent = await deliver(ctx, {
    key,
    communityId: round.communityId,
    memberId: answer.member_id,
    pacer: port.pacerOf('mark', message),
    whenUnknown: 'repeat',
    send: () => port.react(message, payload.mark, key),
    find: () => Promise.resolve(CANNOT_TELL),
  });
  return endOf(sent);
}
