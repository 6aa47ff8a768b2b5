import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startApp } from '../../../src/app.ts';
import { readSettings } from '../../../src/core/config.ts';
import { silentLog } from '../../../src/core/log.ts';
import { launchBrowser } from '../browser.ts';
import { createTestClock } from '../clock.ts';

/** Renews the README's picture: the real web channel, with one answer by form and its feedback. */

const ANSWER =
  'Growers asked for five minutes, but when I sat with three of them the moment that hurt was frost: they need to know within half an hour that a row drops below two degrees, the rest of the day an hour is fine. So I decided against a faster report for every probe. The probe wakes more often only while the air is below four degrees, and sends at once when a row crosses the line. That costs battery on cold nights and a second mode that support has to explain. I would watch how many frost alerts came in time and how many probes died before harvest; if more than a few died early, we go back to the hourly report.';

const folder = await mkdtemp(path.join(tmpdir(), 'greenroom-picture-'));
const read = readSettings({ GREENROOM_DATA: folder, PORT: '0' });
if (!read.ok) throw new Error(read.problems.join(' '));
const clock = createTestClock('2026-03-02T09:00:00Z');
const app = await startApp({ role: 'all', settings: read.settings, clock, log: silentLog, say: () => {} });
const browser = await launchBrowser();
try {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 1000 },
    timezoneId: 'Europe/London',
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(app.url ?? '');
  await page.getByRole('button', { name: 'Answer' }).first().click();
  await page.getByRole('textbox', { name: 'Your answer' }).fill(ANSWER);
  await page.getByRole('button', { name: 'Send' }).last().click();
  await page.getByText('One next step:').first().waitFor();
  await page.waitForTimeout(800);
  await page.screenshot({ path: '.github/room.png' });
  console.log('.github/room.png is new. Look at it.');
} finally {
  await browser.close();
  await app.close();
  await rm(folder, { recursive: true, force: true });
}
