import type { Browser, Page } from 'playwright-core';
import { sql } from 'kysely';
import { z } from 'zod';
import { startApp } from '../../src/app.ts';
import { readSettings } from '../../src/core/config.ts';
import type { Database } from '../../src/core/db/database.ts';
import { silentLog } from '../../src/core/log.ts';
import { systemClock } from '../../src/core/time.ts';
import { browserThere, launchBrowser } from '../support/browser.ts';
import { percentile, type Comparison } from './report.ts';
import type { Stores } from './stores.ts';

const REPLIES = 500;
const TIMES = 9;
/** What an action may take, in milliseconds. */
const AIM_MS = 100;

/** What is measured, in this order. */
const WHAT = {
  open: 'open its address, until its script has run',
  scroll: 'scroll a screen, until the next frame',
  type: 'type a letter, until the next frame',
  write: 'write a reply, until it stands there',
  hear: "hear another one's reply, until the next frame",
} as const;
type Action = keyof typeof WHAT;
const ACTIONS = ['open', 'scroll', 'type', 'write', 'hear'] as const;

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

/**
 * What a thread of 500 replies costs the person who reads and writes in it, in a headless Chromium, beside the same
 * in an empty thread, which is what the machine takes for any thread just now. Milliseconds from the press to the
 * frame that shows it. The aim is 100 ms an action. Nothing is measured where there is no Chromium.
 */
export async function benchWebThread(stores: Stores): Promise<readonly Comparison[]> {
  if (!browserThere()) return [];
  const { url, db } = await stores.freshDatabase();
  const read = readSettings({ DATABASE_URL: url, PORT: '0' });
  if (!read.ok) throw new Error(read.problems.join(' '));
  const { settings } = read;
  const app = await startApp({ role: 'all', settings, clock: systemClock, log: silentLog, say: () => {} });
  const browser = await launchBrowser();
  try {
    return await compareThreads(browser, app.url ?? '', db);
  } finally {
    await browser.close();
    await app.close();
  }
}

async function compareThreads(browser: Browser, url: string, db: Database): Promise<readonly Comparison[]> {
  const page = await browser.newPage();
  await page.goto(url);
  const link = page.locator('.thread-link').first();
  await link.waitFor();
  const thread = `${url}${(await link.getAttribute('href')) ?? ''}`;
  const empty = await measure(page, thread);
  await fill(db, thread.slice(thread.lastIndexOf('/') + 1));
  const full = await measure(page, thread);
  return ACTIONS.map((action) => ({
    what: `${REPLIES} replies: ${WHAT[action]}`,
    unit: 'ms',
    ours: percentile(full[action], 0.5),
    bare: percentile(empty[action], 0.5),
    baseline: 'the same in an empty thread',
    notes: action === 'open' ? [] : [`${action}: ${within(full[action])}`],
  }));
}

function within(taken: readonly number[]): string {
  const slow = taken.filter((one) => one > AIM_MS).length;
  return `${taken.length - slow} of ${taken.length} within the aim of ${AIM_MS} ms, the slowest ${Math.max(...taken).toFixed(0)} ms`;
}

/** Each action {@link TIMES} times, in milliseconds; the page is open afterwards. */
async function measure(page: Page, thread: string): Promise<Record<Action, readonly number[]>> {
  return {
    open: await times(() =>
      timed(async () => {
        await page.goto(thread);
        await page.waitForSelector('html[data-script=ready]');
      }),
    ),
    scroll: await times((turn) => inPage(page, scrollBy(turn % 2 === 0 ? -1 : 1))),
    type: await times(() => inPage(page, TYPE)),
    write: await times((turn) => inPage(page, write(`Reply number ${turn} from the bench.`))),
    hear: await times(() => inPage(page, HEAR)),
  };
}

/** Puts 500 replies of ten members into the thread, between 20 and 120 words each. */
async function fill(db: Database, threadId: string): Promise<void> {
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

async function times(run: (turn: number) => Promise<number>): Promise<readonly number[]> {
  const taken: number[] = [];
  for (let turn = 0; turn < TIMES; turn += 1) taken.push(await run(turn));
  return taken;
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
