import type { CategoryRubric } from '../feedback/rubric/load-rubric.ts';
import { inOneLine } from '../feedback/shown-quote.ts';
import type { Block, Card } from '../platform/card.ts';
import { instant, rich, strong, type Rich } from '../platform/rich.ts';
import type { RoundQuestion } from '../rounds/load-round.ts';
import { actButton, lookButton } from './mock-action.ts';
import { nameOf } from './room-pieces.ts';
import { currentHalf, minutesOf, type MockState, type Seat } from './session-state.ts';
import { at, otherSeat, type MockSession } from './session-store.ts';

/** Asks one of the two whether the match suits them; the other one never learns what was pressed when. */
export function askCard(session: MockSession, seat: Seat, categoryName: string): Card {
  const { state } = session;
  const other = otherSeat(seat);
  // Whoever is asked by name has not chosen to tell the one who asks; that comes once both confirmed.
  const partner = session.asked && seat === 0 ? null : at(session, other);
  const isAsked = session.asked && seat === 1;
  const facts = [
    { label: 'Category', value: rich`${categoryName}` },
    { label: 'When', value: rich`${instant(state.startsAt)}` },
    { label: 'Your part', value: rich`${partWords(state, seat)}` },
    { label: 'Clock', value: state.untimed ? rich`none` : rich`about ${minutesOf(state)} minutes` },
    ...(partner === null || partner.notes === ''
      ? []
      : [{ label: `${partner.name} asks for`, value: rich`${partner.notes}` }]),
    ...(partner === null || partner.voice_link === null
      ? []
      : [{ label: 'Voice', value: rich`${partner.voice_link}` }]),
  ];
  return {
    tone: 'private',
    title: rich`A mock interview with ${nameOf(session, other)}`,
    blocks: [
      ...(isAsked
        ? [
            text(
              `${nameOf(session, other)} asks you. If you say no, they are told only that it does not take place, and they cannot ask you again for a week.`,
            ),
          ]
        : []),
      { kind: 'facts', facts },
      {
        kind: 'text',
        text: rich`Press ${strong('Confirm')} until ${instant(state.confirmBy)}. If it does not suit you, press ${strong('Not this time')}: no reason is asked, and it costs nothing.`,
      },
    ],
    buttons: [
      actButton(session, 'confirm', 'Confirm', 'primary'),
      actButton(session, 'cancel', 'Not this time'),
      ...(isAsked ? [lookButton(session, 'block', 'Not with this person again')] : []),
    ],
  };
}

/** What each of the two let the other one know, for the two alone; before both confirmed it is only one's own. */
export function sharedCard(session: MockSession, seat: Seat): Card {
  const { phase } = session.state;
  const seats = phase === 'matched' ? [seat] : [otherSeat(seat), seat];
  const facts = seats.flatMap((one) => sharedFacts(session, one, seat));
  return {
    tone: 'private',
    title: rich`What you two share`,
    blocks:
      facts.length === 0
        ? [text('Neither of you has let the other one know anything beforehand.')]
        : [{ kind: 'facts', facts }],
    buttons: [],
  };
}

function sharedFacts(session: MockSession, of: Seat, reader: Seat): { label: string; value: Rich }[] {
  const seat = at(session, of);
  if (seat === null) return [];
  const who = of === reader ? 'You' : seat.name;
  return [
    ...(seat.notes === ''
      ? []
      : [{ label: `${who} ${of === reader ? 'ask' : 'asks'} for`, value: rich`${seat.notes}` }]),
    ...(seat.voice_link === null ? [] : [{ label: `${who} can talk at`, value: rich`${seat.voice_link}` }]),
  ];
}

/** Says privately that a match came to nothing. */
export function offCard(session: MockSession, seat: number, categoryName: string): Card {
  const { state } = session;
  const mine = state.leftBy === seat || state.absent.some((one) => one === seat);
  const noRoom = state.phase === 'cancelled' && state.leftBy === null;
  const watched = seat > 1;
  const words = watched
    ? rich`The mock that you were going to watch does not take place. For another one, type ${strong('/practice mock observe')}.`
    : noRoom
      ? rich`It does not take place: its private room could not be opened. That is nobody's doing. To try again, type ${strong('/practice mock now')}.`
      : mine
        ? rich`It does not take place. That costs nothing. Whenever you like, type ${strong('/practice mock join')}.`
        : session.asked
          ? rich`It does not take place: the other side could not make it. For another partner, type ${strong('/practice mock now')}.`
          : rich`It does not take place: the other side could not make it. You are looked after first.`;
  return {
    tone: 'private',
    title: rich`Your mock interview in ${categoryName} is off`,
    blocks: [{ kind: 'text', text: words }],
    buttons: [],
  };
}

function partWords(state: MockState, seat: Seat): string {
  const answers = state.halves.findIndex((half) => half.candidate === seat) + 1;
  const asks = state.halves.findIndex((half) => half.interviewer === seat) + 1;
  if (answers === 0) return 'you ask';
  if (asks === 0) return 'you answer';
  return answers < asks ? 'you answer first, then you ask' : 'you ask first, then you answer';
}

/** The interviewer's part: question, what to listen for, three probes, hints to give. Nobody else gets it. */
export function interviewerCard(
  session: MockSession,
  question: RoundQuestion,
  rubric: CategoryRubric | null,
): Card {
  const { details } = question;
  const candidate = nameOf(session, currentHalf(session.state)?.candidate ?? 0);
  const wishes = at(session, currentHalf(session.state)?.candidate ?? 0)?.notes ?? '';
  return {
    tone: 'private',
    title: rich`Your part: you ask`,
    blocks: [
      text('Ask this, in these words or your own:'),
      { kind: 'quote', text: rich`${question.text}` },
      ...(wishes === ''
        ? []
        : [{ kind: 'text' as const, text: rich`${strong(`${candidate} asks for:`)} ${wishes}` }]),
      { kind: 'text', text: rich`${strong('What it is after:')} ${details.after}` },
      { kind: 'text', text: rich`${strong('If asked, this can be taken as given:')} ${details.assumptions}` },
      text('Then ask these, one at a time. Wait for the answer; silence is fine.'),
      { kind: 'list', items: details.probes.slice(0, 3).map((probe) => rich`${probe}`) },
      ...(rubric === null
        ? []
        : [
            text('You will score each of these: met, partly, not found.'),
            {
              kind: 'list' as const,
              items: rubric.criteria.map((one) => rich`${strong(`${one.title}:`)} ${one.asks}`),
            },
          ]),
      text('If they are stuck, give one hint at a time:'),
      {
        kind: 'list',
        items: [details.hints.cue, details.hints.structure, details.hints.evidence].map(
          (one) => rich`${one}`,
        ),
      },
    ],
    buttons: [],
  };
}

/** The candidate's part: the frame, without the question. */
export function candidateCard(session: MockSession, categoryName: string, partsOf: readonly string[]): Card {
  const interviewer = nameOf(session, currentHalf(session.state)?.interviewer ?? 1);
  const wishes = at(session, currentHalf(session.state)?.interviewer ?? 1)?.notes ?? '';
  return {
    tone: 'private',
    title: rich`Your part: you answer`,
    blocks: [
      {
        kind: 'text',
        text: rich`${interviewer} will ask you a question in ${categoryName}, then three short ones about your answer. You may ask one question back before you begin.`,
      },
      ...(wishes === ''
        ? []
        : [{ kind: 'text' as const, text: rich`${strong(`${interviewer} asks for:`)} ${wishes}` }]),
      text('A good answer usually says, in an order of your own:'),
      { kind: 'list', items: partsOf.map((part) => rich`${part}`) },
      text(
        'Repeat the question, Rephrase literally and I lost my place work at any time; only you see what they show.',
      ),
    ],
    buttons: [],
  };
}

/** The question again, word by word. */
export function questionCard(question: RoundQuestion): Card {
  return {
    tone: 'private',
    title: rich`The question`,
    blocks: [{ kind: 'quote', text: rich`${question.text}` }],
    buttons: [],
  };
}

/** The question with everything said that is otherwise meant to be understood. */
export function literalCard(question: RoundQuestion, partsOf: readonly string[]): Card {
  return {
    tone: 'private',
    title: rich`The question, literally`,
    blocks: [
      { kind: 'quote', text: rich`${question.text}` },
      { kind: 'text', text: rich`${strong('You can take this as given:')} ${question.details.assumptions}` },
      text(
        'If it names a company, it is made up. Answer as if you worked there. What to say, one after the other:',
      ),
      { kind: 'list', items: partsOf.map((part) => rich`${part}`) },
      text('There is no single right answer. You may say which facts you would look up.'),
    ],
    buttons: [],
  };
}

/** Where the candidate was, in their own words where there are some. */
export function placeCard(
  session: MockSession,
  place: { readonly anchor: string; readonly words: string } | null,
  next: string | null,
  order: readonly string[],
): Card {
  const reached: Block[] =
    place === null
      ? [text('Nothing that you typed names a part yet. The usual order is:')]
      : [
          { kind: 'text', text: rich`You last reached: ${strong(place.anchor)}.` },
          { kind: 'quote', text: rich`${inOneLine(place.words)}` },
          next === null
            ? text('That is the last part. The order is:')
            : { kind: 'text', text: rich`Usually next: ${strong(next)}. The order is:` },
        ];
  return {
    tone: 'private',
    title: rich`Your place`,
    blocks: [...reached, { kind: 'list', items: order.map((one) => rich`${one}`) }],
    buttons: [lookButton(session, 'question', 'Repeat the question')],
  };
}

function text(words: string): Block {
  return { kind: 'text', text: rich`${words}` };
}
