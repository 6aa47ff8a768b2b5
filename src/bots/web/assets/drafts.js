// Drafts: kept per thread or form until sent; two tabs stay in step.

import { all, person } from './page.js';

const draftKey = (form) => `greenroom:${person}:${form.dataset.draft}`;
const draftFields = (form) => all('textarea, input[name^="f."]', form);
function readDraft(form) {
  try {
    return JSON.parse(localStorage.getItem(draftKey(form)));
  } catch {
    return null;
  }
}
function saveDraft(form) {
  const fields = draftFields(form);
  const untouched = fields.every((field) => field.value === field.defaultValue);
  try {
    if (untouched) localStorage.removeItem(draftKey(form));
    else {
      const values = fields.map((field) => [field.name, field.value]);
      localStorage.setItem(draftKey(form), JSON.stringify(Object.fromEntries(values)));
    }
  } catch {
    // Storage is full or switched off: the words are still in the box.
  }
}
function showDraft(form, draft) {
  for (const field of draftFields(form)) field.value = draft?.[field.name] ?? field.defaultValue;
}
export function dropDraft(form) {
  try {
    localStorage.removeItem(draftKey(form));
  } catch {
    // As above.
  }
}
export function restoreDraft(form) {
  const draft = form === null ? null : readDraft(form);
  if (draft !== null) showDraft(form, draft);
}
addEventListener('input', (event) => {
  const form = event.target.closest('form[data-draft]');
  if (form !== null) saveDraft(form);
});
addEventListener('storage', (event) => {
  for (const form of all('form[data-draft]')) {
    if (event.key === draftKey(form)) showDraft(form, readDraft(form));
  }
});
