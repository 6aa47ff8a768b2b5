import type { SourceNote } from '../db/tables.ts';
import { never } from '../errors.ts';
import type { JobContext } from '../jobs/job.ts';
import { giveVerifiedFeedback } from './assess-and-verify.ts';
import type { AssessRequest, FeedbackModel, FeedbackResult } from './contract.ts';
import { addUsage, isMetered, NO_USAGE, type MeteredModel } from './metered-model.ts';
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
  readonly request: AssessRequest;
}

export type Asked =
  | { readonly kind: 'read'; readonly result: FeedbackResult }
  | { readonly kind: 'wait'; readonly afterMs: number }
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
      ctx.log.warn({ answerId: waiting.answerId, code, status }, 'the model gave no reading; the coach reads');
      return { kind: 'coach', note: FAILURES[code].outage ? 'unavailable' : 'no_reading' };
    }
    throw error;
  }
}

async function askPlain(ctx: JobContext, waiting: Waiting): Promise<Asked> {
  const { model } = ctx;
  if (model.source === 'model') await ctx.db.transaction().execute((tx) => noteSentTo(tx, waiting, model.label));
  return { kind: 'read', result: await read(model, waiting.request) };
}

async function askMetered(ctx: JobContext, model: MeteredModel, waiting: Waiting): Promise<Asked> {
  const busyMs = model.busyForMs();
  if (busyMs > 0) return waitOrCoach(ctx, waiting, 'outage', busyMs);
  const now = ctx.clock.now();
  const reserved = await ctx.db.transaction().execute(async (tx) => {
    const answer = await reserveUsage(tx, waiting.payer, model.estimate(waiting.request), now);
    if (answer.kind === 'reserved') await noteSentTo(tx, waiting, model.label);
    return answer;
  });
  switch (reserved.kind) {
    case 'reserved':
      return { kind: 'read', result: await readAndSettle(ctx, model, waiting, reserved.reservation) };
    case 'off':
      return { kind: 'coach', note: null };
    case 'member_allowance':
    case 'community_allowance':
      return { kind: 'coach', note: reserved.kind };
    default:
      return never(reserved);
  }
}
