import type { Form } from '../../platform/card.ts';
import type { Core } from '../../core.ts';
import { QUESTION_MAX, type OwnQuestionDraft } from '../../questions/own-question.ts';
import { findCategory } from '../find-category.ts';

/** What the form shows at first. */
export interface QuestionFormStart {
  readonly category: string;
  readonly text: string;
  readonly probes: readonly string[];
  readonly hints: readonly string[];
}

/** The form for a question of the community's own. */
export function questionForm(
  submit: string,
  title: string,
  start: QuestionFormStart,
  submitLabel: string,
): Form {
  return {
    submit,
    title,
    intro: [],
    fields: [
      {
        name: 'category',
        label: 'Category',
        help: 'Such as metrics or architecture.',
        value: start.category,
        multiline: false,
        required: true,
        maxLength: 60,
      },
      {
        name: 'text',
        label: 'Question',
        help: null,
        value: start.text,
        multiline: true,
        required: true,
        maxLength: QUESTION_MAX,
      },
      {
        name: 'probes',
        label: 'Follow-up questions',
        help: 'One per line, four at most. Left empty, general ones are used.',
        value: start.probes.join('\n'),
        multiline: true,
        required: false,
        maxLength: 900,
      },
      {
        name: 'hints',
        label: 'Hints',
        help: "Three lines: cue, structure, evidence. Left empty, the category's are used.",
        value: start.hints.join('\n'),
        multiline: true,
        required: false,
        maxLength: 1_000,
      },
    ],
    submitLabel,
  };
}

/** The sent fields as a draft; words that are no category stay as they are, to be refused by name. */
export function draftOfForm(
  core: Pick<Core, 'packs'>,
  fields: Readonly<Record<string, string>>,
): OwnQuestionDraft & { readonly category: string } {
  const said = fields['category'] ?? '';
  return {
    category: findCategory(core, said) ?? said.trim(),
    text: fields['text'] ?? '',
    probes: linesOf(fields['probes']),
    hints: linesOf(fields['hints']),
  };
}

function linesOf(text: string | undefined): string[] {
  return (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
