import { encodeAction } from '../platform/action.ts';
import type { Form } from '../platform/card.ts';
import { rich } from '../platform/rich.ts';
import type { Round } from '../rounds/load-round.ts';

/** The names of the answer form's text fields; a text too long for one goes on in the second. */
export const FORM_FIELDS = ['answer', 'more'] as const;

/** Discord's limit for a text input, in characters. */
const FIELD_MAX = 4_000;

/** The form in which a question is answered, with the text so far (empty for a first try). */
export function answerForm(round: Round, textSoFar: string, now: Temporal.Instant): Form {
  const openedAt = String(Math.floor(now.epochMilliseconds / 1000));
  const [first, second] = splitText(textSoFar);
  return {
    submit: encodeAction({ verb: 'submit', roundId: round.id, openedAt }),
    title: textSoFar === '' ? 'Your answer' : 'Your answer, next try',
    intro: [{ kind: 'text', text: rich`${round.question.text}` }],
    fields: [
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
    ],
    submitLabel: 'Send',
  };
}

/** Splits a long text between words, so that each part fits its field and nothing is lost. */
function splitText(text: string): readonly [string, string] {
  if (text.length <= FIELD_MAX) return [text, ''];
  const paragraph = text.lastIndexOf('\n\n', FIELD_MAX);
  if (paragraph > 0) return [text.slice(0, paragraph), text.slice(paragraph + 2)];
  const space = text.lastIndexOf(' ', FIELD_MAX);
  const cut = space > 0 ? space : FIELD_MAX;
  return [text.slice(0, cut), text.slice(cut).trimStart()];
}
