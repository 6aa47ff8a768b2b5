/**
 * `node test/bench/web-thread.ts`: what a thread of 500 replies costs the person who reads and writes in it,
 * in a headless Chromium on this machine, beside the same in an empty thread, which is what the machine takes for
 * any thread just now. Milliseconds, each from the press to the frame that shows it:
 *
 *   open     the thread's address, until the page is laid out and its script has run
 *   scroll   one screen up or down, until the next frame
 *   type     one letter in the writing box, until the next frame
 *   write    a reply, from Send until it stands in the thread
 *   hear     another member's reply put into the page and laid out
 *
 * The aim is 100 ms an action. Nothing here is asserted: tests make no claims about time.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { sql } from 'kysely';
import { z } from 'zod';
import { startApp } from '../../src/app.ts';
import { readSettings } from '../../src/core/config.ts';
import { openDatabase } from '../../src/core/db/database.ts';
import { startEmbedded } from '../../src/core/db/embedded.ts';
import { silentLog } from '../../src/core/log.ts';
import { systemClock } from '../../src/core/time.ts';
import { launchBrowser } from '../support/browser.ts';

const REPLIES = 500;
const TIMES = 7;

const TYPE = `new Promise((done) => {
  const box = document.querySelector('.composer textarea');
  const start = performance.now();
  box.value += 'a';
  box.dispatchEvent(new Event('input', { bubbles: true }));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})`;

/** A message as the server would send it, put in where the script puts one in. */
const HEAR = `new Promise((done) => {
  const list = document.querySelector('.thread-pane [data-list]');
  const start = performance.now();
  list.append(list.lastElementChild.cloneNode(true));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})`;

const folder = await mkdtemp(path.join(tmpdir(), 'greenroom-web-bench-'));
// As root the server runs as another user, who must be able to pass through.
await chmod(folder, 0o711);
const server = await startEmbedded({ dataDir: folder, say: () => {} });
const db = openDatabase(server.connectionString);
const read = readSettings({ DATABASE_URL: server.connectionString, PORT: '0' });
if (!read.ok) throw new Error(read.problems.join(' '));
const app = await startApp({
  role: 'all',
  settings: read.settings,
  clock: systemClock,
  log: silentLog,
  say: () => {},
});
const browser = await launchBrowser();
try {
  const page = await browser.newPage();
  await page.goto(app.url ?? '');
  const link = page.locator('.thread-link').first();
  await link.waitFor();
  const thread = `${app.url ?? ''}${(await link.getAttribute('href')) ?? ''}`;
  const open = (address: string): Promise<number> =>
    timed(async () => {
      await page.goto(address);
      await page.waitForSelector('html[data-script=ready]');
    });
  const measure = async (): Promise<Map<string, number>> => {
    const found = new Map([['open', await median(() => open(thread))]]);
    found.set('scroll', await median((turn) => inPage(page, scrollBy(turn % 2 === 0 ? -1 : 1))));
    found.set('type', await median(() => inPage(page, TYPE)));
    found.set('write', await median((turn) => inPage(page, write(`Reply number ${turn} from the bench.`))));
    found.set('hear', await median(() => inPage(page, HEAR)));
    return found;
  };
  const empty = await measure();
  await fill(thread.slice(thread.lastIndexOf('/') + 1));
  const full = await measure();
  console.log(`milliseconds, median of ${TIMES}: in an empty thread, and in one of ${REPLIES} replies`);
  for (const [name, taken] of full) {
    const before = (empty.get(name) ?? 0).toFixed(0).padStart(6);
    console.log(`  ${name.padEnd(8)} ${before} ${taken.toFixed(0).padStart(6)}`);
  }
} finally {
  await browser.close();
  await app.close();
  await db.destroy();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Puts 500 replies of ten members into the thread, between 20 and 120 words each. */
async function fill(threadId: string): Promise<void> {
  await sql`
    insert into members (community_id, external_id, display_name, created_at)
    select id, 'bench-' || n, 'Bench member ' || n, now() from communities, generate_series(1, 10) as n`.execute(
    db,
  );
  await sql`
    insert into web_messages (id, community_id, channel_id, thread_id, author_id, body, created_at)
    select 'm-bench-' || n, root.community_id, root.channel_id, root.id,
      (select id from members where external_id = 'bench-' || (n % 10 + 1)),
      repeat('I would ask who acts on it first. ', 3 + n % 15), now()
    from web_messages as root, generate_series(1, ${sql.lit(REPLIES)}) as n
    where root.id = ${threadId}`.execute(db);
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** Runs a script that measures itself, so that the driver's own way there and back is not counted. */
async function inPage(page: Page, script: string): Promise<number> {
  return z.number().parse(await page.evaluate(script));
}

async function median(run: (turn: number) => Promise<number>): Promise<number> {
  const taken: number[] = [];
  for (let turn = 0; turn < TIMES; turn += 1) taken.push(await run(turn));
  return taken.toSorted((a, b) => a - b)[Math.floor(TIMES / 2)] ?? 0;
}

function scrollBy(screens: number): string {
  return `new Promise((done) => {
    const place = document.querySelector('#thread');
    const start = performance.now();
    place.scrollTop += ${screens} * place.clientHeight;
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
  })`;
}

function write(text: string): string {
  return `new Promise((done) => {
    const box = document.querySelector('.composer textarea');
    box.value = ${JSON.stringify(text)};
    const start = performance.now();
    const look = new MutationObserver(() => {
      if (!document.querySelector('.thread-pane [data-list]').lastElementChild.textContent.includes(${JSON.stringify(text)})) return;
      look.disconnect();
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
    });
    look.observe(document.querySelector('.thread-pane [data-list]'), { childList: true });
    box.form.requestSubmit();
  })`;
}
