import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHistory } from '../../../src/bots/web/read-history.ts';
import { encodeAction } from '../../../src/core/platform/action.ts';
import { browserThere, launchBrowser } from '../../support/browser.ts';
import { LONG_ANSWER } from '../../support/room.ts';
import { ask, serveRoom, visit, type ServedRoom, type Visitor } from './visit.ts';

let served: ServedRoom;
let base: string;
let dana: Visitor;
let other: Visitor;
beforeAll(async () => {
  served = await serveRoom();
  base = served.server.url;
  dana = await visit(base);
  other = await visit(base);
  const round = await served.room.core.db.selectFrom('rounds').select('id').executeTakeFirstOrThrow();
  await answer(dana, round.id, LONG_ANSWER);
});
afterAll(() => served.close());

/** Sends an answer by the form, as a browser without scripts does, and waits for its feedback. */
async function answer(who: Visitor, roundId: string, text: string): Promise<void> {
  const openedAt = String(Math.floor(served.room.clock.now().epochMilliseconds / 1000));
  const action = encodeAction({ verb: 'submit', roundId, openedAt });
  await who.post('/act', { action, nonce: crypto.randomUUID(), 'f.answer': text });
  await served.room.settled();
}

async function memberId(who: Visitor): Promise<string> {
  const row = await served.room.core.db
    .selectFrom('members')
    .where('external_id', '=', who.person())
    .select('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

describe('/me', () => {
  it('shows the member’s own days, to that member only', async () => {
    const mine = await dana.get('/me');
    expect(mine.status).toBe(200);
    expect(mine.text).toContain('1 day answered.');
    expect((await other.get('/me')).text).not.toContain('1 day answered.');
  });

  it('opens what its buttons bring on the page itself, without any script', async () => {
    const opened = await dana.post('/act', {
      action: encodeAction({ verb: 'run', command: 'practice.me', arg: 'days' }),
      at: '/me',
      pane: 'own',
      from: '',
    });
    expect(opened.text).toContain('<h2>My practice</h2>');
    expect(opened.text).toContain('id="view"');
    expect(opened.text).toContain('Longest');
  });

  it('tells programs that only look that there is nothing of their own', async () => {
    expect((await ask(base, '/me')).status).toBe(403);
    expect((await ask(base, '/history')).status).toBe(403);
  });
});

describe('/history', () => {
  it('shows the question, the words in full and their feedback, to that member only', async () => {
    const mine = (await dana.get('/history')).text;
    expect(mine).toContain(LONG_ANSWER);
    expect(mine).toContain('One next step:');
    expect(mine).toContain('Mon 2 Mar 2026');
    const theirs = (await other.get('/history')).text;
    expect(theirs).not.toContain(LONG_ANSWER);
    expect(theirs).toContain('No answers yet.');
  });

  it('finds by category and by words of the question, and says when nothing fits', async () => {
    const { core } = served.room;
    const { category } = await core.db
      .selectFrom('rounds')
      .innerJoin('questions', 'questions.id', 'rounds.question_id')
      .select('questions.category')
      .executeTakeFirstOrThrow();
    expect((await dana.get(`/history?q=${category}`)).text).toContain(LONG_ANSWER);
    const nothing = (await dana.get(`/history?q=${encodeURIComponent('<b>zebra')}`)).text;
    expect(nothing).toContain('No answer of yours fits <strong>&lt;b&gt;zebra</strong>');
    expect(nothing).not.toContain(LONG_ANSWER);
  });

  it('has pages, and one for printing that holds more', async () => {
    await dana.post('/act', { action: encodeAction({ verb: 'now' }) });
    await served.room.settled();
    const personal = await served.room.core.db
      .selectFrom('rounds')
      .where('member_id', 'is not', null)
      .select('id')
      .executeTakeFirstOrThrow();
    await answer(dana, personal.id, `${LONG_ANSWER} And this was the second one.`);
    const source = served.room.core;
    const id = await memberId(dana);
    const first = await readHistory(source, id, { said: '', page: 1, size: 1 });
    const second = await readHistory(source, id, { said: '', page: 2, size: 1 });
    expect([first.pages, second.page, first.total]).toEqual([2, 2, 2]);
    expect(second.entries[0]?.answerId).not.toBe(first.entries[0]?.answerId);
    expect((await readHistory(source, id, { said: '', page: 1, size: 100 })).entries).toHaveLength(2);
    for (const odd of ['?page=999999&size=100', '?page=-1', '?size=1e9&q=%00%F0', '?q=%25_%5C']) {
      expect((await dana.get(`/history${odd}`)).status, odd).toBe(200);
    }
  });
});

describe.skipIf(!browserThere())('on paper', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('the history is what one wrote and was told, black on white, with nothing to press', async () => {
    const context = await browser.newContext({ colorScheme: 'dark' });
    const [name, value] = dana.cookie().split('; ')[0]?.split('=') ?? [];
    await context.addCookies([{ name: name ?? '', value: value ?? '', url: base, sameSite: 'Strict' }]);
    const page = await context.newPage();
    await page.goto(`${base}/history`);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.getByText(LONG_ANSWER).first().isVisible()).toBe(true);
    expect(await page.getByText('One next step:').first().isVisible()).toBe(true);
    for (const chrome of ['header', 'button', 'input', '.private-label', '.skip']) {
      expect(await page.locator(chrome).filter({ visible: true }).count(), chrome).toBe(0);
    }
    const colours = await page.evaluate(`[...document.querySelectorAll('main, main *')]
      .filter((part) => part.getClientRects().length > 0)
      .map((part) => getComputedStyle(part))
      .flatMap((style) => [style.color, style.backgroundColor])
      .filter((colour, index, all) => all.indexOf(colour) === index)
      .toSorted()`);
    expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)'].toSorted());
    // Nothing is cut off by a window that scrolls.
    expect(await page.evaluate("getComputedStyle(document.querySelector('main')).overflowY")).toBe('visible');
    await context.close();
  });
});
