import { cleanText } from '../answers/clean-text.ts';
import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { openNotice } from '../notices/open-notice.ts';
import { encodeAction } from '../platform/action.ts';
import type { Form } from '../platform/card.ts';
import { rich } from '../platform/rich.ts';
import type { Reply } from '../platform/reply.ts';
import type { MockMove } from './act-mock.ts';
import { advanceSession } from './advance-session.ts';
import { exclude } from './block-partner.ts';
import { encodeWhat } from './mock-action.ts';
import { at, otherSeat, type MockSession } from './session-store.ts';
import { isOver } from './session-state.ts';

/** A report's text: the longest, in characters; the database enforces it too. */
const REASON_MAX = 2_000;

/** The sealed copy is kept so long, in days. */
export const SEALED_DAYS = 30;

/** The form that opens a report. */
export function reportForm(session: MockSession): Form {
  return {
    submit: encodeAction({
      verb: 'mock',
      sessionId: session.id,
      what: encodeWhat('report', session.state.turn, []),
    }),
    title: 'Report to the organizers',
    intro: [
      {
        kind: 'text',
        text: rich`Organizers read this with a copy of what was written in the room; nobody reads a report about themselves. The other one is not told who reported, you two are not matched again, and a mock that is going on ends now.`,
      },
    ],
    fields: [
      {
        name: 'reason',
        label: 'What happened',
        help: 'In your own words, as short as you like.',
        value: '',
        multiline: true,
        required: true,
        maxLength: REASON_MAX,
      },
    ],
    submitLabel: 'Report',
  };
}

/**
 * Reports the other one, at once: what there is in the session is sealed for organizers, whatever is deleted
 * later; the two are not matched again; the session ends. A second report of the same session takes the first one's place.
 */
export async function reportSession(core: Core, tx: Tx, move: MockMove): Promise<Reply> {
  const { session, seat, member, fields, now } = move;
  const reason = cleanText(fields['reason'] ?? '');
  if (!reason.ok) return wrong('Write in a few words what happened, then send it again.');
  if (reason.value.length > REASON_MAX)
    return wrong(
      `That is ${reason.value.length} characters; a report can have ${REASON_MAX}. Shorten it, then send it again.`,
    );
  const values = {
    reason: reason.value,
    sealed: JSON.stringify(await seal(tx, session, otherSeat(seat))),
    created_at: now,
    seal_ends_at: now.add({ hours: 24 * SEALED_DAYS }),
  };
  await tx
    .insertInto('mock_reports')
    .values({
      community_id: session.communityId,
      session_id: session.id,
      member_id: member.id,
      ...values,
    })
    .onConflict((conflict) => conflict.columns(['session_id', 'member_id']).doUpdateSet(values))
    .execute();
  await openNotice(
    tx,
    { communityId: session.communityId, kind: 'reports', subject: 'all', latest: session.id },
    now,
  );
  await exclude(tx, session, seat, now);
  if (!isOver(session.state.phase)) await advanceSession(core, tx, session.id, { kind: 'cancel', seat }, now);
  return {
    kind: 'private',
    card: {
      tone: 'private',
      blocks: [
        {
          kind: 'text',
          text: rich`Your report is with the organizers. You two are not matched again. The other one is not told.`,
        },
      ],
      buttons: [],
    },
  };
}

/** What a report keeps: whom it is about, what was written in the room and noted, as it is now. */
async function seal(tx: Tx, session: MockSession, about: 0 | 1): Promise<unknown> {
  const messages = await tx
    .selectFrom('mock_messages')
    .select(['seat', 'body', 'sent_at'])
    .where('session_id', '=', session.id)
    .orderBy('sent_at')
    .execute();
  const notes = await tx
    .selectFrom('mock_scores')
    .select(['by_seat', 'note'])
    .where('session_id', '=', session.id)
    .where('note', 'is not', null)
    .execute();
  const reported = at(session, about);
  return {
    about: { seat: about, name: reported?.name ?? '', externalId: reported?.external_id ?? '' },
    messages: messages.map((one) => ({ seat: one.seat, text: one.body, at: one.sent_at.toString() })),
    notes: notes.map((one) => ({ seat: one.by_seat, text: one.note ?? '' })),
    shared: session.seats.map((one) => ({
      seat: one.seat,
      notes: one.notes,
      voiceLink: one.voice_link ?? '',
    })),
  };
}

function wrong(sentence: string): Reply {
  return { kind: 'form_errors', errors: { reason: sentence } };
}
