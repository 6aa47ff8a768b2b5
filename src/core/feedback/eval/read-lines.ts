/** Reads a file of answers, one JSON object a line; tells bad lines by number. */
import { z } from 'zod';
import { LevelSchema } from '../contract.ts';
import { categoryRubric } from '../rubric/load-rubric.ts';
import type { CategoryRubric, Rubric } from '../rubric/load-rubric.ts';

const EvalLineSchema = z.looseObject({
  id: z.string().min(1),
  question_id: z.string().optional(),
  category: z.string().min(1),
  question: z.string().min(1),
  answer: z.string(),
  after: z.string().optional(),
  probes: z.array(z.string()).optional(),
  assumptions: z.string().optional(),
  label: z.enum(['strong', 'medium', 'weak', 'adversarial']).optional(),
  expected_score_band: z.tuple([z.number(), z.number()]).optional(),
  criteria: z.record(z.string(), LevelSchema).optional(),
});
/** One answer to assess, with labels where the file has them. Other fields are ignored. */
export type EvalLine = z.infer<typeof EvalLineSchema>;

export type ReadLine = { readonly line: EvalLine; readonly rubric: CategoryRubric };
export type BadLine = { readonly number: number; readonly problem: string };

const describe = (error: z.ZodError): string =>
  error.issues
    .map((issue) => `${issue.path.length === 0 ? 'line' : issue.path.join('.')}: ${issue.message}`)
    .join('; ');

const parseJson = (text: string): { ok: true; value: unknown } | { ok: false } => {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
};

/** Good lines in order, and bad ones with their 1-based number and what is wrong. Empty lines are skipped. */
export const readEvalLines = (
  text: string,
  rubric: Rubric,
): { readonly good: readonly ReadLine[]; readonly bad: readonly BadLine[] } => {
  const good: ReadLine[] = [];
  const bad: BadLine[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const number = index + 1;
    if (raw.trim() === '') continue;
    const json = parseJson(raw);
    if (!json.ok) {
      bad.push({ number, problem: 'not JSON' });
      continue;
    }
    const parsed = EvalLineSchema.safeParse(json.value);
    if (!parsed.success) {
      bad.push({ number, problem: describe(parsed.error) });
      continue;
    }
    const category = categoryRubric(rubric, parsed.data.category);
    if (category === null) {
      bad.push({ number, problem: `category: "${parsed.data.category}" is not in the rubric` });
      continue;
    }
    good.push({ line: parsed.data, rubric: category });
  }
  return { good, bad };
};
