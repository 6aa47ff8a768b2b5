// The connection: heard from all the time, and mended by itself.

import { changed, fetchChanges, openThread, refresh } from './messages.js';
import { one, person } from './page.js';

let fetching;

let stamp = document.body.dataset.stamp;
let source = null;
let losing;
const banner = one('[data-connection]');
function lost() {
  losing ??= setTimeout(() => {
    banner.textContent = 'Connection lost. Trying again…';
    banner.hidden = false;
  }, 1500);
}
function found() {
  clearTimeout(losing);
  losing = undefined;
  if (banner.hidden) return;
  banner.textContent = 'Connected again.';
  setTimeout(() => (banner.hidden = losing === undefined), 2500);
}
function connect() {
  source = new EventSource(`/events?as=${person}`);
  source.addEventListener('hello', (event) => {
    found();
    if (event.data !== stamp) void refresh();
    stamp = event.data;
  });
  source.addEventListener('change', (event) => {
    const change = JSON.parse(event.data);
    stamp = change.stamp;
    clearTimeout(fetching);
    if (change.thread === null) fetching = setTimeout(() => void refresh().then(fetchChanges), 60);
    else {
      changed.feed.add(change.thread);
      if (change.thread === openThread()) changed.thread.add(change.id);
      fetching = setTimeout(() => void fetchChanges(), 60);
    }
  });
  source.addEventListener('error', () => {
    lost();
    // The browser tries again by itself unless it was answered with something else than a stream.
    if (source?.readyState === EventSource.CLOSED) setTimeout(() => !document.hidden && connect(), 3000);
  });
}
export function follow() {
  if (stamp === '' || stamp === undefined) return;
  connect();
  // Browsers allow six connections to one server, so a tab nobody looks at gives its own back.
  let leaving;
  document.addEventListener('visibilitychange', () => {
    clearTimeout(leaving);
    if (!document.hidden && source === null) connect();
    if (document.hidden) {
      leaving = setTimeout(() => {
        source?.close();
        source = null;
      }, 5000);
    }
  });
}
