import type { Core } from '../core.ts';
import type { Reader } from '../db/database.ts';
import { endOf } from '../jobs/deliver.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import type { Card } from '../platform/card.ts';
import { portFor } from '../platform/ports.ts';
import { candidateCard, interviewerCard } from './part-cards.ts';
import { loadHalfQuestion } from './session-question.ts';
import { sessionCategory } from './session-question.ts';
import { sessionKey } from './session-key.ts';
import { isStale, tellSeat } from './session-sends.ts';
import { currentHalf, type Seat } from './session-state.ts';
import { at, findSession, type MockSession } from './session-store.ts';

/** The part of one of the two in the half under way; null before the first, or when its question is gone. */
export async function partCard(
  core: Pick<Core, 'packs' | 'rubric'>,
  db: Reader,
  session: MockSession,
  seat: Seat,
): Promise<Card | null> {
  const half = currentHalf(session.state);
  if (half === null) return null;
  const asked = await loadHalfQuestion(core, db, half.questionId);
  if (asked === null) return null;
  return half.interviewer === seat
    ? interviewerCard(session, asked.question, asked.rubric)
    : candidateCard(session, sessionCategory(core, session), asked.parts);
}

/**
 * Job `mock.part`: brings one of the two their part of a half, where the platform can show something unasked;
 * elsewhere it waits behind *My part*. Safe to run twice.
 */
export async function givePart(
  ctx: JobContext,
  payload: { readonly sessionId: string; readonly seat: Seat; readonly half: 1 | 2 },
): Promise<JobOutcome> {
  const session = await findSession(ctx.db, payload.sessionId);
  const seat = session === null ? null : at(session, payload.seat);
  if (session === null || seat === null) return done('gone');
  if (!portFor(ctx, session.platform).can.tellPrivatelyUnasked) return done('waits behind My part');
  const key = sessionKey(session.id, `part:${payload.half}:${payload.seat}`);
  const { half, phase } = session.state;
  const current = half === payload.half && (phase === 'brief' || phase === 'answer');
  if (await isStale(ctx, key, current)) return done('passed');
  const card = await partCard(ctx, ctx.db, session, payload.seat);
  if (card === null) return done('nothing to show');
  return endOf(await tellSeat(ctx, session, seat, key, card));
}
