// The connection: heard from all the time, and mended by itself.

import { changed, fetchChanges, isBehind, isOwnPage, openThread, refresh } from './messages.js';
import { one, person } from './page.js';

const RETRY_MS = 3000;
const banner = one('[data-connection]');
let stamp = document.body.dataset.stamp;
let source = null;
let losing;
let fetching;

function showLost() {
  banner.textContent = 'Connection lost. Trying again…';
  banner.hidden = false;
}
function lost() {
  // A short break mends itself before anyone needs to read about it.
  losing ??= setTimeout(showLost, 1500);
}
function found() {
  clearTimeout(losing);
  losing = undefined;
  if (banner.hidden) return;
  banner.textContent = 'Connected again.';
  setTimeout(() => (banner.hidden = losing === undefined), 2500);
}

/** Brings the page up to date soon; what could not be had is asked for again. */
function update(job, wait = 60) {
  clearTimeout(fetching);
  fetching = setTimeout(() => void job().catch(() => update(refresh, RETRY_MS)), wait);
}
function hear(change) {
  stamp = change.stamp;
  if (change.thread === null || isOwnPage()) {
    update(refresh);
    return;
  }
  changed.feed.add(change.thread);
  if (change.thread === openThread()) changed.thread.add(change.id);
  update(fetchChanges);
}
function connect() {
  source = new EventSource(`/events?as=${person}`);
  source.addEventListener('hello', (event) => {
    found();
    if (event.data !== stamp) update(refresh, 0);
    stamp = event.data;
  });
  source.addEventListener('change', (event) => hear(JSON.parse(event.data)));
  source.addEventListener('error', (event) => {
    lost();
    // The browser tries again by itself unless it was answered with something else than a stream.
    if (event.target !== source || source.readyState !== EventSource.CLOSED) return;
    source = null;
    setTimeout(() => void (source === null && !document.hidden && connect()), RETRY_MS);
  });
}
function leave() {
  source?.close();
  source = null;
}

/** Follows along as long as somebody looks. */
export function follow() {
  if (stamp === '' || stamp === undefined) return;
  connect();
  // A page of one's own waits until nobody is on what would be replaced.
  if (isOwnPage()) document.addEventListener('focusout', () => void (isBehind() && update(refresh, 300)));
  addEventListener('offline', () => {
    leave();
    lost();
  });
  addEventListener('online', () => void (source === null && connect()));
  // Browsers allow six connections to one server, so a tab nobody looks at gives its own back.
  let leaving;
  document.addEventListener('visibilitychange', () => {
    clearTimeout(leaving);
    if (document.hidden) leaving = setTimeout(leave, 5000);
    else if (source === null) connect();
  });
}
