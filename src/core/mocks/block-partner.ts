import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { rich } from '../platform/rich.ts';
import type { Reply } from '../platform/reply.ts';
import type { MockMove } from './act-mock.ts';
import { advanceSession } from './advance-session.ts';
import { actButton } from './mock-action.ts';
import { nameOf } from './room-pieces.ts';
import type { Seat } from './session-state.ts';
import { isOver } from './session-state.ts';
import { at, otherSeat, type MockSession } from './session-store.ts';

/** Says what blocking does, before it is done. */
export function blockReply(session: MockSession, seat: Seat): Reply {
  const running = isOver(session.state.phase) ? '' : ' This mock ends now.';
  return {
    kind: 'private',
    card: {
      tone: 'private',
      title: rich`Not with ${nameOf(session, otherSeat(seat))} again?`,
      blocks: [
        {
          kind: 'text',
          text: rich`You two are never matched again, in any mock.${running} Nobody is told, neither the other one nor organizers.`,
        },
      ],
      buttons: [actButton(session, 'block', 'Never match us again', 'danger')],
    },
  };
}

/** Keeps the exclusion, at once, and ends the session if it is still going on. Doing it twice changes nothing. */
export async function blockPartner(core: Core, tx: Tx, move: MockMove): Promise<Reply> {
  const { session, seat, member, now } = move;
  await exclude(tx, session, seat, now);
  if (!isOver(session.state.phase)) await advanceSession(core, tx, session.id, { kind: 'cancel', seat }, now);
  return {
    kind: 'replace',
    card: {
      tone: 'private',
      blocks: [
        {
          kind: 'text',
          text: rich`Done. You two are not matched again, ${member.displayName}. Nobody is told.`,
        },
      ],
      buttons: [],
    },
  };
}

/** Whoever sits in `seat` never meets the other one again. */
export async function exclude(
  tx: Tx,
  session: MockSession,
  seat: Seat,
  now: Temporal.Instant,
): Promise<void> {
  const own = at(session, seat);
  const other = at(session, otherSeat(seat));
  if (own === null || other === null) return;
  await tx
    .insertInto('mock_blocks')
    .values({
      community_id: session.communityId,
      member_id: own.member_id,
      blocked_member_id: other.member_id,
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['member_id', 'blocked_member_id']).doNothing())
    .execute();
}
