// The room can be read and answered without these files. With them, times are the reader's own, drafts
// are kept, results open in place and new messages appear by themselves.

import { restoreDraft } from './drafts.js';
import { follow } from './follow.js';
import { refresh } from './messages.js';
import { all, MINUTE_MS, one, person, post, showTimers, showTimes } from './page.js';
import './send.js';

showTimes(document);
setInterval(() => showTimers(document), MINUTE_MS);
for (const form of all('form[data-draft]')) restoreDraft(form);
one('[data-list="feed"] .is-open')?.scrollIntoView({ block: 'nearest' });
one('#view')?.scrollIntoView({ block: 'nearest' });
follow();
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (person !== '' && zone !== undefined && zone !== document.body.dataset.zone) {
  void post('/zone', { as: person, zone }).then(refresh, () => {});
}
const print = one('[data-print]');
if (print !== null) {
  print.hidden = false;
  addEventListener('click', (event) => void (event.target.closest('[data-print]') && window.print()));
}
// From here on a press opens in place; before, it would have opened a page.
document.documentElement.dataset.script = 'ready';
