import { accessSync, constants } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where Debian's package puts it; another one can be named. */
export const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** What a machine without a browser is told, once. */
export const NO_BROWSER = `Skipped: the browser tests need Chromium at ${CHROMIUM}. Install it (Debian: apt-get install chromium), or set CHROMIUM to its path.`;

/**
 * Whether the browser tests can run: `describe.skipIf(!browserThere())`. In CI a missing browser is a
 * failure, not a skip.
 */
export function browserThere(): boolean {
  try {
    accessSync(CHROMIUM, constants.X_OK);
    return true;
  } catch {
    if (process.env['CI'] !== undefined && process.env['CI'] !== '') throw new Error(NO_BROWSER);
    process.stderr.write(`${NO_BROWSER}\n`);
    return false;
  }
}

/** A headless Chromium that talks to nobody but the server under test. Close it afterwards. */
export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
