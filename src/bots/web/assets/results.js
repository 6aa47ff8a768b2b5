// Private results, under what was pressed, and forms, in a dialog.

import { restoreDraft } from './drafts.js';
import { all, one, reveal } from './page.js';

const openers = new WeakMap();
/** Where one goes on after closing: what was pressed first, however many results and forms came of it. */
const firstOpener = (button) => openers.get(button?.closest('.view, dialog')) ?? button;
export function placeView(view, button) {
  const { pane, from } = view.dataset;
  const list = one(`[data-list="${pane}"]`);
  if (list === null) {
    location.assign(`${one('[data-close]', view).getAttribute('href')}?view=${view.dataset.view}#view`);
    return;
  }
  const old = all('.view').find((other) => other.dataset.pane === pane && other.dataset.from === from);
  const message = document.getElementById(`${pane}-${from}`);
  openers.set(view, firstOpener(button));
  // The id is for the address of a page; here there may be several.
  view.removeAttribute('id');
  view.classList.add('is-new');
  if (old !== undefined) old.replaceWith(view);
  else if (message !== null) message.after(view);
  else list.parentElement.append(view);
  view.focus({ preventScroll: true });
  reveal(view);
}
export function openSheet(sheet, form, button) {
  if (form.matches('[data-sheet]')) form.replaceWith(sheet);
  else {
    const dialog = document.createElement('dialog');
    dialog.setAttribute('aria-labelledby', 'sheet-title');
    // Once is enough: the dialog has the name now.
    sheet.removeAttribute('aria-labelledby');
    dialog.append(sheet);
    openers.set(dialog, firstOpener(button));
    dialog.addEventListener('close', () => {
      dialog.remove();
      // The result of what was sent may have the focus by now.
      if (document.activeElement === document.body && button?.isConnected) button.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
    restoreDraft(sheet);
  }
  one('[aria-invalid], [autofocus]', sheet)?.focus();
}
addEventListener('click', (event) => {
  const menu = one('.people[open]');
  if (menu !== null && !menu.contains(event.target)) menu.open = false;
  const close = event.target.closest('[data-close]');
  const view = close?.closest('.view, dialog');
  if (view === undefined || view === null) return;
  event.preventDefault();
  if (view.matches('dialog')) view.close();
  else {
    const opener = openers.get(view);
    view.remove();
    (opener?.isConnected ? opener : one('#thread, #feed, #main')).focus();
  }
});
