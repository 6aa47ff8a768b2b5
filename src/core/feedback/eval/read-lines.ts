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

/** A label that is wrong costs the label, not the answer; {@link readEvalLines} says so. */
const label = <T extends z.ZodType>(schema: T) => optional(schema).catch(undefined);

const EvalLineSchema = z.looseObject({
  id: z.string().min(1),
  question_id: optional(z.string()),
  category: z.string().min(1),
  question: z.string().min(1),
  answer: z.string().max(ANSWER_MAX, `is longer than the ${ANSWER_MAX} characters an answer may have`),
  after: optional(z.string()),
  probes: optional(z.array(z.string())),
  assumptions: optional(z.string()),
  label: label(z.enum(['strong', 'medium', 'weak', 'adversarial'])),
  expected_score_band: label(z.tuple([z.number(), z.number()])),
  criteria: label(z.record(z.string(), LevelSchema)),
});
/** One answer to assess, with labels where the file has them. Other fields are ignored. */
export type EvalLine = z.infer<typeof EvalLineSchema>;

export type ReadLine = { readonly line: EvalLine; readonly rubric: CategoryRubric };
/** A line that is skipped, or in `notes` one that is read all the same. */
export type BadLine = { readonly number: number; readonly problem: string };

const describeIssue = ({ path, message }: z.core.$ZodIssue, value: unknown): string => {
  if (path.length === 0) return 'not a JSON object';
  const [name = ''] = path;
  const isMissing = path.length === 1 && !Object.hasOwn(Object(value), name);
  return `${path.join('.')}: ${isMissing ? 'is missing' : message}`;
};

const describe = (error: z.ZodError, value: unknown): string =>
  error.issues.map((issue) => describeIssue(issue, value)).join('; ');

/** Labels that were given and could not be read. */
const lostLabels = (given: unknown, line: EvalLine): readonly string[] =>
  (['label', 'expected_score_band', 'criteria'] as const).filter((name) => {
    const value: unknown = Object.entries(Object(given)).find(([key]) => key === name)?.[1];
    return value !== undefined && value !== null && line[name] === undefined;
  });

const parseJson = (text: string): { ok: true; value: unknown } | { ok: false } => {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
};

/**
 * Good lines in order, and bad ones with their 1-based number and what is wrong; in `notes` what is odd about good ones.
 * Empty lines are skipped; any line end and a byte order mark are read.
 */
export const readEvalLines = (
  text: string,
  rubric: Rubric,
): {
  readonly good: readonly ReadLine[];
  readonly bad: readonly BadLine[];
  readonly notes: readonly BadLine[];
} => {
  const good: ReadLine[] = [];
  const bad: BadLine[] = [];
  const notes: BadLine[] = [];
  const numberOf = new Map<string, number>();
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
      bad.push({ number, problem: describe(parsed.error, json.value) });
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
    const { id } = parsed.data;
    const before = numberOf.get(id);
    if (before === undefined) numberOf.set(id, number);
    else
      notes.push({ number, problem: `id: ${JSON.stringify(id.slice(0, 60))} stands in line ${before} too` });
    for (const name of lostLabels(json.value, parsed.data))
      notes.push({ number, problem: `${name}: cannot be read, so the answer counts as one without it` });
    good.push({ line: parsed.data, rubric: category });
  }
  return { good, bad, notes };
};
