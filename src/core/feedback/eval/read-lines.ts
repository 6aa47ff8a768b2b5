/** Reads a file of answers, one JSON object a line; tells bad lines by number. */
import { z } from 'zod';
import { ANSWER_MAX } from '../../answers/clean-text.ts';
import { LevelSchema } from '../contract.ts';
import { categoryRubric } from '../rubric/load-rubric.ts';
import type { CategoryRubric, Rubric } from '../rubric/load-rubric.ts';

/** What may be left out may also be null. */
const optional = <T extends z.ZodType>(schema: T) =>
  schema
    .nullish()
    .transform((value) => value ?? undefined)
    .optional();

const EvalLineSchema = z.looseObject({
  id: z.string().min(1),
  question_id: optional(z.string()),
  category: z.string().min(1),
  question: z.string().min(1),
  answer: z.string().max(ANSWER_MAX, `is longer than the ${ANSWER_MAX} characters an answer may have`),
  after: optional(z.string()),
  probes: optional(z.array(z.string())),
  assumptions: optional(z.string()),
  label: optional(z.enum(['strong', 'medium', 'weak', 'adversarial'])),
  expected_score_band: optional(z.tuple([z.number(), z.number()])),
  criteria: optional(z.record(z.string(), LevelSchema)),
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

/**
 * Good lines in order, and bad ones with their 1-based number and what is wrong. Empty lines are skipped; any
 * line end and a byte order mark are read.
 */
export const readEvalLines = (
  text: string,
  rubric: Rubric,
): { readonly good: readonly ReadLine[]; readonly bad: readonly BadLine[] } => {
  const good: ReadLine[] = [];
  const bad: BadLine[] = [];
  for (const [index, raw] of text
    .replace(/^\uFEFF/u, '')
    .split(/\r\n|\n|\r/u)
    .entries()) {
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
      bad.push({
        number,
        problem: `category: "${parsed.data.category.slice(0, 60)}" is not in the rubric; use one of ${rubric.category_order.join(', ')}`,
      });
      continue;
    }
    good.push({ line: parsed.data, rubric: category });
  }
  return { good, bad };
};
