import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type App } from '../../src/app.ts';
import { readSettings } from '../../src/core/config.ts';
import { silentLog } from '../../src/core/log.ts';
import { browserThere, launchBrowser } from '../support/browser.ts';
import { createTestClock } from '../support/clock.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { leaveOnlyOrderUpdates, ORDER_UPDATES_ANSWER } from '../support/only-question.ts';
import { LONG_ANSWER } from '../support/room.ts';
import { expectNothingWrong } from './nothing-wrong.ts';

describe.skipIf(!browserThere())('mocks in the browser', { timeout: 180_000 }, () => {
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

  it('two people in two browsers join, confirm, answer, score apart, swap, and see what both found; a third person sees nothing of it', async () => {
    const [first, dana] = await visit();
    const [second, sam] = await visit();
    const [third, eve] = await visit();
    // Who came first organizes the room.
    await command(dana, '/greenroom mocks 0 days 0 answers');
    await dana.getByText('after 0 days here and 0 answers').waitFor();
    await command(dana, '/practice mock join');
    const form = dana.getByRole('dialog');
    await form.getByLabel('When').fill('whenever');
    await form.getByRole('button', { name: 'Join' }).press('Enter');
    await form.getByText('"whenever" is not a time I know. Write now, this evening, or your days.').waitFor();
    await expectNothingWrong(dana, 'join-form');
    await form.getByLabel('When').fill('now');
    await form.getByLabel('Category').fill('architecture');
    await form.getByLabel('For your partner to know').fill('Literal wording, please.');
    await form.getByRole('button', { name: 'Join' }).press('Enter');
    await dana.getByText('You are in line.').first().waitFor();
    await expectNothingWrong(dana, 'in-line');
    await command(sam, '/practice mock now');
    for (const page of [dana, sam]) {
      await page.getByText('A mock interview with').first().waitFor();
      await page.getByRole('button', { name: 'Confirm' }).last().press('Enter');
    }
    expect(await sam.getByText('Literal wording, please.').count()).toBeGreaterThan(0);
    for (const page of [dana, sam]) {
      await page.getByRole('link', { name: 'Open the room' }).first().press('Enter');
      await page.locator('#thread').getByRole('button', { name: 'Start', exact: true }).last().waitFor();
      await page.waitForSelector('html[data-script=ready]');
    }
    const room = dana.url();
    expect(sam.url()).toBe(room);
    await newest(dana, 'Start').waitFor();
    await expectNothingWrong(dana, 'room');
    await press([dana, sam], 'Start');
    await sam.getByText('Your part: you ask').first().waitFor();
    await dana.getByText('Your part: you answer').first().waitFor();
    expect(await dana.getByText('What it is after:').count()).toBe(0);
    await expectNothingWrong(sam, 'interviewer');
    await press([dana, sam], 'Next', '1 of 2: brief');
    await newest(dana, 'I lost my place').waitFor();
    await dana.getByLabel('Write in the room').fill(LONG_ANSWER);
    await dana.getByRole('button', { name: 'Send' }).click();
    await sam.getByText('The dispatcher reassigns a van').waitFor();
    await newest(dana, 'I lost my place').click();
    await dana.getByText('You last reached').waitFor();
    await expectNothingWrong(dana, 'place');
    await press([dana, sam], 'Next', '1 of 2: answer');
    await score(dana, 1, 'Met', 'I compared two options');
    await expectNothingWrong(sam, 'scoring');
    expect(await sam.getByText('I compared two options').count()).toBe(0);
    await score(sam, 1, 'Not found', 'No check that it worked');
    await press([dana, sam], 'Next', '1 of 2: talk about it');
    await newest(sam, 'Swap').click();
    await dana.getByText('Half 2 of 2: brief').waitFor();
    await press([dana, sam], 'Next', '2 of 2: brief');
    await sam.getByText('Half 2 of 2: answer and probes').waitFor();
    await press([dana, sam], 'Next', '2 of 2: answer');
    await score(sam, 2, 'Partly', 'Too fast');
    await score(dana, 2, 'Partly', 'Clear numbers');
    await press([dana, sam], 'Next', '2 of 2: talk about it');
    await dana.getByText('What you both found').waitFor();
    // The reading is looked for every two seconds, by the clock that stands still here.
    for (let tries = 0; (await dana.getByText('typed was read as well').count()) === 0; tries += 1) {
      expect(tries).toBeLessThan(50);
      clock.advance({ seconds: 3 });
      await dana.waitForTimeout(300);
    }
    await newest(sam, 'Read the notes').click();
    for (const note of ['I compared two options', 'No check that it worked', 'Too fast', 'Clear numbers'])
      await sam.locator('.view').getByText(note).waitFor();
    await expectNothingWrong(sam, 'reveal');
    await press([dana, sam], 'Finish');
    await dana.getByText('The mock is over', { exact: true }).waitFor();
    await expectNothingWrong(dana, 'done');

    const refused = await eve.goto(room);
    expect(refused?.status()).toBe(404);
    await eve.goto(app.url ?? '');
    expect(await eve.locator('article').getByText('Mock interview').count()).toBe(0);
    for (const context of [first, second, third]) await context.close();
  });

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

/** The button with this label on the newest card that has it. */
function newest(page: Page, name: string) {
  return page.locator('#thread').getByRole('button', { name, exact: true }).last();
}

/** Both press it, on the card of that step. */
async function press(pages: readonly Page[], name: string, step?: string): Promise<void> {
  for (const page of pages) {
    if (step !== undefined) {
      const card = page.locator('#thread article', { hasText: `Half ${step}` }).last();
      await card.getByRole('button', { name, exact: true }).click();
    } else await newest(page, name).click();
  }
}

async function score(page: Page, half: 1 | 2, level: string, note: string): Promise<void> {
  const card = page.locator('#thread article', { hasText: `Half ${half} of 2: silent scoring` });
  await card.getByRole('button', { name: 'Score', exact: true }).click();
  for (;;) {
    const view = page.locator('.view').last();
    await view
      .getByText(/\d of \d|One note/)
      .first()
      .waitFor();
    const done = view.getByRole('button', { name: 'Write the note' });
    if ((await done.count()) > 0) {
      await done.click();
      break;
    }
    const title = await view.locator('h2, h3').first().innerText();
    await view.getByRole('button', { name: level, exact: true }).click();
    await page.locator('.view').last().getByText(title, { exact: true }).waitFor({ state: 'detached' });
  }
  await page.getByRole('dialog').getByRole('textbox').fill(note);
  await page.getByRole('button', { name: 'Give the score' }).click();
  await page.getByText('Your score is in.').first().waitFor();
}
