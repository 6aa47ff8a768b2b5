import { globSync, readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type App, type Role } from '../../src/app.ts';
import { readSettings } from '../../src/core/config.ts';
import { silentLog } from '../../src/core/log.ts';
import { browserThere, launchBrowser } from '../support/browser.ts';
import { createTestClock } from '../support/clock.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { expectNothingWrong } from './nothing-wrong.ts';
import { openRoom, ROOM_STATES } from './room-states.ts';

it('the dark look changes colours and nothing else', () => {
  const sheets = globSync('src/bots/web/assets/*.css').map((file) => readFileSync(file, 'utf8'));
  const dark = sheets.flatMap((sheet) => [
    ...sheet.matchAll(/@media[^{]*prefers-color-scheme: dark[^{]*\{\s*([^{]*)\{([^}]*)\}\s*\}/g),
  ]);
  expect(dark.length).toBe(sheets.join('').split('prefers-color-scheme: dark').length - 1);
  expect(dark.length).toBeGreaterThan(0);
  for (const [, selector = '', body = ''] of dark) {
    expect(selector.trim()).toBe(':root');
    for (const line of body.trim().split('\n')) expect(line.trim()).toMatch(/^--[a-z-]+: #[0-9a-f]{3,8};$/);
  }
});

describe.skipIf(!browserThere())(
  'everybody can use, light and dark, wide and narrow',
  { timeout: 180_000 },
  () => {
    let database: TestDatabase;
    let app: App;
    let browser: Browser;
    let context: BrowserContext;
    let page: Page;
    const clock = createTestClock('2026-03-02T10:00:00Z');

    const start = async (role: Role): Promise<App> => {
      const read = readSettings({ DATABASE_URL: database.url, PORT: '0' });
      if (!read.ok) throw new Error(read.problems.join(' '));
      return startApp({ role, settings: read.settings, clock, log: silentLog, say: () => {} });
    };
    beforeAll(async () => {
      [database, browser] = await Promise.all([createTestDatabase(), launchBrowser()]);
      // Something that moves has no colours to judge yet.
      context = await browser.newContext({
        timezoneId: 'Europe/London',
        locale: 'en-GB',
        reducedMotion: 'reduce',
      });
      context.setDefaultTimeout(20_000);
      page = await context.newPage();
      app = await start('bots');
    });
    afterAll(async () => {
      await browser.close();
      await app.close();
      await database.drop();
    });

    it('the channel before its first question', async () => {
      try {
        await openRoom(page, app.url ?? '');
        await page.getByText('The first question is on its way').waitFor();
        await expectNothingWrong(page, 'before');
      } finally {
        await page.goto('about:blank');
        await app.close();
        app = await start('all');
        await openRoom(page, app.url ?? '');
        await page.locator('.card-question').waitFor();
      }
    });

    it.for(ROOM_STATES)('$name', async ({ name, open }) => {
      await page.setViewportSize({ width: 1280, height: 800 });
      try {
        await open(page, app.url ?? '');
        await expectNothingWrong(page, name);
      } finally {
        await context.setOffline(false);
      }
    });
  },
);
