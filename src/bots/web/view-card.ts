import { never } from '../../core/errors.ts';
import { decodeAction } from '../../core/platform/action.ts';
import type { FormField } from '../../core/platform/card.ts';
import { instant, rich } from '../../core/platform/rich.ts';
import { html, textarea, type Html } from './html.ts';
import { hiddenFields, renderBlock, renderCard } from './render.ts';
import type { View } from './views.ts';

type FormContent = Extract<View['content'], { kind: 'form' }>;

/** A private result, in the page or sent to the script, which puts it under what was pressed. */
export function viewPart(view: View, zone: string | null, nonce: string): Html {
  switch (view.content.kind) {
    case 'card': {
      const press = { as: view.person, at: view.at, pane: view.pane, from: view.from ?? '', view: view.id };
      // A group and no landmark: several can be open at once, all called the same.
      return html`<div
        role="group"
        class="view"
        id="view"
        tabindex="-1"
        aria-label="Only you can see this"
        data-view="${view.id}"
        data-pane="${view.pane}"
        data-from="${view.from ?? ''}"
        ${view.receiptOf !== null && html`data-receipt="${view.receiptOf}"`}
      >
        ${renderCard(view.content.card, { zone, press, heading: 3, isPrivate: true })}
        <p class="view-end"><a class="quiet-button" href="${view.at}" data-close>Close</a></p>
      </div>`;
    }
    case 'form':
      return formSheet(view, view.content, zone, nonce);
    default:
      return never(view.content);
  }
}

/** A form as the main part of a page; the script shows the same markup in a dialog. */
function formSheet(view: View, content: FormContent, zone: string | null, nonce: string): Html {
  const { form, typed, errors } = content;
  const unplaced = Object.entries(errors).filter(
    ([name]) => !form.fields.some((field) => field.name === name),
  );
  const firstWrong = form.fields.find((field) => field.name in errors)?.name ?? form.fields[0]?.name;
  const hidden = {
    as: view.person,
    at: view.at,
    pane: view.pane,
    from: view.from ?? '',
    view: view.id,
    nonce,
  };
  return html`<form
    class="sheet"
    method="post"
    action="/act"
    data-send
    data-sheet
    data-draft="${draftName(form.submit)}"
    aria-labelledby="sheet-title"
  >
    ${hiddenFields(hidden)}
    <h2 id="sheet-title">${form.title}</h2>
    ${form.openedAt !== undefined && openedLine(form.openedAt, zone)}
    ${form.intro.map((block) => renderBlock(block, zone))}
    ${unplaced.map(([, sentence]) => html`<p class="field-error">${sentence}</p>`)}
    ${form.fields.map((field) => fieldRow(field, typed[field.name] ?? field.value, errors[field.name], field.name === firstWrong))}
    <p class="row sheet-end">
      <button class="primary" name="action" value="${form.submit}">${form.submitLabel}</button>
      <a class="button secondary" href="${view.at}" data-close>Cancel</a>
      <span class="state" data-state></span>
    </p>
  </form>`;
}

/** Without the script it says when; the script says for how long. Nothing reads it out by itself. */
function openedLine(at: string, zone: string | null): Html {
  const words = rich`Opened at ${instant(Temporal.Instant.from(at), 'time')}. There is no time limit.`;
  return html`<div class="timer" data-opened="${at}">
    ${renderBlock({ kind: 'text', text: words }, zone)}
  </div>`;
}

function fieldRow(field: FormField, value: string, error: string | undefined, focused: boolean): Html {
  const id = `field-${field.name}`;
  const about = [field.help !== null && `${id}-help`, error !== undefined && `${id}-error`].filter(
    (part) => part !== false,
  );
  const described = about.length > 0 && html` aria-describedby="${about.join(' ')}"`;
  const state = html`${described}${error !== undefined && html` aria-invalid="true"`}${focused && html` autofocus`}`;
  return html`<div class="field">
    <label for="${id}"
      >${field.label}${!field.required && html` <span class="optional">(optional)</span>`}</label
    >
    ${field.help !== null && html`<p class="help" id="${id}-help">${field.help}</p>`}
    ${
      // No maxlength: it would cut what is pasted without a word. Too long is refused with a sentence.
      field.choices !== undefined
        ? html`<select id="${id}" name="f.${field.name}" ${state}>
            ${field.choices.map((choice) => html`<option value="${choice.value}" ${choice.value === value && html` selected`}>${choice.label}</option>`)}
          </select>`
        : field.multiline
          ? textarea(html`id="${id}" name="f.${field.name}" rows="9" ${state}`, value)
          : html`<input id="${id}" name="f.${field.name}" value="${value}" ${state} />`
    }
    ${error !== undefined && html`<p class="field-error" id="${id}-error">${error}</p>`}
  </div>`;
}

/** The same form opened again, a minute or a restart later, finds the words typed before. */
function draftName(submit: string): string {
  const action = decodeAction(submit);
  return action?.verb === 'submit' ? `answer-${action.roundId}` : submit;
}
