import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type App } from '../../src/app.ts';
import { readSettings } from '../../src/core/config.ts';
import { silentLog } from '../../src/core/log.ts';
import { browserThere, launchBrowser } from '../support/browser.ts';
import { createTestClock } from '../support/clock.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { leaveOnlyOrderUpdates, ORDER_UPDATES_ANSWER } from '../support/only-question.ts';
import { expectNothingWrong } from './nothing-wrong.ts';

describe.skipIf(!browserThere())('a mock on one’s own in the browser', { timeout: 180_000 }, () => {
  let database: TestDatabase;
  let app: App;
  let browser: Browser;
  const clock = createTestClock('2026-03-02T10:00:00Z');

  beforeAll(async () => {
    [database, browser] = await Promise.all([createTestDatabase(), launchBrowser()]);
    const read = readSettings({ DATABASE_URL: database.url, PORT: '0' });
    if (!read.ok) throw new Error(read.problems.join(' '));
    app = await startApp({ role: 'all', settings: read.settings, clock, log: silentLog, say: () => {} });
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await database.drop();
  });

  async function visit(): Promise<[BrowserContext, Page]> {
    const context = await browser.newContext({
      timezoneId: 'Europe/London',
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    await page.goto(app.url ?? '');
    await page.waitForSelector('html[data-script=ready]');
    return [context, page];
  }

  async function command(page: Page, line: string): Promise<void> {
    await page.getByLabel('Command').fill(line);
    await page.getByLabel('Command').press('Enter');
  }

  it('a solo mock and one with a cut-in, without a mouse', async () => {
    const [context, page] = await visit();
    await leaveOnlyOrderUpdates(database.db);
    /** Sends the form behind a button. */
    const write = async (button: string, text: string): Promise<void> => {
      await page.getByRole('button', { name: button, exact: true }).last().press('Enter');
      const field = page.getByRole('dialog').getByRole('textbox').first();
      await field.waitFor();
      await expect.poll(() => field.evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true);
      await page.keyboard.insertText(text);
      await page.getByRole('dialog').getByRole('button', { name: 'Send' }).press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    await command(page, '/practice mock solo architecture');
    await page.getByText('Two follow-up questions come').waitFor();
    await expectNothingWrong(page, 'solo-question');
    await write('Answer', ORDER_UPDATES_ANSWER);
    await page.getByText('Follow-up 1 of 2').last().waitFor();
    await page.getByText('You wrote').last().waitFor();
    // What was said at once has given way to it, and nobody else is shown it.
    await page.getByText('That is in. It is being read').waitFor({ state: 'detached' });
    expect(
      await page
        .locator('article', { hasText: 'Follow-up 1 of 2' })
        .last()
        .getByText('Only you can see this')
        .count(),
    ).toBe(1);
    await expectNothingWrong(page, 'solo-follow-up');
    await page.getByRole('button', { name: 'Skip this one' }).last().press('Enter');
    await page.getByText('Follow-up 2 of 2').last().waitFor();
    await page.getByRole('button', { name: 'Skip this one' }).last().press('Enter');
    await page.getByText('Debrief · Architecture').last().waitFor();
    await expectNothingWrong(page, 'solo-debrief');

    await page.goto(app.url ?? '');
    await page.waitForSelector('html[data-script=ready]');
    await command(page, '/practice mock solo interrupted architecture');
    await page.getByText('I cut in once').waitFor();
    const sentences = ORDER_UPDATES_ANSWER.split(/(?<=\.) /);
    await write('Write the first part', sentences.slice(0, 2).join(' '));
    await page.getByText('The cut-in').last().waitFor();
    await expectNothingWrong(page, 'solo-cut-in');
    await write('Reply', 'The dispatcher sees it first.');
    await page.getByText('Go on from').last().waitFor();
    await write('Write the rest', sentences.slice(2).join(' '));
    await page.getByText('Held through the cut-in').waitFor();
    await page.getByText('That is in. It is being read').waitFor({ state: 'detached' });
    await expectNothingWrong(page, 'solo-held');
    await context.close();
  });
});
