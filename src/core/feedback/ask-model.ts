import type { Reader } from '../db/database.ts';
import type { SourceNote } from '../db/tables/answers.ts';
import { never } from '../errors.ts';
import type { JobContext } from '../jobs/job.ts';
import { giveVerifiedFeedback } from './assess-and-verify.ts';
import type { AssessRequest, FeedbackModel, FeedbackResult } from './contract.ts';
import { addUsage, isMetered, NO_USAGE, type MeteredModel, type Usage } from './metered-model.ts';
import { FAILURES, ModelBusy, ModelFailed, type BusyBecause } from './model-trouble.ts';
import { reserveUsage, settleUsage, type Payer, type Reservation } from './reserve-usage.ts';

/** The longest one assessment may take, in milliseconds; then it counts as an outage. */
const ASSESS_LIMIT_MS = 60_000;

/**
 * How long after its revision an answer may wait for a model that takes no requests, in minutes; then the
 * offline coach reads it. A service that names the time to wait is given longer than one that is down.
 */
export const PATIENCE_MINUTES: Readonly<Record<BusyBecause, number>> = { asked_to_wait: 10, outage: 2 };

/** Also the shortest pause between two tries of one answer, in milliseconds. */
const SHORTEST_WAIT_MS = 1_000;

/** One answer that waits for feedback. */
export interface Waiting {
  readonly answerId: string;
  readonly revision: number;
  readonly payer: Payer;
  readonly since: Temporal.Instant;
  /** Whom an earlier try has sent it to; null when its words have not left. */
  readonly sentTo: string | null;
  readonly request: AssessRequest;
}

export type Asked =
  | { readonly kind: 'read'; readonly result: FeedbackResult }
  | { readonly kind: 'wait'; readonly afterMs: number }
  /** Withdrawn or replaced since the job began: its words go nowhere. */
  | { readonly kind: 'gone' }
  /** The coach is to read it; `note` says why when the member should know. */
  | { readonly kind: 'coach'; readonly note: SourceNote | null };

/**
 * Has the model read an answer, within the day's allowances when it is one that costs. Throws when it failed
 * in a way that another try in seconds may mend. Every other trouble comes back as what to do instead.
 */
export async function askModel(ctx: JobContext, waiting: Waiting): Promise<Asked> {
  try {
    return isMetered(ctx.model) ? await askMetered(ctx, ctx.model, waiting) : await askPlain(ctx, waiting);
  } catch (error) {
    if (error instanceof ModelBusy) return waitOrCoach(ctx, waiting, error.code, error.afterMs);
    if (error instanceof ModelFailed && !FAILURES[error.code].retry) {
      const { code, status } = error;
      ctx.log.warn(
        { answerId: waiting.answerId, code, status },
        'the model gave no reading; the coach reads',
      );
      return { kind: 'coach', note: FAILURES[code].outage ? 'unavailable' : 'no_reading' };
    }
    throw error;
  }
}

async function askPlain(ctx: JobContext, waiting: Waiting): Promise<Asked> {
  const { model } = ctx;
  if (model.source === 'model' && !(await noteSentTo(ctx.db, waiting, model.label))) return { kind: 'gone' };
  return { kind: 'read', result: await read(model, waiting.request) };
}

async function askMetered(ctx: JobContext, model: MeteredModel, waiting: Waiting): Promise<Asked> {
  model.checkReady();
  const now = ctx.clock.now();
  const reserved = await ctx.db.transaction().execute(async (tx) => {
    if (!(await noteSentTo(tx, waiting, model.label))) return { kind: 'gone' } as const;
    const answer = await reserveUsage(tx, waiting.payer, model.estimate(waiting.request), now);
    if (answer.kind !== 'reserved') await noteSentTo(tx, waiting, waiting.sentTo);
    return answer;
  });
  switch (reserved.kind) {
    case 'reserved':
      return { kind: 'read', result: await readAndSettle(ctx, model, waiting, reserved.reservation) };
    case 'gone':
      return reserved;
    case 'off':
      return { kind: 'coach', note: null };
    case 'member_allowance':
    case 'community_allowance':
      return { kind: 'coach', note: reserved.kind };
    default:
      return never(reserved);
  }
}

async function readAndSettle(
  ctx: JobContext,
  model: MeteredModel,
  waiting: Waiting,
  reservation: Reservation,
): Promise<FeedbackResult> {
  let usage: Usage = NO_USAGE;
  const counted: FeedbackModel = {
    source: model.source,
    label: model.label,
    assess: (request, signal) =>
      model.assess(request, signal, (more) => {
        usage = addUsage(usage, more);
      }),
  };
  try {
    return await read(counted, waiting.request);
  } finally {
    await settleUsage(ctx.db, reservation, usage).catch((err: unknown) => {
      // The reservation then stays counted until the day ends; a reading that came back is not thrown away.
      if (err instanceof Error)
        ctx.log.warn({ answerId: waiting.answerId, err }, 'model usage was not settled');
    });
  }
}

function read(model: FeedbackModel, request: AssessRequest): Promise<FeedbackResult> {
  return giveVerifiedFeedback(model, request, AbortSignal.timeout(ASSESS_LIMIT_MS));
}

/** Waits as long as it is of use to the member, then lets the coach read. */
function waitOrCoach(ctx: JobContext, waiting: Waiting, because: BusyBecause, afterMs: number): Asked {
  const pauseMs = Math.max(SHORTEST_WAIT_MS, Math.ceil(afterMs));
  const lastMoment = waiting.since.add({ minutes: PATIENCE_MINUTES[because] });
  const next = ctx.clock.now().add({ milliseconds: pauseMs });
  return Temporal.Instant.compare(next, lastMoment) <= 0
    ? { kind: 'wait', afterMs: pauseMs }
    : { kind: 'coach', note: 'unavailable' };
}

/**
 * Written before the words leave, so that a card never says "no outside service" when one may have them.
 * Returns whether the revision still waits; one that was withdrawn meanwhile is not to be sent.
 */
async function noteSentTo(db: Reader, waiting: Waiting, to: string | null): Promise<boolean> {
  const row = await db
    .updateTable('feedback')
    .set({ sent_to: to })
    .where('answer_id', '=', waiting.answerId)
    .where('revision', '=', waiting.revision)
    .where('state', '=', 'waiting')
    .returning('answer_id')
    .executeTakeFirst();
  return row !== undefined;
}
