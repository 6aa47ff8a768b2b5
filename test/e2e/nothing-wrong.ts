import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The rules that judge colours; the dark look differs in nothing else (axe.test.ts holds that). */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 390, height: 844 };
/** `atLeast`: a page on which axe checked less was not there. */
const LOOKS = [
  { colorScheme: 'light', viewport: WIDE, runOnly: TAGS, atLeast: 11 },
  { colorScheme: 'light', viewport: NARROW, runOnly: TAGS, atLeast: 11 },
  { colorScheme: 'dark', viewport: NARROW, runOnly: COLOUR_RULES, atLeast: 1 },
  { colorScheme: 'dark', viewport: WIDE, runOnly: COLOUR_RULES, atLeast: 1 },
] as const;
/** Where pictures go, for somebody who wants to look at them; nowhere by default. */
const SHOTS = process.env['SHOTS'];

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

/** The page as it stands: nothing for axe-core to find and nothing that scrolls sideways, light and dark, wide and narrow. */
export async function expectNothingWrong(page: Page, name: string): Promise<void> {
  for (const { colorScheme, viewport, runOnly, atLeast } of LOOKS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    const look = `${name}, ${colorScheme}, ${viewport.width} wide`;
    const { checked, violations } = await audit(page, runOnly);
    expect(violations, look).toEqual([]);
    expect(checked, look).toBeGreaterThanOrEqual(atLeast);
    expect(await overflow(page), `sideways, ${look}`).toBe(0);
    if (SHOTS !== undefined)
      await page.screenshot({ path: `${SHOTS}/${name}-${colorScheme}-${viewport.width}.png` });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
