import { never } from '../../errors.ts';
import { encodeAction } from '../../platform/action.ts';
import type { Block, Button, Card, Form, FormField } from '../../platform/card.ts';
import { instant, rich, strong, type Rich } from '../../platform/rich.ts';
import { actButton, lookButton } from '../mock-action.ts';
import { nameOf } from '../room-pieces.ts';
import { otherSeat, seatOf, type MockSession } from '../session-store.ts';
import type { MayJoin } from './may-join.ts';
import { NOTES_MAX, VOICE_MAX } from './read-wish.ts';
import { slotsOf, type RequestRow } from './request-store.ts';
import { slotWords } from './slots.ts';

/** The form of `/practice mock join`, filled in with what was chosen the last time. */
export function joinForm(request: RequestRow | null, categoryNames: string, zone: string): Form {
  return {
    submit: encodeAction({ verb: 'send', command: 'practice.mock.join', arg: '-' }),
    title: 'Join mock interviews',
    intro: [
      {
        kind: 'text',
        text: rich`Your times are read on the clock of ${zone}. /practice settings zone changes it.`,
      },
    ],
    fields: [
      field('when', 'When', `now, this evening, or: Tue 18:00-21:00, Sat 10:00-12:00, at most 2 a week`, {
        value: request === null ? '' : whenWords(request),
        required: true,
        maxLength: 300,
      }),
      field('category', 'Category', `Empty for what you practise least. Or one of: ${categoryNames}.`, {
        value: request?.category ?? '',
        maxLength: 60,
      }),
      field('roles', 'Your part', 'both, candidate or interviewer', {
        value: request?.wish ?? 'both',
        maxLength: 40,
      }),
      field('voice', 'Voice link', 'A link that begins with https://. Empty for text.', {
        value: request?.voice_link ?? '',
        maxLength: VOICE_MAX,
      }),
      field(
        'notes',
        'For your partner to know',
        'Only if you like: "no interruptions please", "literal wording".',
        {
          value: request?.notes ?? '',
          maxLength: NOTES_MAX,
        },
      ),
    ],
    submitLabel: 'Join',
  };
}

function field(
  name: string,
  label: string,
  help: string,
  more: { readonly value: string; readonly maxLength: number; readonly required?: true },
): FormField {
  return { name, label, help, multiline: false, required: false, ...more };
}

/** Asks with whom. */
export function withForm(): Form {
  return {
    submit: encodeAction({ verb: 'send', command: 'practice.mock.with', arg: '-' }),
    title: 'A mock with somebody',
    intro: [
      {
        kind: 'text',
        text: rich`They are asked privately. If they say no, you are told only that it does not take place.`,
      },
    ],
    fields: [
      field('member', 'Name', 'As it stands here, such as Sam.', {
        value: '',
        required: true,
        maxLength: 100,
      }),
    ],
    submitLabel: 'Ask',
  };
}

function whenWords(request: RequestRow): string {
  switch (request.kind) {
    case 'now':
      return 'now';
    case 'evening':
      return 'this evening';
    case 'weekly':
      return `${slotWords(slotsOf(request))}, at most ${request.weekly_cap} a week`;
    default:
      return never(request.kind);
  }
}

/** How somebody waits. `categoryName` is null for what they practise least. `nextRound` is the next weekly round. */
export function waitingCard(
  request: RequestRow,
  more: {
    readonly categoryName: string | null;
    readonly nextRound: Temporal.Instant;
    readonly skips: boolean;
    readonly lead: Rich;
  },
): Card {
  const weekly = request.kind === 'weekly';
  const facts = [
    { label: 'When', value: whenRich(request) },
    ...(weekly
      ? [
          {
            label: 'Next weekly round',
            value: more.skips
              ? rich`${instant(more.nextRound)}; you skip that one`
              : rich`${instant(more.nextRound)}`,
          },
        ]
      : []),
    { label: 'Category', value: rich`${more.categoryName ?? 'what you practise least'}` },
    { label: 'Your part', value: rich`${wishWords(request.wish)}` },
    {
      label: 'Clock',
      value: request.untimed ? rich`none` : rich`on; each part ends by itself, and half-time is said`,
    },
    { label: 'By', value: request.voice_link === null ? rich`text` : rich`voice: ${request.voice_link}` },
    ...(request.notes === '' ? [] : [{ label: 'Your partner reads', value: rich`${request.notes}` }]),
  ];
  return {
    tone: 'private',
    title: rich`Mock interviews`,
    blocks: [
      { kind: 'text', text: more.lead },
      { kind: 'facts', facts },
    ],
    buttons: [
      run('join', '-', 'Change'),
      run('status', 'clock', request.untimed ? 'With a clock' : 'Without a clock'),
      ...(weekly
        ? [run('skip', more.skips ? 'undo' : '-', more.skips ? 'Do not skip' : 'Skip this week')]
        : []),
      run('solo', '-', 'Solo mock'),
      run('leave', '-', 'Leave'),
    ],
  };
}

function whenRich(request: RequestRow): Rich {
  if (request.kind === 'weekly')
    return rich`${slotWords(slotsOf(request))}, by the clock of ${request.zone}; at most ${request.weekly_cap} a week`;
  if (request.free_from === null || request.free_until === null) return rich`now`;
  return request.kind === 'now'
    ? rich`now; you wait in line until ${instant(request.free_until, 'time')}`
    : rich`from ${instant(request.free_from)} to ${instant(request.free_until, 'time')}`;
}

function wishWords(wish: RequestRow['wish']): string {
  switch (wish) {
    case 'both':
      return 'you ask and you answer';
    case 'candidate':
      return 'you answer';
    case 'interviewer':
      return 'you ask';
    default:
      return never(wish);
  }
}

/** The session somebody has: with whom, when, and what they can do. `seated` observers only watch. */
export function sessionStatusCard(session: MockSession, memberId: string, categoryName: string): Card {
  const seat = seatOf(session, memberId);
  const { phase, startsAt, confirmed } = session.state;
  const facts = [
    { label: 'Category', value: rich`${categoryName}` },
    { label: 'When', value: rich`${instant(startsAt)}` },
    ...(seat === null ? [] : [{ label: 'With', value: rich`${nameOf(session, otherSeat(seat))}` }]),
  ];
  const notYet = seat !== null && phase === 'matched' && !confirmed.includes(seat);
  const buttons =
    seat === null
      ? [run('observe', 'stop', 'Stop watching')]
      : [
          ...(notYet ? [actButton(session, 'confirm', 'Confirm', 'primary')] : []),
          ...(phase === 'matched' || phase === 'confirmed'
            ? [actButton(session, 'cancel', 'Not this time')]
            : [lookButton(session, 'cancel', 'End it')]),
          // Open at every moment, away from the room.
          lookButton(session, 'report', 'Report'),
          lookButton(session, 'block', 'Not with this person again'),
        ];
  const words =
    seat === null
      ? 'You watch this one.'
      : notYet
        ? 'It waits for you to confirm.'
        : phase === 'matched'
          ? 'You have confirmed. It waits for the other one.'
          : phase === 'confirmed'
            ? 'Both of you have confirmed. Press Start in its private room when you are there.'
            : 'It is under way in its private room.';
  return {
    tone: 'private',
    title: rich`Your mock interview`,
    blocks: [
      { kind: 'text', text: rich`${words}` },
      { kind: 'facts', facts },
    ],
    buttons,
  };
}

/** Not in line: what there is, and how to begin. */
export function idleCard(): Card {
  return {
    tone: 'private',
    title: rich`Mock interviews`,
    blocks: [
      {
        kind: 'text',
        text: rich`Two members interview each other in a private room: one asks, one answers, then you swap. You are not in line.`,
      },
    ],
    buttons: [
      run('now', '-', 'Find a partner now', 'primary'),
      run('join', '-', 'Join at set times'),
      run('solo', '-', 'Solo mock'),
    ],
  };
}

/** A weekly round had nobody for them. */
export function aloneCard(): Card {
  return {
    tone: 'private',
    title: rich`Nobody was left to pair you with this week`,
    blocks: [
      {
        kind: 'text',
        text: rich`An odd number of people had time. You are first in line: whoever joins this week in your times meets you, and you are not left out in the next round.`,
      },
      {
        kind: 'text',
        text: rich`Until then you can watch the mock of two others, or do one on your own.`,
      },
    ],
    buttons: [
      run('observe', '-', 'Watch a mock'),
      run('solo', '-', 'Solo mock', 'primary'),
      run('leave', '-', 'Leave'),
    ],
  };
}

/** Not yet: when, and what can be done now. */
export function notYetCard(may: MayJoin, now: Temporal.Instant): Card {
  const blocks: Block[] = [
    {
      kind: 'text',
      text: rich`Mock interviews with others open once you have been here a while, so that everybody meets people who stay.`,
    },
  ];
  if (Temporal.Instant.compare(may.from, now) > 0)
    blocks.push({ kind: 'text', text: rich`For you that is ${instant(may.from)}.` });
  if (may.answersMissing > 0)
    blocks.push({
      kind: 'text',
      text: rich`Answer ${may.answersMissing === 1 ? '1 question' : `${may.answersMissing} questions`} first; any will do.`,
    });
  blocks.push({ kind: 'text', text: rich`A solo mock is open to you at any time.` });
  return {
    tone: 'private',
    blocks,
    buttons: [
      run('solo', '-', 'Solo mock', 'primary'),
      { action: encodeAction({ verb: 'now' }), label: 'Practise one now', style: 'secondary' },
    ],
  };
}

/** A sentence and the way back. */
export function saidCard(
  words: Rich,
  buttons: readonly Button[] = [run('status', '-', 'Where I stand')],
): Card {
  return { tone: 'private', blocks: [{ kind: 'text', text: words }], buttons };
}

/** The bold part of a lead. */
export const lead = (bold: string, rest: string): Rich => rich`${strong(bold)} ${rest}`;

function run(command: string, arg: string, label: string, style: Button['style'] = 'secondary'): Button {
  return { action: encodeAction({ verb: 'run', command: `practice.mock.${command}`, arg }), label, style };
}
