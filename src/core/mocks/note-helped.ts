import { refusalCard } from '../answers/cards.ts';
import type { Tx } from '../db/database.ts';
import type { MockHelped } from '../db/tables/mocks.ts';
import { rich } from '../platform/rich.ts';
import type { Reply } from '../platform/reply.ts';
import type { MockMove } from './act-mock.ts';
import { actButton } from './mock-action.ts';
import { EARLIER_STEP } from './refusal-words.ts';
import { nameOf } from './room-pieces.ts';
import { otherSeat, type MockSession } from './session-store.ts';
import type { Seat } from './session-state.ts';

const ANSWERS = ['yes', 'partly', 'no'] as const satisfies readonly MockHelped[];

/** Asks, in private, whether the partner was of help. */
export function helpedReply(session: MockSession, seat: Seat): Reply {
  return {
    kind: 'private',
    card: {
      tone: 'private',
      title: rich`Was ${nameOf(session, otherSeat(seat))} helpful?`,
      blocks: [{ kind: 'text', text: rich`Only matching reads it. Nobody is told what you say.` }],
      buttons: [
        actButton(session, 'helped', 'Yes', 'secondary', ['yes']),
        actButton(session, 'helped', 'Partly', 'secondary', ['partly']),
        actButton(session, 'helped', 'No', 'secondary', ['no']),
      ],
    },
  };
}

/** Keeps it; it can be changed at any time. */
export async function noteHelped(tx: Tx, { session, seat, args }: MockMove): Promise<Reply> {
  const helped = ANSWERS.find((one) => one === args[0]);
  if (helped === undefined) return { kind: 'private', card: refusalCard(EARLIER_STEP) };
  await tx
    .updateTable('mock_seats')
    .set({ helped })
    .where('session_id', '=', session.id)
    .where('seat', '=', seat)
    .execute();
  return {
    kind: 'replace',
    card: { tone: 'private', blocks: [{ kind: 'text', text: rich`Noted. Nobody is told.` }], buttons: [] },
  };
}
