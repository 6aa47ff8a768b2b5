import { endOf } from '../jobs/deliver.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { askCard, offCard } from './part-cards.ts';
import { sessionCategory } from './session-question.ts';
import { sessionKey } from './session-key.ts';
import { isStale, tellSeat } from './session-sends.ts';
import { at, findSession } from './session-store.ts';
import type { Seat } from './session-state.ts';

/** Job `mock.ask`: asks one of the two whether the match suits them. Safe to run twice. */
export async function askConfirm(
  ctx: JobContext,
  payload: { readonly sessionId: string; readonly seat: Seat },
): Promise<JobOutcome> {
  const session = await findSession(ctx.db, payload.sessionId);
  const seat = session === null ? null : at(session, payload.seat);
  if (session === null || seat === null) return done('gone');
  const key = sessionKey(session.id, `ask:${payload.seat}`);
  const { phase, confirmed } = session.state;
  const open = phase === 'matched' && !confirmed.includes(payload.seat);
  if (await isStale(ctx, key, open)) return done('not asked any more');
  return endOf(
    await tellSeat(ctx, session, seat, key, askCard(session, payload.seat, sessionCategory(ctx, session))),
  );
}

/** Job `mock.off`: tells somebody who has no room to read it in that the match came to nothing. Safe to run twice. */
export async function tellOff(
  ctx: JobContext,
  payload: { readonly sessionId: string; readonly seat: number },
): Promise<JobOutcome> {
  const session = await findSession(ctx.db, payload.sessionId);
  const seat = session === null ? null : at(session, payload.seat);
  if (session === null || seat === null) return done('gone');
  const key = sessionKey(session.id, `off:${payload.seat}`);
  return endOf(
    await tellSeat(ctx, session, seat, key, offCard(session, payload.seat, sessionCategory(ctx, session))),
  );
}
