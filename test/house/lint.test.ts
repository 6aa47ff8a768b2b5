import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { z } from 'zod';

const run = promisify(execFile);

it('the linter sees a promise that nobody waits for, and a cast', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'greenroom-lint-'));
  try {
    // The project's own rules, without the pattern that keeps the bad fixture out of `npm run check`.
    const rules = z.looseObject({}).parse(JSON.parse(await readFile('.oxlintrc.json', 'utf8')));
    const config = path.join(folder, 'oxlintrc.json');
    await writeFile(config, JSON.stringify({ ...rules, ignorePatterns: [] }));
    const said = await lint(['--type-aware', '-c', config, 'test/fixtures/lint/floating.ts']);
    expect(said).toContain('no-floating-promises');
    expect(said).toContain('consistent-type-assertions');
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** What the linter prints; it exits with 1 when it finds something. */
async function lint(args: readonly string[]): Promise<string> {
  try {
    return (await run('node_modules/.bin/oxlint', [...args])).stdout;
  } catch (error) {
    return z.object({ stdout: z.string() }).parse(error).stdout;
  }
}
