import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { DearestFirst } from './support/dearest-first.ts';

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/postgres.ts'],
    // A hang ends here; a busy machine does not reach it.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    maxWorkers: 3,
    isolate: false,
    sequence: { sequencer: DearestFirst },
  },
});
