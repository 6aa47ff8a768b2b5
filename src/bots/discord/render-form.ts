import { ComponentType, TextInputStyle } from 'discord.js';
import type { Form, FormField } from '../../core/platform/card.ts';
import { rich } from '../../core/platform/rich.ts';
import { renderCard } from './render.ts';

/** A form as a Discord modal. */
export interface DiscordModal {
  readonly custom_id: string;
  readonly title: string;
  readonly components: readonly (ModalText | ModalLabel)[];
}
interface ModalText {
  readonly type: ComponentType.TextDisplay;
  readonly content: string;
}
interface ModalLabel {
  readonly type: ComponentType.Label;
  readonly label: string;
  readonly description?: string;
  readonly component: ModalInput;
}
type ModalInput =
  | {
      readonly type: ComponentType.TextInput;
      readonly custom_id: string;
      readonly style: TextInputStyle;
      readonly required: boolean;
      readonly max_length: number;
      readonly value?: string;
    }
  | {
      readonly type: ComponentType.StringSelect;
      readonly custom_id: string;
      readonly required: boolean;
      readonly options: readonly {
        readonly label: string;
        readonly value: string;
        readonly default: boolean;
      }[];
    }
  | {
      readonly type: ComponentType.RoleSelect;
      readonly custom_id: string;
      readonly required: boolean;
      readonly default_values?: readonly { readonly id: string; readonly type: 'role' }[];
    };

/** Discord's limits for modals: top-level components, and characters of the texts. */
export const MODAL_COMPONENTS_MAX = 5;
const TITLE_MAX = 45;
const LABEL_MAX = 45;
const HELP_MAX = 100;
const INPUT_MAX = 4_000;

/**
 * The form as a modal: the question above, then its fields. A label or help that is too long is shortened
 * with "…" at its field and stands whole in the text above. With five fields there is no room for a text
 * above; the question is then read in the message behind the modal. Throws a RangeError for more fields
 * than five, and for a field filled with more than 4,000 characters.
 */
export function renderForm(form: Form): DiscordModal {
  if (form.fields.length > MODAL_COMPONENTS_MAX) {
    throw new RangeError(`a form of ${form.fields.length} fields; Discord shows ${MODAL_COMPONENTS_MAX}`);
  }
  const above = form.fields.length < MODAL_COMPONENTS_MAX ? introOf(form) : '';
  return {
    custom_id: form.submit,
    title: clip(form.title, TITLE_MAX),
    components: [
      ...(above === '' ? [] : [{ type: ComponentType.TextDisplay, content: above } as const]),
      ...form.fields.map(labelOf),
    ],
  };
}

function introOf(form: Form): string {
  const long = form.fields.filter(
    (field) => field.label.length > LABEL_MAX || (field.help ?? '').length > HELP_MAX,
  );
  const [whole] = renderCard({
    tone: 'plain',
    blocks: [
      ...(form.title.length > TITLE_MAX ? [textBlock(form.title)] : []),
      ...form.intro,
      ...long.map((field) => textBlock(`${field.label}: ${field.help ?? ''}`)),
    ],
    buttons: [],
  });
  const texts = whole?.components.flatMap((container) => container.components) ?? [];
  return texts.map((text) => (text.type === ComponentType.TextDisplay ? text.content : '')).join('\n');
}

function labelOf(field: FormField): ModalLabel {
  if (field.value.length > INPUT_MAX)
    throw new RangeError(`a field filled with ${field.value.length} characters`);
  return {
    type: ComponentType.Label,
    label: clip(field.label, LABEL_MAX),
    ...(field.help === null || field.help === '' ? {} : { description: clip(field.help, HELP_MAX) }),
    component: inputOf(field),
  };
}

function inputOf(field: FormField): ModalInput {
  const { name: custom_id, required } = field;
  if (field.pick === 'role') {
    const chosen = field.value === '' ? {} : { default_values: [{ id: field.value, type: 'role' }] as const };
    return { type: ComponentType.RoleSelect, custom_id, required, ...chosen };
  }
  if (field.choices !== undefined) {
    const options = field.choices.map(({ value, label }) => ({
      value,
      label,
      default: value === field.value,
    }));
    return { type: ComponentType.StringSelect, custom_id, required, options };
  }
  return {
    type: ComponentType.TextInput,
    custom_id,
    style: field.multiline ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required,
    max_length: Math.min(field.maxLength, INPUT_MAX),
    ...(field.value === '' ? {} : { value: field.value }),
  };
}

function textBlock(text: string): Form['intro'][number] {
  return { kind: 'text', text: rich`${text}` };
}

function clip(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1).trimEnd()}…`;
}
