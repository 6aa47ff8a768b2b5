// What the other files share: finding things, asking the server, times, and what is said aloud.

/** The member this page acts as; '' for a visitor who is nobody yet. */
export const { person } = document.body.dataset;
export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];
export const parse = (markup) => new DOMParser().parseFromString(markup, 'text/html');
export const post = (path, fields) =>
  fetch(path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { 'x-greenroom': 'part' },
  });

/** Brings a part into view with its beginning, also when it is taller than the place it stands in. */
export function reveal(part) {
  const place = part.closest('[data-scroll], main');
  const isTall = part.offsetHeight > (place?.clientHeight ?? innerHeight);
  part.scrollIntoView({ block: isTall ? 'start' : 'nearest' });
}

/* Times, in the reader's own zone and way of writing */

const DATE = { weekday: 'short', day: 'numeric', month: 'short' };
const TIME = { hour: '2-digit', minute: '2-digit' };
const STYLES = { datetime: { ...DATE, ...TIME }, date: DATE, time: TIME };
export function showTimes(root) {
  for (const time of all('time[data-style]', root)) {
    const at = new Date(time.dateTime);
    time.textContent = new Intl.DateTimeFormat(undefined, STYLES[time.dataset.style]).format(at);
    time.title = at.toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'long' });
  }
  showTimers(root);
}

/* The soft timer: a form that says for how long it has been open. Nothing ends by it, nothing reads it out. */

export const MINUTE_MS = 60_000;
export function showTimers(root) {
  for (const line of all('[data-opened]', root)) {
    const minutes = Math.floor((Date.now() - Date.parse(line.dataset.opened)) / MINUTE_MS);
    const words = minutes === 1 ? '1 minute' : `${minutes} minutes`;
    line.textContent = `${minutes < 1 ? 'Just opened.' : `Open for ${words}.`} There is no time limit.`;
  }
}

/* What is said aloud: own results and counts of new replies, nothing else */

export function say(words) {
  const region = one('[data-said]');
  region.textContent = '';
  setTimeout(() => (region.textContent = words), 50);
}
