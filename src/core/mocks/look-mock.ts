import { refusalCard } from '../answers/cards.ts';
import { joinPieces } from '../answers/answer-store.ts';
import type { Core } from '../core.ts';
import { never } from '../errors.ts';
import { findPlaces } from '../feedback/coach/find-places.ts';
import type { Member } from '../members/member.ts';
import type { ActionId } from '../platform/action.ts';
import type { Card } from '../platform/card.ts';
import { rich } from '../platform/rich.ts';
import type { Reply } from '../platform/reply.ts';
import { blockReply } from './block-partner.ts';
import { partCard } from './give-part.ts';
import { showNoteForm, showScoring } from './give-score.ts';
import { loadReveal } from './load-reveal.ts';
import { actButton, decodeWhat, MOCK_LOOKS } from './mock-action.ts';
import { helpedReply } from './note-helped.ts';
import { literalCard, placeCard, questionCard, sharedCard } from './part-cards.ts';
import { NOT_YOURS, refusalWords } from './refusal-words.ts';
import { removeReply } from './remove-own-part.ts';
import { reportForm } from './report-session.ts';
import { notesCard } from './reveal-card.ts';
import { loadHalfQuestion, type HalfQuestion } from './session-question.ts';
import { currentHalf, isOver, type Seat } from './session-state.ts';
import { findSession, seatOf, type MockSession } from './session-store.ts';

/** A press in a mock that only shows something, to whoever pressed. Writes nothing, so it answers at once. */
export async function lookAtMock(
  core: Core,
  member: Member | null,
  action: Extract<ActionId, { verb: 'mock-look' }>,
): Promise<Reply> {
  const press = decodeWhat(MOCK_LOOKS, action.what);
  const session = await findSession(core.db, action.sessionId);
  const seat = session === null || member === null ? null : seatOf(session, member.id);
  if (press === null || session === null || seat === null) return say(NOT_YOURS);
  switch (press.name) {
    case 'part':
      return show(await partCard(core, core.db, session, seat));
    case 'shared':
      return { kind: 'private', card: sharedCard(session, seat) };
    case 'question':
      return show(await withQuestion(core, session, seat, (asked) => questionCard(asked.question)));
    case 'literal':
      return show(
        await withQuestion(core, session, seat, (asked) => literalCard(asked.question, asked.parts)),
      );
    case 'lost':
      return findPlace(core, session);
    case 'scoring':
      return showScoring(core, core.db, session, seat, press.args[0]);
    case 'note':
      return showNoteForm(core, core.db, session, seat, press.args[0]);
    case 'notes':
      return showNotes(core, session);
    case 'helped':
      return helpedReply(session, seat);
    case 'report':
      return { kind: 'form', form: reportForm(session) };
    case 'block':
      return blockReply(session, seat);
    case 'remove':
      return removeReply(session, seat);
    case 'cancel':
      return cancelReply(session);
    default:
      return never(press.name);
  }
}

/** The candidate sees the question once it is asked; before, it is the interviewer's alone. */
async function withQuestion(
  core: Core,
  session: MockSession,
  seat: Seat,
  card: (asked: HalfQuestion) => Card,
): Promise<Card | string> {
  const half = currentHalf(session.state);
  if (half === null) return refusalWords('not_started');
  if (half.candidate === seat && session.state.phase === 'brief')
    return 'The question comes when the brief is over. Until then it is the interviewer’s.';
  const asked = await loadHalfQuestion(core, core.db, half.questionId);
  return asked === null ? 'That question is not in the pack any more. Ask the interviewer.' : card(asked);
}

/** The last anchor in what the candidate typed in this half, read by the coach on this machine; nothing leaves it. */
async function findPlace(core: Core, session: MockSession): Promise<Reply> {
  const half = currentHalf(session.state);
  if (half === null) return say(refusalWords('not_started'));
  const asked = await loadHalfQuestion(core, core.db, half.questionId);
  if (asked?.rubric === null || asked?.rubric === undefined) return say(refusalWords('early'));
  const { question, rubric, anchors } = asked;
  const pieces = await core.db
    .selectFrom('mock_messages')
    .select('body')
    .where('session_id', '=', session.id)
    .where('half', '=', session.state.half)
    .where('seat', '=', half.candidate)
    .orderBy('sent_at')
    .execute();
  const read = findPlaces({
    question: { text: question.text, category: question.category },
    answer: joinPieces(pieces),
    rubric,
  });
  const reached = anchors.filter((key) => read[key] !== null).at(-1);
  const words = reached === undefined ? null : read[reached];
  const place = reached === undefined || words === null ? null : { anchor: reached, words };
  const next = reached === undefined ? null : (anchors[anchors.indexOf(reached) + 1] ?? null);
  return { kind: 'private', card: placeCard(session, place, next, anchors) };
}

async function showNotes(core: Core, session: MockSession): Promise<Reply> {
  const { phase } = session.state;
  if (phase !== 'reveal' && phase !== 'done')
    return say('The notes are shown when both halves are over. Until then they are each one’s own.');
  return { kind: 'private', card: notesCard(session, await loadReveal(core, core.db, session)) };
}

function cancelReply(session: MockSession): Reply {
  if (isOver(session.state.phase)) return say(refusalWords('over'));
  const words =
    session.state.scoredHalves > 0
      ? rich`What you both scored is shown, and the day counts. No reason is asked.`
      : rich`The other one is told that it does not take place. No reason is asked, and it costs nothing.`;
  return {
    kind: 'private',
    card: {
      tone: 'private',
      title: rich`End this mock?`,
      blocks: [{ kind: 'text', text: words }],
      buttons: [actButton(session, 'cancel', 'Yes, end it', 'danger')],
    },
  };
}

function show(card: Card | string | null): Reply {
  if (card === null) return say(refusalWords('not_started'));
  return typeof card === 'string' ? say(card) : { kind: 'private', card };
}

function say(words: string): Reply {
  return { kind: 'private', card: refusalCard(words) };
}
