import type { Page } from 'playwright-core';
import { LONG_ANSWER } from '../support/room.ts';

/** One thing that a person can have before them: how to get there from anywhere in the room. */
export interface RoomState {
  readonly name: string;
  readonly open: (page: Page, base: string) => Promise<void>;
}

/** Opens an address and waits for the script, so that presses open in place. */
export async function openRoom(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForSelector('html[data-script=ready]');
}

async function runCommand(page: Page, base: string, line: string): Promise<void> {
  await openRoom(page, base);
  await page.getByLabel('Command').fill(line);
  await page.getByRole('button', { name: 'Run' }).click();
  await page.locator('.view, dialog').first().waitFor();
}

async function openThread(page: Page, base: string): Promise<void> {
  await openRoom(page, base);
  await page.locator('.thread-link').first().click();
  await page.waitForSelector('html[data-script=ready]');
  await page.getByLabel('Write in the thread').waitFor();
}

const feedback = (page: Page) => page.locator('.feed-pane article', { hasText: 'One next step:' }).first();

/**
 * Every page and state of the room, in an order in which each finds what it needs: the member answers the
 * question on the way.
 */
export const ROOM_STATES: readonly RoomState[] = [
  { name: 'channel', open: openRoom },
  {
    name: 'member switcher',
    async open(page, base) {
      await openRoom(page, base);
      await page.locator('.people summary').click();
    },
  },
  {
    name: 'hint',
    async open(page, base) {
      await openRoom(page, base);
      await page.getByRole('button', { name: 'Hint', exact: true }).first().click();
      await page.getByText('Hint 1 of 3').waitFor();
    },
  },
  {
    name: 'command help',
    open: (page, base) => runCommand(page, base, '/practice help'),
  },
  { name: 'settings', open: (page, base) => runCommand(page, base, '/practice settings') },
  { name: 'unknown command', open: (page, base) => runCommand(page, base, '/practice histroy') },
  { name: 'organizer setup', open: (page, base) => runCommand(page, base, '/greenroom setup') },
  { name: 'organizer form', open: (page, base) => runCommand(page, base, '/greenroom schedule') },
  { name: 'organizer rules', open: (page, base) => runCommand(page, base, '/greenroom rules') },
  { name: 'organizer reports', open: (page, base) => runCommand(page, base, '/greenroom reports') },
  {
    name: 'form with choices',
    open: (page, base) => runCommand(page, base, '/greenroom schedule posting 1'),
  },
  { name: 'erase, asked', open: (page, base) => runCommand(page, base, '/practice erase') },
  { name: 'empty history', open: (page, base) => openRoom(page, `${base}/history`) },
  { name: 'me before the first answer', open: (page, base) => openRoom(page, `${base}/me`) },
  {
    name: 'form as a page',
    async open(page, base) {
      await openRoom(page, base);
      // As without the script: the browser follows the form itself.
      await page.evaluate("document.querySelector('.card-question form').removeAttribute('data-send')");
      await page.getByRole('button', { name: 'Answer', exact: true }).first().click();
      await page.waitForURL('**/form/**');
    },
  },
  {
    name: 'form as a dialog',
    async open(page, base) {
      await openRoom(page, base);
      await page.getByRole('button', { name: 'Answer', exact: true }).first().click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'form refused',
    async open(page, base) {
      await openRoom(page, base);
      await page.getByRole('button', { name: 'Answer', exact: true }).first().click();
      await page.getByRole('textbox', { name: 'Your answer' }).fill('…');
      await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
      await page.locator('.field-error').waitFor();
    },
  },
  {
    name: 'feedback',
    async open(page, base) {
      await openRoom(page, base);
      await page.getByRole('button', { name: 'Answer', exact: true }).first().click();
      await page.getByRole('textbox', { name: 'Your answer' }).fill(LONG_ANSWER);
      await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
      await feedback(page).waitFor();
    },
  },
  {
    name: 'all criteria',
    async open(page, base) {
      await openRoom(page, base);
      await page.getByRole('button', { name: 'My feedback' }).first().click();
      const result = page.locator('.view');
      await result.getByRole('button', { name: 'All criteria' }).click();
      await result.getByText('all criteria').waitFor();
    },
  },
  {
    name: 'asked before sharing',
    async open(page, base) {
      await openRoom(page, base);
      await page.getByRole('button', { name: 'My feedback' }).first().click();
      await page.locator('.view').getByRole('button', { name: 'Share in thread' }).click();
      await page.getByText('Share this in the thread?').waitFor();
    },
  },
  {
    name: 'shared in the thread',
    async open(page, base) {
      await openRoom(page, base);
      await page.getByRole('button', { name: 'My feedback' }).first().click();
      await page.locator('.view').getByRole('button', { name: 'Share in thread' }).click();
      await page.locator('.view').getByRole('button', { name: 'Share it' }).click();
      await page.getByText('Shared. It stands').waitFor();
      await openThread(page, base);
      await page.locator('.thread-pane article', { hasText: 'shared' }).first().waitFor();
    },
  },
  { name: 'thread', open: openThread },
  {
    name: 'thread with replies',
    async open(page, base) {
      await openThread(page, base);
      const box = page.getByLabel('Write in the thread');
      await box.fill('I would first ask how old the reading may be before somebody acts wrongly on it.');
      await page.locator('.composer').getByRole('button', { name: 'Send' }).click();
      await page.locator('.thread-pane article.is-mine').last().waitFor();
    },
  },
  {
    name: 'editing a message',
    async open(page, base) {
      await openThread(page, base);
      await page.locator('.tools').getByRole('link', { name: 'Edit' }).last().click();
      await page.locator('form.edit').waitFor();
    },
  },
  {
    name: 'deleting a message',
    async open(page, base) {
      await openThread(page, base);
      await page.locator('.tools').getByRole('link', { name: 'Delete' }).last().click();
      await page.locator('form.confirm').waitFor();
    },
  },
  { name: 'me', open: (page, base) => openRoom(page, `${base}/me`) },
  {
    name: 'me with its days',
    async open(page, base) {
      await openRoom(page, `${base}/me`);
      await page.getByRole('button', { name: 'Why each day counted' }).click();
      await page.locator('.view').waitFor();
    },
  },
  { name: 'history', open: (page, base) => openRoom(page, `${base}/history`) },
  {
    name: 'history search without a result',
    open: (page, base) => openRoom(page, `${base}/history?q=zebra`),
  },
  { name: 'no such page', open: (page, base) => openRoom(page, `${base}/nowhere`) },
  { name: 'no such thread', open: (page, base) => openRoom(page, `${base}/t/nowhere`) },
  {
    name: 'refused',
    async open(page, base) {
      await openRoom(page, base);
      await page.locator('.people summary').click();
      await page.evaluate(`{
        const intent = document.querySelector('.people-menu [name=intent]');
        intent.value = 'choose';
      }`);
      await page.getByRole('button', { name: 'Rename' }).click();
      await page.getByText('Not one of yours').first().waitFor();
    },
  },
  {
    name: 'connection lost',
    async open(page, base) {
      await openRoom(page, base);
      await page.context().setOffline(true);
      await page.getByText('Connection lost. Trying again…').waitFor();
    },
  },
];
