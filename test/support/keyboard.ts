import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Presses of Tab after which something counts as out of reach. */
const TABS = 60;

/** Whether the focus is on this element. */
export async function hasFocus(what: Locator): Promise<boolean> {
  return (await what.and(what.page().locator(':focus')).count()) === 1;
}

/** Waits until the focus is there by itself. */
export async function soonFocused(what: Locator): Promise<void> {
  await expect.poll(() => hasFocus(what), { timeout: 10_000, message: String(what) }).toBe(true);
}

/** Goes there with Tab alone (or, `back`, with Shift+Tab), and sees on arrival where one is. */
export async function tabTo(page: Page, what: Locator, back = false): Promise<void> {
  for (let pressed = 0; !(await hasFocus(what)); pressed += 1) {
    if (pressed === TABS) throw new Error(`${String(what)} is not reached with Tab`);
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
  }
  expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).not.toBe('none');
}
