/** Reads a rubric: the part of a question pack that says what a good answer contains. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

export const RoleSchema = z.enum(['problem', 'decision', 'tradeoff', 'outcome', 'lesson', 'other']);
/** The part a criterion plays in an answer; decides ties for the next step and which caps apply. */
export type Role = z.infer<typeof RoleSchema>;

/** At most 35 words, no digits, no first person, no quotation: a canned line must fit every answer. */
const CannedLineSchema = z
  .string()
  .min(10)
  .refine((text) => text.trim().split(/\s+/).length <= 35, 'at most 35 words')
  .refine((text) => !/\d/.test(text), 'no digits: the line must fit every answer')
  .refine(
    (text) => !/\b(?:I|I'd|I'm|my|we|our)\b/.test(text),
    'no first person: it must not script the answer',
  )
  .refine((text) => !/["“”]/.test(text), 'no quotations: it must not script the answer');

export const CriterionRubricSchema = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_]*$/),
  title: z.string().min(3).max(60),
  role: RoleSchema,
  weight: z.number().positive().max(5),
  /** What the reader must be able to say after reading; demands content. */
  asks: z.string().min(10),
  /** What counts as evidence. */
  evidence: z.string().min(10),
  /** What weak answers miss. */
  weak: z.string().min(10),
  /** Canned next step. */
  next: CannedLineSchema,
  /** Canned follow-up question, as an interviewer would ask it. */
  follow: CannedLineSchema.refine((text) => text.trim().endsWith('?'), 'ends in a question mark'),
  /** Which of the coach's detectors look for it; empty means "by role". */
  signal: z.string().regex(/^[a-z][a-z0-9_]*$/),
});
export type CriterionRubric = z.infer<typeof CriterionRubricSchema>;

const AnchorKeySchema = z.enum(['problem', 'decision', 'tradeoff', 'outcome', 'lesson']);
const ScoreSchema = z.number().min(0).max(100);

const CategorySchema = z.strictObject({
  title: z.string().min(3),
  also_called: z.array(z.string()),
  anchors: z.array(AnchorKeySchema).min(1),
  /** Which of the coach's word fields tells whether an answer is on the subject; absent means "do not check". */
  topic: z.string().optional(),
  criteria: z.array(CriterionRubricSchema).min(3).max(12),
});

export const RubricSchema = z
  .strictObject({
    pack: z.string().regex(/^[a-z][a-z0-9-]*$/),
    version: z.int().positive(),
    language: z.literal('en'),
    caps: z.strictObject({
      not_assessable: ScoreSchema,
      /** Taken off the score, and the most that is left, where the coach found no link to the question. */
      link_unclear: z.strictObject({ less: ScoreSchema, most: ScoreSchema }),
      no_decision: ScoreSchema,
      framework_only: ScoreSchema,
    }),
    bands: z.strictObject({ developing: ScoreSchema, promising: ScoreSchema, strong: ScoreSchema }),
    frameworks: z.array(z.string().min(2)),
    category_order: z.array(z.string()).min(1),
    categories: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), CategorySchema),
  })
  .refine((rubric) => new Set(rubric.category_order).size === Object.keys(rubric.categories).length, {
    path: ['category_order'],
    message: 'names every category exactly once',
  })
  .refine((rubric) => rubric.category_order.every((key) => Object.hasOwn(rubric.categories, key)), {
    path: ['category_order'],
    message: 'names only categories of this pack',
  })
  .refine(
    (rubric) =>
      Object.values(rubric.categories).every(
        (category) => new Set(category.criteria.map((one) => one.key)).size === category.criteria.length,
      ),
    { path: ['categories'], message: 'criterion keys are unique inside a category' },
  );
/** A whole rubric as written in a pack. */
export type Rubric = z.infer<typeof RubricSchema>;

/** One kind of question, as far as it takes to tell an answer to it from others. */
type Subject = {
  readonly topic: string;
  readonly criteria: readonly Pick<CriterionRubric, 'key' | 'signal'>[];
};

/** One category with everything needed to assess and score an answer to it. */
export type CategoryRubric = {
  readonly category: string;
  readonly title: string;
  readonly anchors: readonly z.infer<typeof AnchorKeySchema>[];
  readonly criteria: readonly CriterionRubric[];
  readonly topic?: string | undefined;
  /** All kinds of questions of the pack that name a topic, this one too: what an answer could be to instead. */
  readonly subjects: readonly Subject[];
  /** Pack and version, stored with every result, such as "tpm-1". */
  readonly rubricVersion: string;
  readonly caps: Rubric['caps'];
  readonly bands: Rubric['bands'];
  readonly frameworks: readonly string[];
};

/** Parses and validates rubric YAML. Throws a zod error naming each wrong field. */
export const parseRubric = (yamlText: string): Rubric => RubricSchema.parse(parse(yamlText));

/** Reads the rubric shipped with the "tpm" pack. Throws when the file is missing or wrong. */
export const loadTpmRubric = (): Rubric =>
  parseRubric(readFileSync(new URL('./tpm.yaml', import.meta.url), 'utf8'));

/** The rubric of one category, or null when the pack has no such category. */
export const categoryRubric = (rubric: Rubric, category: string): CategoryRubric | null => {
  const found = Object.hasOwn(rubric.categories, category) ? rubric.categories[category] : undefined;
  if (found === undefined) return null;
  return {
    category,
    title: found.title,
    anchors: found.anchors,
    criteria: found.criteria,
    topic: found.topic,
    subjects: Object.values(rubric.categories).flatMap(({ topic, criteria }) =>
      topic === undefined ? [] : [{ topic, criteria }],
    ),
    rubricVersion: `${rubric.pack}-${rubric.version}`,
    caps: rubric.caps,
    bands: rubric.bands,
    frameworks: rubric.frameworks,
  };
};
