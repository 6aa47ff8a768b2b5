import { nearRound } from '../answers/near-round.ts';
import type { Tx } from '../db/database.ts';
import type { AnswerVia } from '../db/tables/answers.ts';
import type { FeedbackBy } from '../db/tables/members.ts';
import { never } from '../errors.ts';
import { deliver, type Delivered } from '../jobs/deliver.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { enqueue } from '../jobs/outbox.ts';
import { soloInPlace } from '../mocks/solo/solo-in-place.ts';
import { homeChanged } from '../members/home-changed.ts';
import { comesByMessage } from '../members/settings.ts';
import { portFor } from '../platform/ports.ts';
import { categoryName } from '../questions/category-name.ts';
import { askRemoval } from '../removals/ask-removal.ts';
import { feedbackCard } from './cards.ts';
import { feedbackKey } from './feedback-key.ts';
import { isCurrent } from './give-feedback.ts';
import { loadFeedback } from './load-feedback.ts';

type FeedbackJob = { readonly answerId: string; readonly revision: number };

/**
 * Job `feedback.deliver`: brings the member their feedback privately where the platform can show something
 * unasked; marks their message as ready; keeps the thread's one public line. From its start on, the
 * feedback counts as delivered: a later message is talk, no further piece. Safe to run twice.
 */
export async function deliverFeedback(ctx: JobContext, job: FeedbackJob): Promise<JobOutcome> {
  const begun = await ctx.db.transaction().execute((tx) => begin(ctx, tx, job));
  if (begun === null) return done('superseded');
  const near = await nearRound(ctx.db, begun.roundId, begun.via);
  const own = await loadFeedback(ctx.db, begun.roundId, begun.memberId);
  if (near === null || own === null || own.revision !== job.revision) return done('nothing to deliver');
  // Erased since it began.
  if (own.state === 'waiting' || own.state === 'superseded') return done('nothing to deliver');
  const port = portFor(ctx, near.round.platform);
  if (!comesByMessage(begun.feedbackBy, port.can)) return done('waits behind My feedback');
  const key = feedbackKey(job.answerId, job.revision);
  const to = { communityId: near.round.communityExternalId, memberId: begun.memberExternalId };
  const inPlace = await soloInPlace(ctx, begun.roundId, job.revision);
  if (inPlace === 'nothing') return done('the solo mock goes on without it');
  const card = inPlace ?? feedbackCard(near.round, categoryName(ctx, near.round.question), own);
  const sent: Delivered = await deliver(ctx, {
    key,
    communityId: near.round.communityId,
    memberId: begun.memberId,
    pacer: port.pacerOf('tell', to),
    whenUnknown: 'repeat',
    send: () => port.tellPrivately(to, near.address, card, key),
    find: () => port.findByKey(near.address, key),
  });
  switch (sent.kind) {
    case 'again':
      return sent;
    case 'sent':
      await takeAwayIfErased(ctx, job, { communityId: near.round.communityId, near: near.address, key });
      return done('sent');
    case 'failed':
    case 'unknown':
      return done(sent.kind);
    default:
      return never(sent);
  }
}

/** The answer was erased while its card was on the way: the card is taken away again. */
async function takeAwayIfErased(
  ctx: JobContext,
  job: FeedbackJob,
  asked: Parameters<typeof askRemoval>[1],
): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const lasts = await tx
      .selectFrom('feedback')
      .select('answer_id')
      .where('answer_id', '=', job.answerId)
      .where('revision', '=', job.revision)
      .forShare()
      .executeTakeFirst();
    if (lasts === undefined) await askRemoval(tx, asked, ctx.clock.now());
  });
}

interface Begun {
  readonly roundId: string;
  readonly memberId: string;
  readonly via: AnswerVia;
  readonly memberExternalId: string;
  /** What the member chose. */
  readonly feedbackBy: FeedbackBy | null;
}

async function begin(ctx: JobContext, tx: Tx, job: FeedbackJob): Promise<Begun | null> {
  if (!(await isCurrent(tx, job))) return null;
  const now = ctx.clock.now();
  const row = await tx
    .selectFrom('feedback')
    .innerJoin('answers', 'answers.id', 'feedback.answer_id')
    .innerJoin('members', 'members.id', 'answers.member_id')
    .select([
      'answers.round_id',
      'answers.member_id',
      'answers.via',
      'members.external_id',
      'members.feedback_by',
      'feedback.delivered_at',
    ])
    .where('feedback.answer_id', '=', job.answerId)
    .where('feedback.revision', '=', job.revision)
    .where('feedback.state', 'in', ['ready', 'not_graded'])
    .executeTakeFirst();
  if (row === undefined) return null;
  if (row.delivered_at === null) {
    await tx
      .updateTable('feedback')
      .set({ delivered_at: now })
      .where('answer_id', '=', job.answerId)
      .where('revision', '=', job.revision)
      .execute();
    await enqueue(tx, 'answer.receipt', { answerId: job.answerId, mark: 'ready' }, { now });
    await enqueue(tx, 'round.line', { roundId: row.round_id }, { now });
    await homeChanged(tx, row.member_id, now);
  }
  return {
    roundId: row.round_id,
    memberId: row.member_id,
    via: row.via,
    memberExternalId: row.external_id,
    feedbackBy: row.feedback_by,
  };
}
