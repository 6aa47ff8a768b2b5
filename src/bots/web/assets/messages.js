// Messages as they come, change and go.

import { all, one, parse, person, reveal, say, showTimes } from './page.js';

let newReplies = 0;
let announcing;
function countReply(article) {
  if (article.classList.contains('is-mine')) return;
  if (article.classList.contains('by-bot')) {
    if (one('.is-private', article) !== null) say('There is a new private message for you.');
    return;
  }
  newReplies += 1;
  clearTimeout(announcing);
  announcing = setTimeout(() => {
    const words = newReplies === 1 ? '1 new reply' : `${newReplies} new replies`;
    say(words);
    const pill = one('[data-new]');
    pill.textContent = words;
    pill.hidden = one('[data-scroll="thread"]').scrollTop > -80;
    if (pill.hidden) newReplies = 0;
  }, 600);
}
one('[data-new]')?.addEventListener('click', (event) => {
  one('[data-scroll="thread"]').scrollTop = 0;
  event.target.hidden = true;
  newReplies = 0;
});

/** Feedback has come: "Your answer is in" has nothing left to say. Whoever was on it goes on there. */
function takeReceipt(article) {
  const answer = one('button[value^="retry:"]', article)?.value.slice('retry:'.length);
  const solo = one('button[value^="run:practice.mock.solo:"]', article)?.value.split('.').find(isId);
  for (const receipt of all('.view[data-receipt]')) {
    if (receipt.dataset.receipt !== answer && receipt.dataset.receipt !== `solo-${solo}`) continue;
    const focused = receipt.contains(document.activeElement);
    receipt.remove();
    if (focused) goTo(article);
  }
}
const isId = (part) => /^\d+$/.test(part);
/** What was in use is gone; whoever was on it goes on from here. */
function goTo(article) {
  article.tabIndex = -1;
  article.focus({ preventScroll: true });
  reveal(article);
}

export function putMessage(next) {
  const pane = next.id.slice(0, next.id.indexOf('-'));
  const list = one(`[data-list="${pane}"]`);
  const old = document.getElementById(next.id);
  // What is being written in stays as it is.
  if (list === null || old?.dataset.v === next.dataset.v || (old && one('textarea', old))) return;
  showTimes(next);
  if (old !== null) {
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    old.replaceWith(next);
    if (focused === null) return;
    const same = all(focused.tagName, next).find((other) => other.textContent === focused.textContent);
    if (same !== undefined) same.focus();
    else goTo(next);
    return;
  }
  const later = all('article', list).find((other) => Number(other.dataset.seq) > Number(next.dataset.seq));
  next.classList.add('is-new');
  if (later === undefined) list.append(next);
  else later.before(next);
  takeReceipt(next);
  if (pane === 'thread') {
    one('[data-fresh="thread-end"]').textContent = '';
    countReply(next);
  }
}
function reconcile(pane, ids, articles) {
  for (const article of articles) putMessage(article);
  const there = new Set(articles.map((article) => article.dataset.id));
  for (const id of ids) if (!there.has(id)) document.getElementById(`${pane}-${id}`)?.remove();
}

export const changed = { feed: new Set(), thread: new Set() };
export const openThread = () => one('[data-root]')?.dataset.root ?? '';
const followed = (pane) => one(`[data-list="${pane}"]:not([data-older])`) !== null;
export async function fetchChanges() {
  // Whoever calls asks for everything anew when this throws, so nothing is missed.
  for (const pane of ['feed', 'thread']) {
    const ids = [...changed[pane]];
    changed[pane].clear();
    if (ids.length === 0 || !followed(pane)) continue;
    const query = new URLSearchParams({ pane, as: person, open: openThread() });
    for (const id of ids) query.append('id', id);
    const response = await fetch(`/part?${query}`);
    if (response.status >= 500) throw new Error('to be asked for again');
    if (response.ok) reconcile(pane, ids, all('article', parse(await response.text())));
  }
}
/** A page of one's own (/me, /history): one part, that is replaced as a whole. */
export const isOwnPage = () => one('[data-fresh="own"]') !== null;
let behind = false;
export const isBehind = () => behind;
const inUse = (part) =>
  part.contains(document.activeElement) || one('.view', part) !== null || !getSelection().isCollapsed;
/** The whole page anew, for what was missed; the writing box is left alone. */
export async function refresh() {
  const query = new URLSearchParams(location.search);
  query.set('as', person);
  query.delete('view');
  const response = await fetch(`${location.pathname}?${query}`, { headers: { accept: 'text/html' } });
  if (response.status >= 500) throw new Error('to be asked for again');
  if (!response.ok) return;
  const page = parse(await response.text());
  for (const pane of ['feed', 'thread']) {
    const list = one(`[data-list="${pane}"]`, page);
    if (list === null || !followed(pane)) continue;
    const articles = all('article', list);
    const oldest = Number(articles.find((article) => article.dataset.id !== openThread())?.dataset.seq ?? 0);
    const here = all('article', one(`[data-list="${pane}"]`));
    const ids = here
      .filter((article) => Number(article.dataset.seq) >= oldest)
      .map((article) => article.dataset.id);
    reconcile(pane, ids, articles);
  }
  for (const part of all('[data-fresh]')) {
    const next = one(`[data-fresh="${part.dataset.fresh}"]`, page);
    if (next === null) continue;
    showTimes(next);
    const own = part.dataset.fresh === 'own';
    if (own) behind = inUse(part);
    // The same again is left alone, so that nothing moves under the eyes.
    if (own ? behind || part.textContent === next.textContent : part.contains(document.activeElement))
      continue;
    for (const print of all('[data-print]', next)) print.hidden = false;
    part.replaceChildren(...next.childNodes);
  }
}
