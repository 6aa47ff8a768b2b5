import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createWebPort } from '../../../src/bots/web/outbound.ts';
import { rich } from '../../../src/core/platform/rich.ts';
import { browserThere, launchBrowser } from '../../support/browser.ts';
import { LONG_ANSWER } from '../../support/room.ts';
import { serveRoom, visit, type ServedRoom } from './visit.ts';

/** Waits as long as a busy machine may need. */
function soon<T>(look: () => Promise<T>) {
  return expect.poll(look, { timeout: 10_000 });
}

describe.skipIf(!browserThere())('the script of the room', () => {
  let served: ServedRoom;
  let browser: Browser;
  let context: BrowserContext;
  let thread: string;
  const troubles: string[] = [];

  beforeAll(async () => {
    [served, browser] = await Promise.all([serveRoom(), launchBrowser()]);
    thread = `${served.server.url}/t/${served.threadId}`;
    context = await browser.newContext({ timezoneId: 'Asia/Kathmandu', locale: 'en-GB' });
    context.setDefaultTimeout(10_000);
    context.on('weberror', (error) => troubles.push(error.error().message));
    context.on('console', (line) => {
      if (line.type() === 'error') troubles.push(`${line.text()} ${line.location().url}`);
    });
  });
  afterEach(() => context.setOffline(false));
  afterAll(async () => {
    await browser.close();
    await served.close();
  });

  async function open(url: string): Promise<Page> {
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForSelector('html[data-script=ready]');
    return page;
  }
  const hasFocus = async (page: Page, what: Locator): Promise<boolean> =>
    (await what.and(page.locator(':focus')).count()) === 1;
  const box = (page: Page) => page.getByLabel('Write in the thread');

  it('tells the zone, and shows times in it', async () => {
    const page = await open(served.server.url);
    await page.getByText('Posted Mon 2 Mar, 15:45').waitFor();
    await page.close();
  });

  it('says for how long a form has been open to whoever asked for that, and to nobody aloud', async () => {
    const page = await open(served.server.url);
    const answer = page.getByRole('button', { name: 'Answer', exact: true }).first();
    await answer.click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await page.locator('.timer').count()).toBe(0);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByLabel('Command').fill('/practice settings timer soft');
    await page.keyboard.press('Enter');
    await page.getByText('Timer: off').waitFor();
    await page.clock.install({ time: '2026-03-02T10:03:30Z' });
    await answer.click();
    await soon(() => page.locator('.timer').textContent()).toBe(
      'Open for 3 minutes. There is no time limit.',
    );
    expect(await page.locator('[aria-live] .timer, .timer[aria-live], .timer[role]').count()).toBe(0);
    await page.close();
  });

  it('keeps what was typed over a reload and in step between two tabs, until it is sent', async () => {
    const [one, two] = [await open(thread), await open(thread)];
    await box(one).fill('half a thought');
    await soon(() => box(two).inputValue()).toBe('half a thought');
    await one.reload();
    await soon(() => box(one).inputValue()).toBe('half a thought');
    await one.getByRole('button', { name: 'Send' }).click();
    await one.locator('article.is-mine', { hasText: 'half a thought' }).waitFor();
    await soon(() => box(two).inputValue()).toBe('');
    await two.locator('article', { hasText: 'half a thought' }).waitFor();
    expect(await box(one).inputValue()).toBe('');
    await one.reload();
    expect(await box(one).inputValue()).toBe('');
    await Promise.all([one.close(), two.close()]);
  });

  it('keeps the words when they cannot be sent, says so, and sends them once afterwards', async () => {
    const page = await open(thread);
    await box(page).fill('typed on a train');
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.composer').getByText('Not sent: the connection is lost.').waitFor();
    expect(await box(page).inputValue()).toBe('typed on a train');
    await context.setOffline(false);
    troubles.length = 0;
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('article.is-mine', { hasText: 'typed on a train' }).waitFor();
    expect(await page.locator('article.is-mine', { hasText: 'typed on a train' }).count()).toBe(1);
    await page.close();
  });

  it('puts in what others write without touching what is being typed, and says how many', async () => {
    const page = await open(thread);
    await box(page).pressSequentially('still typ');
    const other = await visit(served.server.url);
    await Promise.all(
      ['a first reply', 'a second reply'].map((text) =>
        other.post(`/t/${served.threadId}/messages`, { text, nonce: crypto.randomUUID() }),
      ),
    );
    await page.locator('.thread-pane article', { hasText: 'a second reply' }).waitFor();
    await box(page).pressSequentially('ing');
    expect(await box(page).inputValue()).toBe('still typing');
    await soon(() => page.locator('[data-said]').textContent()).toMatch(/^(?:1 new reply|2 new replies)$/);
    await box(page).fill('');
    await page.close();
  });

  it('opens a result under its button, gives it the focus, and gives the focus back on Close', async () => {
    const page = await open(thread);
    const hint = page.locator('.thread-pane').getByRole('button', { name: 'Hint', exact: true });
    await hint.press('Enter');
    const result = page.getByRole('group', { name: 'Only you can see this' });
    await result.getByText('Hint 1 of 3').waitFor();
    await soon(() => hasFocus(page, result)).toBe(true);
    await result.getByRole('button', { name: 'Next hint' }).press('Enter');
    await result.getByText('Hint 2 of 3').waitFor();
    expect(await result.count()).toBe(1);
    await result.getByRole('link', { name: 'Close' }).press('Enter');
    expect(await result.count()).toBe(0);
    await soon(() => hasFocus(page, hint)).toBe(true);
    await page.close();
  });

  it('opens a form in a dialog, keeps what is typed over Escape and a refusal, and sends it', async () => {
    const page = await open(thread);
    const answer = page.locator('.thread-pane').getByRole('button', { name: 'Answer', exact: true });
    await answer.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Your answer' });
    const field = dialog.getByRole('textbox', { name: 'Your answer' });
    await field.fill('…');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await soon(() => hasFocus(page, answer)).toBe(true);
    await answer.press('Enter');
    expect(await field.inputValue()).toBe('…');
    await dialog.getByRole('button', { name: 'Send' }).press('Enter');
    await dialog.getByText('There are no words in it yet.').waitFor();
    expect(await field.inputValue()).toBe('…');
    await soon(() => hasFocus(page, field)).toBe(true);
    troubles.length = 0;
    await field.fill('I would ask who acts on a late reading, and decide from how late is too late.');
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('group', { name: 'Only you can see this' })
      .getByText('Your answer is in.')
      .waitFor();
    expect(await dialog.count()).toBe(0);
    await page.close();
  });

  it('brings a page of one’s own up to date, and never under somebody’s hands', async () => {
    // Somebody who has not answered yet.
    const own = await browser.newContext({ timezoneId: 'Asia/Kathmandu', locale: 'en-GB' });
    own.setDefaultTimeout(10_000);
    const come = async (url: string): Promise<Page> => {
      const page = await own.newPage();
      await page.goto(url);
      await page.waitForSelector('html[data-script=ready]');
      return page;
    };
    const me = await come(`${served.server.url}/me`);
    const room = await come(thread);
    await me.getByText('No day has been counted yet.').waitFor();
    // Another tab of the same person, with the history that is still empty.
    const history = await come(`${served.server.url}/history`);
    await history.getByText('No answers yet.').waitFor();
    const held = me.locator('.own-main').getByRole('button').first();
    await held.focus();
    await room.locator('.thread-pane').getByRole('button', { name: 'Answer', exact: true }).click();
    await room.getByRole('textbox', { name: 'Your answer' }).fill(LONG_ANSWER);
    await room.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
    await room.getByText('One next step:').first().waitFor();
    await me.waitForTimeout(500);
    expect(await hasFocus(me, held)).toBe(true);
    await me
      .getByLabel('Command')
      .or(me.getByRole('link', { name: 'History' }))
      .first()
      .focus();
    await me.getByText('1 day answered.').waitFor();
    const entry = history.locator('article.entry');
    await entry.getByText('One next step:').waitFor();
    expect(await history.locator('.history-count').textContent()).toContain('1 answer');
    // Somebody is about to search: what comes meanwhile waits until they are done.
    await history.getByLabel('A category, or words of the question').fill('metr');
    await room.getByRole('link', { name: 'Back' }).click();
    await room.getByRole('button', { name: 'Practise one now' }).last().click();
    const asked = room.locator('.feed-pane article, .feed-pane .view', { hasText: 'Only you can see this' });
    await asked.getByRole('button', { name: 'Answer', exact: true }).last().click();
    await room.getByRole('textbox', { name: 'Your answer' }).fill(LONG_ANSWER);
    await room.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
    await me.getByText('Last answers').waitFor();
    await soon(() => me.locator('.own-main li').count()).toBeGreaterThan(0);
    await history.waitForTimeout(500);
    expect(await history.getByLabel('A category, or words of the question').inputValue()).toBe('metr');
    expect(await entry.count()).toBe(1);
    await history.getByRole('link', { name: 'My practice' }).focus();
    await soon(() => entry.count()).toBe(2);
    await own.close();
  });

  it('says that the connection is lost, and mends it by itself with what was missed', async () => {
    const page = await open(served.server.url);
    await context.setOffline(true);
    await page.getByText('Connection lost. Trying again…').waitFor();
    const port = createWebPort(served.room.core.db, served.room.clock);
    await port.postInChannel(
      { communityId: 'local', channelId: 'practice' },
      { tone: 'notice', blocks: [{ kind: 'text', text: rich`Written meanwhile` }], buttons: [] },
      'meanwhile',
    );
    await context.setOffline(false);
    await page.locator('article', { hasText: 'Written meanwhile' }).waitFor();
    await soon(() => page.locator('[data-connection]').isHidden()).toBe(true);
    troubles.length = 0;
    await page.close();
  });

  it('knows who comes back by a link on another site, where the cookie is left at home', async () => {
    const page = await open(thread);
    const name = await page.locator('.people strong').textContent();
    const elsewhere = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(`<a href="${thread}">the room</a>`);
    });
    elsewhere.listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    const address = elsewhere.address();
    // Another name for this machine is another site to a browser.
    await page.goto(`http://localhost:${typeof address === 'object' ? address?.port : ''}`);
    await page.getByRole('link').click();
    await page.locator('.people strong').waitFor();
    expect(await page.locator('.people strong').textContent()).toBe(name);
    await page.close();
    elsewhere.close();
  });

  it('runs without errors, and the page lets no other script run', async () => {
    const page = await open(thread);
    await page.waitForTimeout(200);
    expect(troubles).toEqual([]);
    await page.evaluate(
      "document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = true' }))",
    );
    expect(await page.evaluate("'ran' in window")).toBe(false);
    await page.close();
  });
});
