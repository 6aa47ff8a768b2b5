import { joinHalves, splitText } from '../../core/answers/split-text.ts';
import type { Form, FormField } from '../../core/platform/card.ts';
import { rich } from '../../core/platform/rich.ts';
import { plain, VIEW_BLOCKS_MAX, type SlackBlock } from './blocks.ts';
import { blocksOf } from './render.ts';

/** A form as a Slack modal. `private_metadata` and `callback_id` hold ids only. */
export interface SlackModal {
  readonly type: 'modal';
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly title: ReturnType<typeof plain>;
  readonly submit?: ReturnType<typeof plain>;
  readonly close: ReturnType<typeof plain>;
  readonly blocks: readonly (SlackBlock | InputBlock)[];
}
export interface InputBlock {
  readonly type: 'input';
  /** The field's name; a second input for more of it has the name with {@link MORE}. */
  readonly block_id: string;
  readonly optional: boolean;
  readonly label: ReturnType<typeof plain>;
  readonly hint?: ReturnType<typeof plain>;
  readonly element: {
    readonly type: 'plain_text_input';
    readonly action_id: 'value';
    readonly multiline: boolean;
    readonly max_length: number;
    readonly initial_value?: string;
  };
}

/** Slack's limits for modals, in characters. */
export const TITLE_MAX = 24;
export const INPUT_MAX = 3_000;
export const METADATA_MAX = 3_000;
const SUBMIT_MAX = 24;
const LABEL_MAX = 2_000;
/** Marks the second input of a field. */
const MORE = '~more';

/**
 * The form as a modal: the question above, then its fields. Slack takes 3,000 characters an input: a field
 * that may hold more has a second input where its text needs it, and where it is the only long one of the
 * form; {@link readFields} joins the two again. `metadata` are ids that come back with the submission.
 * Throws a RangeError for a text of more than 6,000 characters in one field.
 */
export function renderForm(form: Form, metadata = ''): SlackModal {
  const long = form.fields.filter((field) => field.multiline && field.maxLength > INPUT_MAX);
  const inputs = form.fields.flatMap((field) => inputsOf(field, long.length === 1 && long[0] === field));
  const intro = introOf(form, VIEW_BLOCKS_MAX - inputs.length);
  return {
    type: 'modal',
    callback_id: form.submit,
    private_metadata: metadata,
    title: plain(clip(form.title, TITLE_MAX)),
    submit: plain(clip(form.submitLabel, SUBMIT_MAX)),
    close: plain('Cancel'),
    blocks: [...intro, ...inputs],
  };
}

function introOf(form: Form, room: number): readonly SlackBlock[] {
  const blocks = blocksOf({
    tone: 'plain',
    ...(form.title.length > TITLE_MAX ? { title: rich`${form.title}` } : {}),
    blocks: form.intro,
    buttons: [],
  });
  if (blocks.length > room) throw new RangeError(`a form with ${blocks.length} blocks above its fields`);
  return blocks;
}

function inputsOf(field: FormField, withMore: boolean): InputBlock[] {
  if (field.value.length > 2 * INPUT_MAX) {
    throw new RangeError(`a field filled with ${field.value.length} characters`);
  }
  const [first, second] = splitText(field.value, INPUT_MAX);
  const whole = second === '' && !withMore;
  return [
    input(field, field.name, field.label, first, field.required, field.help),
    ...(whole ? [] : [input(field, `${field.name}${MORE}`, `${field.label}, more`, second, false, null)]),
  ];
}

function input(
  field: FormField,
  name: string,
  label: string,
  value: string,
  required: boolean,
  help: string | null,
): InputBlock {
  return {
    type: 'input',
    block_id: name,
    optional: !required,
    label: plain(clip(label, LABEL_MAX)),
    ...(help === null || help === '' ? {} : { hint: plain(clip(help, LABEL_MAX)) }),
    element: {
      type: 'plain_text_input',
      action_id: 'value',
      multiline: field.multiline,
      max_length: Math.min(field.maxLength, INPUT_MAX),
      ...(value === '' ? {} : { initial_value: value }),
    },
  };
}

/** The fields of a sent modal by the names core gave them, from `view.state.values`. */
export function readFields(
  values: Readonly<Record<string, Readonly<Record<string, { readonly value?: string | null | undefined }>>>>,
): Record<string, string> {
  const texts = new Map(
    Object.entries(values).map(([block, inputs]) => [
      block,
      Object.values(inputs)
        .map((one) => one.value ?? '')
        .join(''),
    ]),
  );
  const fields: Record<string, string> = {};
  for (const [name, text] of texts) {
    if (!name.endsWith(MORE)) fields[name] = joinHalves(text, texts.get(`${name}${MORE}`) ?? '', INPUT_MAX);
  }
  return fields;
}

function clip(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1).trimEnd()}…`;
}
