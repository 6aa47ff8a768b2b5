import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { signalNames } from '../../../src/core/feedback/coach/detectors.ts';
import { topicNames } from '../../../src/core/feedback/coach/topic.ts';
import { categoryRubric, parseRubric } from '../../../src/core/feedback/rubric/load-rubric.ts';
import { rubric } from './feedback-support.ts';

const shared = fileURLToPath(new URL('../../../../shared/evals/rubric.json', import.meta.url));
const SharedSchema = z.object({
  categories: z.record(z.string(), z.object({ criteria: z.record(z.string(), z.string()) })),
});
const text = readFileSync(new URL('../../../src/core/feedback/rubric/tpm.yaml', import.meta.url), 'utf8');

test.skipIf(!existsSync(shared))(
  'category and criterion keys are those of the evaluation rubric (skipped where that is absent)',
  () => {
    const wanted = SharedSchema.parse(JSON.parse(readFileSync(shared, 'utf8')));
    expect(Object.keys(rubric.categories).sort()).toEqual(Object.keys(wanted.categories).sort());
    for (const [key, category] of Object.entries(wanted.categories)) {
      expect(rubric.categories[key]?.criteria.map((one) => one.key)).toEqual(Object.keys(category.criteria));
    }
  },
);

test('every signal and topic of the rubric is one the coach knows', () => {
  for (const category of Object.values(rubric.categories)) {
    expect(topicNames).toContain(category.topic);
    for (const criterion of category.criteria) expect(signalNames).toContain(criterion.signal);
  }
});

test('every category has a decision to find, so that the cap can apply', () => {
  for (const category of Object.values(rubric.categories)) {
    expect(category.criteria.some((one) => one.role === 'decision')).toBe(true);
  }
});

test('a category brings pack, version, caps and bands along', () => {
  expect(categoryRubric(rubric, 'research')).toMatchObject({
    category: 'research',
    rubricVersion: 'tpm-7',
    caps: { no_decision: 45 },
  });
  expect(categoryRubric(rubric, 'constructor')).toBeNull();
});

test.each([
  ['a canned line with a number', /next: Name who was hurt/u, 'next: Name 3 people who were hurt'],
  ['a canned line in the first person', /next: Name who was hurt/u, 'next: Say I was hurt'],
  ['an unknown field', /signal: need_to_requirement/u, 'signals: need_to_requirement'],
  ['a follow-up that asks nothing', /take the other approach\?/u, 'take the other approach.'],
  ['a category missing from the order', /category_order: \[architecture, /u, 'category_order: ['],
])('%s is refused', (_what, from, to) => {
  expect(() => parseRubric(text.replace(from, to))).toThrow(z.ZodError);
});
