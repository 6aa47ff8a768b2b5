import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type App } from '../../src/app.ts';
import { readSettings } from '../../src/core/config.ts';
import { silentLog } from '../../src/core/log.ts';
import { browserThere, launchBrowser } from '../support/browser.ts';
import { createTestClock } from '../support/clock.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { LONG_ANSWER } from '../support/room.ts';

const PATIENCE = { timeout: 20_000 };

describe.skipIf(!browserThere())('the first minute in a browser', () => {
  let database: TestDatabase;
  let app: App;
  let browser: Browser;
  let port = 0;
  const clock = createTestClock('2026-03-02T10:00:00Z');

  const start = async (): Promise<App> => {
    const read = readSettings({ DATABASE_URL: database.url, PORT: String(port) });
    if (!read.ok) throw new Error(read.problems.join(' '));
    return startApp({ role: 'all', settings: read.settings, clock, log: silentLog, say: () => {} });
  };
  beforeAll(async () => {
    database = await createTestDatabase();
    browser = await launchBrowser();
    app = await start();
    port = Number(new URL(app.url ?? '').port);
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await database.drop();
  });
  const visit = async (
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<[BrowserContext, Page]> => {
    const context = await browser.newContext({ timezoneId: 'Europe/London', locale: 'en-GB', ...options });
    const page = await context.newPage();
    await page.goto(app.url ?? '');
    return [context, page];
  };

  it('shows the question, takes an answer by form, quotes it, and shows the day', async () => {
    const [context, page] = await visit();
    await page.getByRole('button', { name: 'Answer' }).first().click();
    await page.getByRole('textbox', { name: 'Your answer' }).fill(LONG_ANSWER);
    await page.getByRole('button', { name: 'Send' }).last().click();
    await page.getByText('One next step:').first().waitFor(PATIENCE);
    const quote = await page.locator('blockquote').first().innerText();
    expect(LONG_ANSWER).toContain(quote.trim().replaceAll(/^[“"]|[”"]$/g, ''));
    await page.getByLabel('Command').fill('/practice me');
    await page.getByRole('button', { name: 'Run' }).click();
    await page.getByText('1 day answered.').first().waitFor(PATIENCE);
    await context.close();
  });

  it('asks a second person before it reads what they wrote in the thread', async () => {
    const [context, page] = await visit();
    await page
      .getByRole('link', { name: /thread|repl/i })
      .first()
      .click();
    await page.getByLabel('Write in the thread').fill(LONG_ANSWER);
    await page.getByRole('button', { name: 'Send' }).last().click();
    await page.getByText('want feedback on this?').first().waitFor(PATIENCE);
    await page.getByRole('button', { name: 'Yes' }).click();
    await page.getByRole('button', { name: 'Done' }).first().click();
    await page.getByText('One next step:').first().waitFor(PATIENCE);
    await page.getByText('Feedback is ready for 1 person.').first().waitFor(PATIENCE);
    await context.close();
  });

  it('works with scripts off: the question is read and answered', async () => {
    const [context, page] = await visit({ javaScriptEnabled: false });
    await page.getByRole('button', { name: 'Answer' }).first().click();
    await page.getByRole('textbox', { name: 'Your answer' }).fill(LONG_ANSWER);
    await page.getByRole('button', { name: 'Send' }).last().click();
    await page.getByText('Your answer is in.').first().waitFor(PATIENCE);
    await context.close();
  });

  it('keeps everything through a stop and a start', async () => {
    const [context, page] = await visit();
    const question = await page.locator('article').first().innerText();
    await app.close();
    app = await start();
    await page.goto(app.url ?? '');
    expect(await page.locator('article').first().innerText()).toBe(question);
    await context.close();
  });
});
