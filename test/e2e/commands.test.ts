import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type App } from '../../src/app.ts';
import { commandName, typed, type Command } from '../../src/core/commands/command.ts';
import { COMMANDS } from '../../src/core/commands/registry.ts';
import { readSettings } from '../../src/core/config.ts';
import { silentLog } from '../../src/core/log.ts';
import { VERBS } from '../../src/core/platform/action.ts';
import { browserThere, launchBrowser } from '../support/browser.ts';
import { createTestClock } from '../support/clock.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { tabTo } from '../support/keyboard.ts';
import { LONG_ANSWER } from '../support/room.ts';
import { DRIVES, type Step } from './drives.ts';
import { openRoom } from './room-states.ts';

/**
 * Verbs that no button of this test has: a message's menu and a second channel to follow are chat platforms',
 * one's own page is a link here, and mock sessions have their own journey (mock-pair.test.ts).
 */
const ELSEWHERE = ['use', 'follow', 'me', 'mock', 'mock-look'];

describe.skipIf(!browserThere())('every command and button, by keyboard alone', { timeout: 60_000 }, () => {
  let database: TestDatabase;
  let app: App;
  let browser: Browser;
  let organizer: Page;
  let member: Page;
  /** The verbs of all presses that a browser sent. */
  const pressed = new Set<string>();

  beforeAll(async () => {
    [database, browser] = await Promise.all([createTestDatabase(), launchBrowser()]);
    const read = readSettings({ DATABASE_URL: database.url, PORT: '0' });
    if (!read.ok) throw new Error(read.problems.join(' '));
    const clock = createTestClock('2026-03-02T10:00:00Z');
    app = await startApp({ role: 'all', settings: read.settings, clock, log: silentLog, say: () => {} });
    organizer = await come();
    member = await come();
    // Otherwise mock interviews open after a week and an answer.
    await database.db.updateTable('communities').set({ mock_after_days: 0, mock_after_answers: 0 }).execute();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await app.close();
    await database.drop();
  });

  /** A browser of its own, so a member of its own; the first one is the organizer. */
  async function come(): Promise<Page> {
    const context = await browser.newContext({ timezoneId: 'Europe/London', locale: 'en-GB' });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    page.on('request', (request) => {
      const action = new URLSearchParams(request.postData() ?? '').get('action');
      if (request.url().endsWith('/act') && action !== null) pressed.add(action.split(':')[0] ?? '');
    });
    await openRoom(page, app.url ?? '');
    await page.locator('.card-question').first().waitFor();
    return page;
  }

  /** Where the results of the command box appear. */
  const result = (page: Page) => page.locator('.feed-pane .view[data-from=""]');
  const dialog = (page: Page) => page.getByRole('dialog');
  const reads = async (page: Page, words: string): Promise<void> => {
    await result(page).or(dialog(page)).filter({ hasText: words }).first().waitFor();
  };
  const press = async (page: Page, what: ReturnType<Page['locator']>): Promise<void> => {
    await what.waitFor();
    await tabTo(page, what);
    await page.keyboard.press('Enter');
  };

  /** The box keeps its words after a command, selected for the next one. */
  async function type(page: Page, line: string): Promise<void> {
    const box = page.getByLabel('Command');
    if ((await result(page).count()) > 0) {
      await press(page, result(page).getByRole('link', { name: 'Close' }));
      await expect.poll(() => result(page).count(), { timeout: 10_000 }).toBe(0);
    }
    await tabTo(page, box, true);
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(line);
    await page.keyboard.press('Enter');
  }

  async function take(page: Page, step: Step): Promise<void> {
    if ('type' in step) await type(page, step.type);
    else if ('press' in step)
      await press(page, result(page).getByRole('button', { name: step.press, exact: true }));
    else {
      for (const [label, words] of Object.entries(step.fill)) {
        await tabTo(page, dialog(page).getByRole('textbox', { name: label, exact: false }));
        await page.keyboard.press('Control+a');
        await page.keyboard.insertText(words);
      }
      await press(page, dialog(page).getByRole('button', { name: step.send, exact: true }));
    }
    await reads(page, step.sees);
  }

  const named = COMMANDS.map((command): readonly [string, Command] => [typed(command), command]);

  it.for(named)('%s', async ([, command]) => {
    const steps = DRIVES[commandName(command)];
    expect(steps, `test/e2e/drives.ts has no entry for ${commandName(command)}`).toBeDefined();
    const page = command.root === 'practice' ? member : organizer;
    for (const step of steps ?? []) await take(page, step);
    // Left by its own key, a dialog never stands in the way of what comes next.
    if ((await dialog(page).count()) > 0) await page.keyboard.press('Escape');
  });

  it('every other button: the question card, feedback, sharing, the thread', async () => {
    const page = member;
    const feed = page.locator('.feed-pane');
    const question = feed.locator('.card-question').first();
    const button = (within: Locator, name: string) =>
      within.getByRole('button', { name, exact: true }).first();
    const view = (words: string) => feed.locator('.view', { hasText: words });
    const answer = async (): Promise<void> => {
      await tabTo(page, dialog(page).getByRole('textbox', { name: 'Your answer' }));
      await page.keyboard.insertText(LONG_ANSWER);
      await press(page, button(dialog(page), 'Send'));
    };
    await openRoom(page, app.url ?? '');
    await press(page, button(question, 'Hint'));
    await view('Hint 1 of 3').waitFor();
    await press(page, button(question, 'Answer'));
    await answer();
    const feedback = feed.locator('article', { hasText: 'One next step:' }).first();
    await feedback.waitFor();
    await press(page, button(feedback, 'All criteria'));
    await feed.getByText('all criteria').first().waitFor();

    await press(page, button(question, 'My feedback'));
    const own = view('One next step:');
    await press(page, button(own, 'Try again'));
    await dialog(page).waitFor();
    await page.keyboard.press('Escape');
    await press(page, button(own, 'Share in thread'));
    await press(page, button(view('Share this in the thread?'), 'Share it'));
    await view('Shared. It stands').waitFor();
    await press(page, button(question, 'My feedback'));
    await press(page, button(own, 'Take back from thread'));
    await view('Taken back:').waitFor();
    await press(page, button(question, 'My feedback'));
    await press(page, button(own, 'Delete'));
    await press(page, button(view('Delete this answer?'), 'Delete'));
    await view('Deleted here.').waitFor();
    await press(page, button(question, 'Other question'));
    await view('Only you see this question.').waitFor();
    await openRoom(
      page,
      new URL((await page.locator('.thread-link').first().getAttribute('href')) ?? '', app.url ?? '').href,
    );
    const box = page.getByLabel('Write in the thread');
    await tabTo(page, box);
    await page.keyboard.insertText(LONG_ANSWER);
    await page.keyboard.press('Control+Enter');
    const pane = page.locator('.thread-pane');
    await press(page, button(pane, 'Yes'));
    await press(page, button(pane, 'Done'));
    await pane.getByText('One next step:').first().waitFor();
    expect(VERBS.filter((verb) => !pressed.has(verb) && !ELSEWHERE.includes(verb))).toEqual([]);
  });

  it('no entry is about a command that is gone', () => {
    const names = COMMANDS.map(commandName);
    expect(Object.keys(DRIVES).filter((name) => !names.includes(name))).toEqual([]);
  });
});
