import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import type { SourceNote } from '../db/tables/answers.ts';
import { never } from '../errors.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { failpoint } from '../jobs/failpoint.ts';
import { enqueue } from '../jobs/outbox.ts';
import { findRound } from '../rounds/load-round.ts';
import { refreshStreakOfAnswer } from '../streaks/refresh-streak.ts';
import { askModel, type Waiting } from './ask-model.ts';
import { giveVerifiedFeedback } from './assess-and-verify.ts';
import type { AssessRequest, FeedbackModel, FeedbackResult } from './contract.ts';
import { categoryRubric } from './rubric/load-rubric.ts';
import { rubricVersionOf } from './rubric-version.ts';

/** The longest the coach may take, in milliseconds; it needs a few. */
const COACH_LIMIT_MS = 60_000;

type FeedbackJob = { readonly answerId: string; readonly revision: number };

/**
 * Job `feedback.give`: reads one revision and stores its verified result. A newer revision that came
 * meanwhile wins: this one's result is not kept. Where the model cannot be had (not now, not today, not for
 * this answer), the job waits a bounded time or the offline coach reads it, said as such. Throws when the
 * model failed in a way that may pass in seconds; {@link giveUpFeedback} ends it. Safe to run twice.
 */
export async function giveFeedback(ctx: JobContext, job: FeedbackJob): Promise<JobOutcome> {
  // Left out where the answer was taken, so that its member has their reply sooner.
  await ctx.db.transaction().execute((tx) => refreshStreakOfAnswer(tx, job.answerId, ctx.clock.now()));
  const waiting = await loadWaiting(ctx, job);
  if (waiting === null) return done('nothing to read');
  const asked = await askModel(ctx, waiting);
  switch (asked.kind) {
    case 'gone':
      return done('nothing to read');
    case 'wait':
      return { kind: 'again', afterMs: asked.afterMs };
    case 'coach':
      return letCoachRead(ctx, job, waiting.request, asked.note);
    case 'read': {
      failpoint('feedback.give:assessed');
      const { source, label } = ctx.model;
      const outcome = await settle(ctx, job, {
        kind: 'ready',
        result: asked.result,
        source,
        label,
        note: null,
      });
      failpoint('feedback.give:stored');
      return outcome;
    }
    default:
      return never(asked);
  }
}

/**
 * After the last failed try: the offline coach reads it, said as such; if even that fails, the answer is
 * "not graded". Either way the member gets an end, and the day is kept all the same.
 */
export async function giveUpFeedback(ctx: JobContext, job: FeedbackJob): Promise<JobOutcome> {
  const waiting = await loadWhatCanBe(ctx, job);
  if (waiting === 'unreadable') return settle(ctx, job, { kind: 'not_graded', because: 'outage' });
  if (waiting === null) return done('nothing to read');
  return letCoachRead(ctx, job, waiting.request, ctx.model.source === 'model' ? 'unavailable' : null);
}

/** A question that nobody can read for (its category has no rubric any more) must not wait for ever. */
async function loadWhatCanBe(ctx: JobContext, job: FeedbackJob): Promise<Waiting | 'unreadable' | null> {
  try {
    return await loadWaiting(ctx, job);
  } catch (error) {
    const err = error instanceof Error ? error : new Error('loading an answer failed');
    ctx.log.error({ answerId: job.answerId, revision: job.revision, err }, 'an answer cannot be read');
    return 'unreadable';
  }
}

async function letCoachRead(
  ctx: JobContext,
  job: FeedbackJob,
  request: AssessRequest,
  note: SourceNote | null,
): Promise<JobOutcome> {
  const result = await readByFallback(ctx.fallbackModel, request);
  if (result === null) return settle(ctx, job, { kind: 'not_graded', because: 'outage' });
  const { source, label } = ctx.fallbackModel;
  return settle(ctx, job, { kind: 'ready', result, source, label, note });
}

async function readByFallback(model: FeedbackModel, request: AssessRequest): Promise<FeedbackResult | null> {
  try {
    return await giveVerifiedFeedback(model, request, AbortSignal.timeout(COACH_LIMIT_MS));
  } catch {
    return null;
  }
}

/** What is to be read, and for whom; null when this revision does not wait for feedback any more. */
async function loadWaiting(core: Core, job: FeedbackJob): Promise<Waiting | null> {
  const row = await core.db
    .selectFrom('feedback')
    .innerJoin('answers', 'answers.id', 'feedback.answer_id')
    .innerJoin('answer_revisions', (join) =>
      join
        .onRef('answer_revisions.answer_id', '=', 'feedback.answer_id')
        .onRef('answer_revisions.revision', '=', 'feedback.revision'),
    )
    .select([
      'answers.round_id',
      'answers.community_id',
      'answers.member_id',
      'answer_revisions.body',
      'feedback.created_at',
      'feedback.sent_to',
    ])
    .where('feedback.answer_id', '=', job.answerId)
    .where('feedback.revision', '=', job.revision)
    .where('feedback.state', '=', 'waiting')
    .executeTakeFirst();
  const round = row === undefined ? null : await findRound(core.db, row.round_id);
  if (row === undefined || round === null) return null;
  const { category, text, details } = round.question;
  const rubric = categoryRubric(core.rubric, category);
  if (rubric === null) throw new Error(`no rubric for category ${category}`);
  const { after, probes, assumptions } = details;
  return {
    answerId: job.answerId,
    revision: job.revision,
    payer: { communityId: row.community_id, memberId: row.member_id },
    since: row.created_at,
    sentTo: row.sent_to,
    request: { question: { text, category, after, probes, assumptions }, answer: row.body, rubric },
  };
}

type Ending =
  | {
      readonly kind: 'ready';
      readonly result: FeedbackResult;
      readonly source: 'coach' | 'model';
      readonly label: string;
      readonly note: SourceNote | null;
    }
  | { readonly kind: 'not_graded'; readonly because: string };

async function settle(ctx: JobContext, job: FeedbackJob, ending: Ending): Promise<JobOutcome> {
  return ctx.db.transaction().execute(async (tx): Promise<JobOutcome> => {
    const now = ctx.clock.now();
    const current = await isCurrent(tx, job);
    const row = await tx
      .updateTable('feedback')
      .set(
        !current
          ? { state: 'superseded', settled_at: now }
          : ending.kind === 'ready'
            ? {
                state: 'ready',
                // It may have waited while a newer rubric was installed.
                rubric_version: rubricVersionOf(ctx),
                result: JSON.stringify(ending.result),
                source: ending.source,
                source_label: ending.label,
                source_note: ending.note,
                settled_at: now,
              }
            : { state: 'not_graded', not_graded_because: ending.because, settled_at: now },
      )
      .where('answer_id', '=', job.answerId)
      .where('revision', '=', job.revision)
      .where('state', '=', 'waiting')
      .returning('answer_id')
      .executeTakeFirst();
    if (row === undefined) return done('settled before');
    if (!current) return done('superseded');
    await enqueue(tx, 'feedback.deliver', job, { now });
    return done(ending.kind);
  });
}

/** Whether this is still the answer's newest revision; locks the answer. */
export async function isCurrent(tx: Tx, job: FeedbackJob): Promise<boolean> {
  const answer = await tx
    .selectFrom('answers')
    .select(['revision', 'state'])
    .where('id', '=', job.answerId)
    .forUpdate()
    .executeTakeFirst();
  return answer !== undefined && answer.revision === job.revision && answer.state === 'submitted';
}
