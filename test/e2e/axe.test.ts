import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startApp, type App, type Role } from '../../src/app.ts';
import { readSettings } from '../../src/core/config.ts';
import { silentLog } from '../../src/core/log.ts';
import { browserThere, launchBrowser } from '../support/browser.ts';
import { createTestClock } from '../support/clock.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { openRoom, ROOM_STATES } from './room-states.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The rules that judge colours; the dark look differs in nothing else, as a test below holds. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];
const LOOKS = [
  ...SIZES.map((viewport) => ({ colorScheme: 'light', viewport, runOnly: TAGS, atLeast: 10 }) as const),
  ...SIZES.map((viewport) => ({ colorScheme: 'dark', viewport, runOnly: COLOUR_RULES, atLeast: 0 }) as const),
];

const foundSchema = z.object({
  checked: z.number(),
  violations: z.array(z.object({ rule: z.string(), help: z.string(), where: z.array(z.string()) })),
});

/** What axe-core finds on the page as it stands. Scripts sent by the driver are not held to the page's CSP. */
async function audit(page: Page, runOnly: readonly string[]): Promise<z.infer<typeof foundSchema>> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(AXE);
  const found: unknown = await page.evaluate(`axe
    .run(document, { runOnly: ${JSON.stringify(runOnly)}, resultTypes: ['violations'] })
    .then(({ passes, violations }) => ({
      checked: passes.length,
      violations: violations.map((one) => ({
        rule: one.id,
        help: one.help,
        where: one.nodes.map((node) => node.target.join(' ') + ': ' + node.failureSummary),
      })),
    }))`);
  return foundSchema.parse(found);
}

/** What goes out of the window sideways; a page may only scroll up and down. */
async function overflow(page: Page): Promise<number> {
  return z.number().parse(await page.evaluate('document.documentElement.scrollWidth - innerWidth'));
}

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

    async function expectNothingWrong(): Promise<void> {
      for (const { colorScheme, viewport, runOnly, atLeast } of LOOKS) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize(viewport);
        const look = `${colorScheme}, ${viewport.width} wide`;
        const { checked, violations } = await audit(page, runOnly);
        expect(violations, look).toEqual([]);
        expect(checked, look).toBeGreaterThan(atLeast);
        expect(await overflow(page), `sideways, ${look}`).toBe(0);
      }
    }

    it('the channel before its first question', async () => {
      try {
        await openRoom(page, app.url ?? '');
        await page.getByText('The first question is on its way').waitFor();
        await expectNothingWrong();
      } finally {
        await page.goto('about:blank');
        await app.close();
        app = await start('all');
        await openRoom(page, app.url ?? '');
        await page.locator('.card-question').waitFor();
      }
    });

    it.for(ROOM_STATES)('$name', async ({ open }) => {
      await page.setViewportSize({ width: 1280, height: 800 });
      try {
        await open(page, app.url ?? '');
        await expectNothingWrong();
      } finally {
        await context.setOffline(false);
      }
    });
  },
);
