import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startApp, type App } from '../../src/app.ts';
import { readSettings } from '../../src/core/config.ts';
import { silentLog } from '../../src/core/log.ts';
import { browserThere, launchBrowser } from '../support/browser.ts';
import { createTestClock } from '../support/clock.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { soonFocused, tabTo } from '../support/keyboard.ts';
import { LONG_ANSWER } from '../support/room.ts';
import { openRoom } from './room-states.ts';

describe.skipIf(!browserThere())('the room by keyboard, for two members', { timeout: 180_000 }, () => {
  let database: TestDatabase;
  let app: App;
  let browser: Browser;
  let port = 0;
  let base = '';
  const clock = createTestClock('2026-03-02T10:00:00Z');

  const start = async (): Promise<App> => {
    const read = readSettings({ DATABASE_URL: database.url, PORT: String(port) });
    if (!read.ok) throw new Error(read.problems.join(' '));
    return startApp({ role: 'all', settings: read.settings, clock, log: silentLog, say: () => {} });
  };
  beforeAll(async () => {
    [database, browser] = await Promise.all([createTestDatabase(), launchBrowser()]);
    app = await start();
    base = app.url ?? '';
    port = Number(new URL(base).port);
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await database.drop();
  });

  /** A browser of its own, so a member of its own. */
  async function come(path = '/'): Promise<[BrowserContext, Page]> {
    const context = await browser.newContext({ timezoneId: 'Europe/London', locale: 'en-GB' });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    await openRoom(page, base + path);
    await page.locator('.card-question').first().waitFor();
    return [context, page];
  }
  /** The lines that the command box completes to. */
  const offeredTo = async (page: Page): Promise<string[]> =>
    z
      .array(z.string())
      .parse(
        await page.evaluate("[...document.querySelectorAll('#commands option')].map((one) => one.value)"),
      );
  const threadPath = async (page: Page): Promise<string> =>
    z.string().parse(await page.locator('.thread-link').first().getAttribute('href'));
  const box = (page: Page) => page.getByLabel('Write in the thread');
  const own = (page: Page) => page.locator('.view');

  it('answers, reads feedback, opens and closes the criteria, and writes in the thread without a mouse', async () => {
    const [context, page] = await come();
    const question = page.locator('.feed-pane .card-question').first();
    await tabTo(page, question.getByRole('button', { name: 'Answer', exact: true }));
    await page.keyboard.press('Enter');
    const field = page.getByRole('textbox', { name: 'Your answer' });
    await soonFocused(field);
    await page.keyboard.insertText(LONG_ANSWER);
    await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Send' }));
    await page.keyboard.press('Enter');

    const feedback = page.locator('.feed-pane article', { hasText: 'One next step:' });
    await feedback.waitFor();
    // The receipt goes by itself, and whoever was on it stands on the feedback now.
    await expect.poll(() => page.getByText('Your answer is in.').count(), { timeout: 20_000 }).toBe(0);
    await soonFocused(feedback);
    await tabTo(page, feedback.getByRole('button', { name: 'All criteria' }));

    const again = question.getByRole('button', { name: 'My feedback' });
    await again.focus();
    await page.keyboard.press('Enter');
    await soonFocused(own(page));
    await tabTo(page, own(page).getByRole('button', { name: 'All criteria' }));
    await page.keyboard.press('Enter');
    await own(page).getByText('all criteria').waitFor();
    await soonFocused(own(page));
    await tabTo(page, own(page).getByRole('link', { name: 'Close' }));
    await page.keyboard.press('Enter');
    await soonFocused(again);

    await tabTo(page, page.locator('.thread-link').first());
    await page.keyboard.press('Enter');
    await page.waitForSelector('.thread-pane');
    await page.waitForSelector('html[data-script=ready]');
    // The skip link is the first thing, and leads past the channel.
    await page.keyboard.press('Tab');
    await soonFocused(page.getByRole('link', { name: 'Skip to the thread' }));
    await page.keyboard.press('Enter');
    await tabTo(page, box(page));
    await page.keyboard.type('Typed without a mouse.');
    await tabTo(page, page.locator('.composer').getByRole('button', { name: 'Send' }));
    await page.keyboard.press('Enter');
    await page.locator('.thread-pane article.is-mine', { hasText: 'Typed without a mouse.' }).waitFor();
    await soonFocused(box(page));
    await context.close();
  });

  it('opens its own pages, the member switcher and commands from the top, and closes what it opened', async () => {
    const [context, page] = await come();
    await tabTo(page, page.locator('.people summary'));
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByLabel('Your name here'));
    await page.keyboard.press('Escape');
    await soonFocused(page.locator('.people summary'));
    const command = page.getByLabel('Command');
    await tabTo(page, command);
    const offered = await offeredTo(page);
    expect(offered).toContain('/practice history');
    await page.keyboard.type('/practice help');
    await page.keyboard.press('Enter');
    await soonFocused(own(page));
    await page.reload();
    await tabTo(page, page.getByRole('link', { name: 'My practice' }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'My practice' }).waitFor();
    await tabTo(page, page.getByRole('link', { name: 'History' }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'History' }).waitFor();
    await context.close();
  });

  it('shows two members each other’s replies at once, and neither the other’s private cards', async () => {
    const [[one, first], [two, second]] = await Promise.all([come(), come()]);
    const thread = await threadPath(first);
    await Promise.all([openRoom(first, base + thread), openRoom(second, base + thread)]);
    await box(first).fill('Said by the first of the two.');
    await box(first).press('Control+Enter');
    await second.locator('.thread-pane article', { hasText: 'Said by the first of the two.' }).waitFor();
    await box(second).fill('Said back by the other one.');
    await box(second).press('Control+Enter');
    await first.locator('.thread-pane article', { hasText: 'Said back by the other one.' }).waitFor();

    // Long enough for an answer: the first is asked, privately, whether it is one.
    await box(first).fill(LONG_ANSWER);
    await box(first).press('Control+Enter');
    const asked = first.locator('.thread-pane').getByText('want feedback on this?');
    await asked.waitFor();
    await second.locator('.thread-pane article', { hasText: LONG_ANSWER }).waitFor();
    expect(await second.getByText('want feedback on this?').count()).toBe(0);
    await first.getByRole('button', { name: 'Yes', exact: true }).first().press('Enter');
    await first.getByRole('button', { name: 'Done' }).first().press('Enter');
    await first.getByText('One next step:').first().waitFor();
    await second.reload();
    expect(await second.getByText('One next step:').count()).toBe(0);
    await Promise.all([one.close(), two.close()]);
  });

  it('refuses a member who calls organizer commands by hand', async () => {
    const [context, page] = await come();
    const offered = await offeredTo(page);
    expect(offered.some((line) => line.startsWith('/greenroom'))).toBe(false);
    const schedules = () => database.db.selectFrom('schedules').selectAll().execute();
    const before = await schedules();
    const send = async (path: string, fields: Record<string, string>): Promise<string> =>
      z.string().parse(
        await page.evaluate(
          `fetch(${JSON.stringify(path)}, {
            method: 'POST',
            headers: { 'x-greenroom': 'part' },
            body: new URLSearchParams({ as: document.body.dataset.person, ...${JSON.stringify(fields)} }),
          }).then((response) => response.text())`,
        ),
      );
    for (const [path, fields] of [
      ['/command', { text: '/greenroom schedule add 10:00 Europe/London weekdays' }],
      ['/command', { text: '/greenroom post' }],
      ['/command', { text: '/greenroom organizer add Member 2' }],
      ['/act', { action: 'run:greenroom.setup:-' }],
      ['/act', { action: 'run:greenroom.post:-' }],
      ['/act', { action: 'send:greenroom.schedule.add:-', 'f.at': '10:00' }],
    ] as const) {
      expect(await send(path, fields), JSON.stringify(fields)).toContain(
        'Only an organizer can do that here.',
      );
    }
    const organizer = await database.db
      .selectFrom('members')
      .where('is_organizer', '=', true)
      .select('external_id')
      .executeTakeFirstOrThrow();
    const disguised = await send('/command', { as: organizer.external_id, text: '/greenroom post' });
    expect(disguised).toContain('This page was opened for another person');
    expect(await schedules()).toEqual(before);
    await context.close();
  });

  it('keeps what was typed over a restart of the server, mends the connection and sends it once', async () => {
    const [context, page] = await come();
    await openRoom(page, base + (await threadPath(page)));
    await box(page).fill('written across a restart');
    const answer = page.locator('.thread-pane').getByRole('button', { name: 'Answer', exact: true });
    await answer.press('Enter');
    await page.getByRole('textbox', { name: 'Your answer' }).fill('an answer across a restart');
    await page.keyboard.press('Escape');
    await app.close();
    await page.getByText('Connection lost. Trying again…').waitFor();
    app = await start();
    await expect.poll(() => page.locator('[data-connection]').isHidden(), { timeout: 20_000 }).toBe(true);
    expect(await box(page).inputValue()).toBe('written across a restart');
    await page.reload();
    await page.waitForSelector('html[data-script=ready]');
    expect(await box(page).inputValue()).toBe('written across a restart');
    await answer.press('Enter');
    const field = page.getByRole('textbox', { name: 'Your answer' });
    expect(await field.inputValue()).toBe('an answer across a restart');
    await page.keyboard.press('Escape');
    await box(page).press('Control+Enter');
    const sent = page.locator('.thread-pane article.is-mine', { hasText: 'written across a restart' });
    await sent.waitFor();
    expect(await sent.count()).toBe(1);
    expect(await box(page).inputValue()).toBe('');
    await context.close();
  });
});
