import { deliver, endOf } from '../jobs/deliver.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import type { Card } from '../platform/card.ts';
import { instant, rich } from '../platform/rich.ts';
import { portFor } from '../platform/ports.ts';
import { calendarFile } from './calendar-file.ts';
import { sessionKey } from './session-key.ts';
import { sessionCategory } from './session-question.ts';
import { isStale } from './session-sends.ts';
import { minutesOf, type Seat } from './session-state.ts';
import { at, findSession } from './session-store.ts';

/** Job `mock.calendar`: brings one of the two a calendar file for an agreed time. Safe to run twice. */
export async function sendCalendar(
  ctx: JobContext,
  payload: { readonly sessionId: string; readonly seat: Seat },
): Promise<JobOutcome> {
  const session = await findSession(ctx.db, payload.sessionId);
  const seat = session === null ? null : at(session, payload.seat);
  if (session === null || seat === null || session.channelExternalId === null) return done('gone');
  const key = sessionKey(session.id, `calendar:${payload.seat}`);
  if (await isStale(ctx, key, session.state.phase === 'confirmed')) return done('passed');
  const { startsAt } = session.state;
  // It leaves Greenroom for a calendar elsewhere, so it names nobody.
  const content = calendarFile({
    uid: `mock-${session.id}@greenroom`,
    startsAt,
    minutes: minutesOf(session.state),
    title: `Mock interview: ${sessionCategory(ctx, session)}`,
    notes: 'Press Start in the private room when you are there.',
    madeAt: ctx.clock.now(),
  });
  const card: Card = {
    tone: 'private',
    blocks: [
      {
        kind: 'text',
        text: rich`Your mock interview is on ${instant(startsAt)}. This file puts it into your calendar.`,
      },
    ],
    buttons: [],
  };
  const port = portFor(ctx, session.platform);
  const near = { communityId: session.communityExternalId, channelId: session.channelExternalId };
  const to = { communityId: session.communityExternalId, memberId: seat.external_id };
  const file = { name: 'mock-interview.ics', mediaType: 'text/calendar', content, card };
  return endOf(
    await deliver(ctx, {
      key,
      communityId: session.communityId,
      memberId: seat.member_id,
      pacer: port.pacerOf('tell', to),
      whenUnknown: 'repeat',
      send: () => port.sendFile(to, near, file, key),
      find: () => port.findByKey(near, key),
    }),
  );
}
