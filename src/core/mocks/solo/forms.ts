import { FORM_FIELDS } from '../../answers/forms.ts';
import { FIELD_MAX } from '../../answers/split-text.ts';
import { never } from '../../errors.ts';
import { encodeAction } from '../../platform/action.ts';
import type { Form, FormField } from '../../platform/card.ts';
import { rich } from '../../platform/rich.ts';
import { SOLO_COMMAND } from './pieces.ts';
import type { SoloMaterial } from './solo-material.ts';
import type { SoloStep } from './solo-step.ts';

/** The longest clarifying question, in characters. */
export const CLARIFY_MAX = 300;

/** The form for what is written at this step. There is nothing in it beforehand: the words are the member's. */
export function soloForm(material: SoloMaterial): Form {
  const { solo, round, followUp } = material;
  const { step } = solo.state;
  const asked =
    step === 'question'
      ? round.question.text
      : step === 'cut_in'
        ? (round.question.details.probes[0] ?? '')
        : step === 'go_on'
          ? `Go on from the ${material.goOnFrom}.`
          : (followUp?.question ?? '');
  return {
    submit: encodeAction({ verb: 'send', command: SOLO_COMMAND, arg: `text.${solo.id}.${step}` }),
    title: titleOf(step, solo.state.mode),
    intro: [{ kind: 'text', text: rich`${asked}` }],
    fields: [
      field(FORM_FIELDS[0], titleOf(step, solo.state.mode), 'Only you see it. There is no time limit.', true),
      ...(step === 'question' || step === 'go_on'
        ? [field(FORM_FIELDS[1], 'More, if you need the room', null, false)]
        : []),
    ],
    submitLabel: 'Send',
  };
}

/** The form for the one clarifying question. */
export function clarifyForm({ solo, round }: SoloMaterial): Form {
  return {
    submit: encodeAction({ verb: 'send', command: SOLO_COMMAND, arg: `ask.${solo.id}` }),
    title: 'One clarifying question',
    intro: [{ kind: 'text', text: rich`${round.question.text}` }],
    fields: [
      {
        name: 'question',
        label: 'Your question',
        help: 'It is answered with what the question takes as given. You can ask one.',
        value: '',
        multiline: true,
        required: true,
        maxLength: CLARIFY_MAX,
      },
    ],
    submitLabel: 'Ask',
  };
}

function field(name: string, label: string, help: string | null, required: boolean): FormField {
  return { name, label, help, value: '', multiline: true, required, maxLength: FIELD_MAX };
}

function titleOf(step: SoloStep, mode: 'ordinary' | 'interrupted'): string {
  switch (step) {
    case 'question':
      return mode === 'ordinary' ? 'Your answer' : 'The first part';
    case 'follow_1':
    case 'follow_2':
    case 'cut_in':
      return 'Your reply';
    case 'go_on':
      return 'The rest';
    case 'over':
      return 'Your answer';
    default:
      return never(step);
  }
}
