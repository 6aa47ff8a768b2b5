import type { Level } from '../feedback/contract.ts';
import type { CriterionRubric } from '../feedback/rubric/load-rubric.ts';
import { encodeAction } from '../platform/action.ts';
import type { Card, Form } from '../platform/card.ts';
import { rich, strong } from '../platform/rich.ts';
import { actButton, encodeWhat, lookButton } from './mock-action.ts';
import { LEVEL_WORDS } from './reveal-card.ts';
import type { MockSession } from './session-store.ts';

/** A note with a score: the longest, in characters; the database enforces it too. */
export const NOTE_MAX = 2_000;

/** The levels in the order of their buttons. */
export const LEVELS = ['met', 'partial', 'missing'] as const satisfies readonly Level[];

const LABELS: Readonly<Record<Level, string>> = { met: 'Met', partial: 'Partly', missing: 'Not found' };

/** What is scored, by whom. */
export interface Scoring {
  readonly half: 1 | 2;
  readonly criteria: readonly CriterionRubric[];
  /** It is the scorer's own answer. */
  readonly own: boolean;
}

/**
 * The next thing to say in a score: one criterion at a time, since a form of all of them is more than a chat
 * platform takes, and then the note.
 */
export function scoreCard(
  session: MockSession,
  scoring: Scoring,
  levels: Readonly<Record<string, Level | 'skip'>>,
): Card {
  const { criteria, own, half } = scoring;
  const index = criteria.findIndex((one) => levels[one.key] === undefined);
  const criterion = criteria[index];
  if (criterion === undefined) return noteStepCard(session, scoring, levels);
  return {
    tone: 'private',
    title: rich`${session.state.halves.length === 1 ? '' : `Half ${half}: `}${own ? 'your own answer' : 'their answer'}, ${index + 1} of ${criteria.length}`,
    blocks: [
      { kind: 'text', text: rich`${strong(criterion.title)}` },
      { kind: 'text', text: rich`${criterion.asks}` },
      { kind: 'text', text: rich`What counts: ${criterion.evidence}` },
    ],
    buttons: [
      ...LEVELS.map((level) =>
        actButton(session, 'level', LABELS[level], 'secondary', [String(index), level, String(half)]),
      ),
      actButton(session, 'level', 'Leave it out', 'secondary', [String(index), 'skip', String(half)]),
    ],
  };
}

function noteStepCard(
  session: MockSession,
  { criteria, half }: Scoring,
  levels: Readonly<Record<string, Level | 'skip'>>,
): Card {
  return {
    tone: 'private',
    title: rich`One note, and you are done`,
    blocks: [
      {
        kind: 'list',
        items: criteria.map((one) => {
          const level = levels[one.key];
          return rich`${strong(`${one.title}:`)} ${level === undefined || level === 'skip' ? 'left out' : LEVEL_WORDS[level]}`;
        }),
      },
      { kind: 'text', text: rich`Add one quote or one sentence. It is shown to both of you at the end.` },
    ],
    buttons: [lookButton(session, 'note', 'Write the note', 'primary', [String(half)])],
  };
}

/** The form for the note; sending it gives the score. */
export function noteForm(session: MockSession, { half, own }: Scoring): Form {
  return {
    submit: encodeAction({
      verb: 'mock',
      sessionId: session.id,
      what: encodeWhat('score', session.state.turn, [String(half)]),
    }),
    title: 'Your note',
    intro: [],
    fields: [
      {
        name: 'note',
        label: own ? 'What worked, or what you would change' : 'A quote, or what you heard',
        help: 'One sentence is enough. Both of you read it at the end.',
        value: '',
        multiline: true,
        required: true,
        maxLength: NOTE_MAX,
      },
    ],
    submitLabel: 'Give the score',
  };
}

/** After a score was given. */
export function scoredCard(): Card {
  return {
    tone: 'private',
    blocks: [
      {
        kind: 'text',
        text: rich`Your score is in. It is shown when the mock is through.`,
      },
    ],
    buttons: [],
  };
}
