import { deliver, endOf } from '../jobs/deliver.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { portFor } from '../platform/ports.ts';
import { consentCard } from './cards.ts';
import { askKey } from './let-go.ts';
import { consentLineCard } from './consent-line.ts';
import { nearRound } from './near-round.ts';

/**
 * Job `answer.ask`: asks the member whether their text is meant as an answer: privately where the platform
 * can, else in one line of the thread (DESIGN §9). Safe to run twice.
 */
export async function askConsent(
  ctx: JobContext,
  payload: { readonly answerId: string },
): Promise<JobOutcome> {
  const answer = await ctx.db
    .selectFrom('answers')
    .innerJoin('members', 'members.id', 'answers.member_id')
    .select([
      'answers.id',
      'answers.round_id',
      'answers.member_id',
      'answers.via',
      'members.external_id',
      'members.display_name',
    ])
    .where('answers.id', '=', payload.answerId)
    .where('answers.state', '=', 'held')
    .executeTakeFirst();
  const near = answer === undefined ? null : await nearRound(ctx.db, answer.round_id, answer.via);
  if (answer === undefined || near === null) return done('nothing to ask');
  const port = portFor(ctx, near.round.platform);
  const key = askKey(answer.id);
  const to = { communityId: near.round.communityExternalId, memberId: answer.external_id };
  const sent = await deliver(ctx, {
    key,
    communityId: near.round.communityId,
    memberId: answer.member_id,
    pacer: port.pacerOf('tell', to),
    whenUnknown: 'repeat',
    send: () =>
      !port.can.tellPrivatelyUnasked && 'threadId' in near.address
        ? port.replyInThread(near.address, consentLineCard(answer.id, answer.display_name), key)
        : port.tellPrivately(to, near.address, consentCard(answer.id, answer.display_name), key),
    find: () => port.findByKey(near.address, key),
  });
  return endOf(sent);
}
