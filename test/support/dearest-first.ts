import path from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files that take longest, by what they cost on two cores (2026-11-28). Begun last, one of them would run alone at
 * the end while the other workers have nothing to do. Those that wait more than they compute stand between the others.
 */
const DEAREST = [
  'test/e2e/axe.test.ts',
  'test/flows/crash-stopping.test.ts',
  'test/flows/crash-feedback.test.ts',
  'test/flows/crash-posting.test.ts',
  'test/e2e/mocks.test.ts',
  'test/flows/crash-mock.test.ts',
  'test/flows/discord-processes.test.ts',
  'test/e2e/keyboard.test.ts',
  'test/e2e/commands.test.ts',
  'test/flows/queue-processes.test.ts',
  'test/contract/renderers.test.ts',
];

/** Vitest knows how long files take only where it has run before; on a fresh clone it would go by their size. */
export class DearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const place = (spec: TestSpecification): number => {
      const at = DEAREST.indexOf(path.relative(spec.project.config.root, spec.moduleId));
      return at < 0 ? DEAREST.length : at;
    };
    return sorted.toSorted((a, b) => place(a) - place(b));
  }
}
