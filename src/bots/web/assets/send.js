// Sending: a press, a form, a message, a command.

import { dropDraft } from './drafts.js';
import { putMessage } from './messages.js';
import { all, one, parse, post, say, showTimes } from './page.js';
import { openSheet, placeView } from './results.js';

function stateOf(form) {
  const found = one('[data-state]', form);
  if (found !== null) return found;
  const state = document.createElement('p');
  state.className = 'state';
  state.dataset.state = '';
  form.append(state);
  return state;
}
function showState(form, words, isWrong = false) {
  const state = stateOf(form);
  state.textContent = words;
  state.classList.toggle('is-wrong', isWrong);
  if (isWrong) say(words);
}
async function send(form, button) {
  if (form.getAttribute('aria-busy') === 'true') return;
  form.setAttribute('aria-busy', 'true');
  button?.setAttribute('aria-disabled', 'true');
  const slow = setTimeout(() => showState(form, 'Sending…'), 250);
  try {
    // getAttribute: a button named "action" hides the property.
    await take(form, button, await post(form.getAttribute('action'), new FormData(form, button)));
  } catch {
    clearTimeout(slow);
    showState(form, 'Not sent: the connection is lost. Your words are kept; send again in a moment.', true);
  } finally {
    clearTimeout(slow);
    form.removeAttribute('aria-busy');
    button?.removeAttribute('aria-disabled');
  }
}
async function take(form, button, response) {
  const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
  const text = await response.text();
  if (!response.ok && !isPage) {
    showState(form, text.trim(), true);
    return;
  }
  showState(form, '');
  const parts = isPage ? [...parse(text).body.children] : [];
  if (response.ok && !parts.some((part) => part.matches('form'))) {
    const nonce = response.headers.get('x-nonce');
    if (nonce !== null) form.elements.nonce.value = nonce;
    finish(form);
  }
  for (const part of parts) {
    showTimes(part);
    if (part.matches('article')) putMessage(part);
    else if (part.matches('form')) openSheet(part, form, button);
    else placeView(part, button);
  }
  if (response.status === 204) say('Done.');
}
/** What was sent has arrived, so its words need not be kept here any more. */
function finish(form) {
  if (form.matches('[data-draft]')) dropDraft(form);
  form.closest('dialog')?.close();
  if (form.matches('[data-sheet]')) return;
  for (const field of all('textarea, input[type="text"], input:not([type])', form)) field.value = '';
  if (form.matches('[data-composer]')) {
    one('.field-error', form)?.remove();
    const scroll = one('[data-scroll="thread"]');
    scroll.scrollTop = 0;
    say('Sent.');
    one('textarea', form).focus();
  }
}
addEventListener('submit', (event) => {
  if (!event.target.matches('form[data-send]')) return;
  event.preventDefault();
  void send(event.target, event.submitter);
});
addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target.matches('textarea')) {
    const { form } = event.target;
    form.requestSubmit(one('button', form));
  }
  const menu = one('.people[open]');
  if (event.key === 'Escape' && menu !== null) {
    menu.open = false;
    one('summary', menu).focus();
  }
});
