import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 390, height: 844 };
/** Where pictures go, for somebody who wants to look at them; nowhere by default. */
const SHOTS = process.env['SHOTS'];

/** The page as it stands: nothing for axe-core to find and nothing that scrolls sideways, light and dark, wide and narrow. */
export async function expectNothingWrong(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const viewport of [WIDE, NARROW]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      if (!(await page.evaluate("'axe' in window"))) await page.evaluate(AXE);
      const look = `${name}, ${colorScheme}, ${viewport.width} wide`;
      const found = z.array(z.string()).parse(
        await page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
          violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.target.join(' ')).join(', ')))`),
      );
      expect(found, look).toEqual([]);
      expect(
        await page.evaluate('document.documentElement.scrollWidth - innerWidth'),
        `sideways, ${look}`,
      ).toBe(0);
      if (SHOTS !== undefined)
        await page.screenshot({ path: `${SHOTS}/${name}-${colorScheme}-${viewport.width}.png` });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(WIDE);
}
