import { encodeAction } from '../platform/action.ts';
import type { Form, FormField } from '../platform/card.ts';
import { rich } from '../platform/rich.ts';
import { literalInstructions } from '../rounds/literal-cards.ts';
import type { Round } from '../rounds/load-round.ts';
import { unixLines } from './clean-text.ts';
import { FIELD_MAX, joinHalves, splitText } from './split-text.ts';

/** The names of the answer form's text fields; a text too long for one goes on in the second. */
export const FORM_FIELDS = ['answer', 'more'] as const;

/** Names of the fields when the parts are asked one by one; a form has five fields at most (Discord). */
export const PART_FIELDS = ['part1', 'part2', 'part3', 'part4', 'part5'] as const;

/** What a member's settings make of the answer form. */
export interface FormWishes {
  /** The category's parts, asked one by one; null asks for one text. */
  readonly parts: readonly string[] | null;
  readonly literal: boolean;
  readonly softTimer: boolean;
}

/** The form in which a question is answered, with the text so far (empty for a first try). */
export function answerForm(
  round: Round,
  textSoFar: string,
  now: Temporal.Instant,
  wishes: FormWishes = { parts: null, literal: false, softTimer: false },
): Form {
  const openedAt = String(Math.floor(now.epochMilliseconds / 1000));
  return {
    submit: encodeAction({ verb: 'submit', roundId: round.id, openedAt }),
    title: textSoFar === '' ? 'Your answer' : 'Your answer, next try',
    intro: [
      { kind: 'text', text: rich`${round.question.text}` },
      ...(wishes.literal ? literalInstructions(round) : []),
    ],
    fields: (wishes.parts === null ? null : partFields(wishes.parts, textSoFar)) ?? wholeFields(textSoFar),
    ...(wishes.softTimer ? { openedAt: now.toString({ smallestUnit: 'second' }) } : {}),
    submitLabel: 'Send',
  };
}

/**
 * The whole answer from the fields of either form, in order, with an empty line between parts; empty
 * fields are left out. `first` is the field beside which a problem is shown.
 */
export function joinFields(fields: Readonly<Record<string, string>>): {
  readonly text: string;
  readonly first: string;
} {
  if (PART_FIELDS.every((name) => fields[name] === undefined)) {
    const [answer, more] = FORM_FIELDS.map((name) => unixLines(fields[name] ?? ''));
    return { text: joinHalves(answer ?? '', more ?? ''), first: FORM_FIELDS[0] };
  }
  const text = PART_FIELDS.map((name) => fields[name] ?? '')
    .filter((part) => part.trim() !== '')
    .join('\n\n');
  return { text, first: PART_FIELDS[0] };
}

/** A field for each part. Null when a text so far cannot be told apart into them: then one field holds it all. */
function partFields(parts: readonly string[], textSoFar: string): FormField[] | null {
  const names = PART_FIELDS.slice(0, parts.length);
  const paragraphs = textSoFar === '' ? parts.map(() => '') : textSoFar.split(/\n{2,}/);
  if (names.length !== parts.length || paragraphs.length !== parts.length) return null;
  if (paragraphs.some((paragraph) => paragraph.length > FIELD_MAX)) return null;
  return names.map((name, index) => ({
    name,
    label: `Part ${index + 1} of ${parts.length}`,
    help: parts[index] ?? null,
    value: paragraphs[index] ?? '',
    multiline: true,
    required: false,
    maxLength: FIELD_MAX,
  }));
}

function wholeFields(textSoFar: string): FormField[] {
  const [first, second] = splitText(textSoFar);
  return [
    {
      name: FORM_FIELDS[0],
      label: 'Your answer',
      help: 'Only you see it and its feedback. There is no time limit.',
      value: first,
      multiline: true,
      required: true,
      maxLength: FIELD_MAX,
    },
    {
      name: FORM_FIELDS[1],
      label: 'More, if you need the room',
      help: null,
      value: second,
      multiline: true,
      required: false,
      maxLength: FIELD_MAX,
    },
  ];
}
