import { promises as fs } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { Refusal } from '../errors.ts';

const PACKS = fileURLToPath(new URL('./packs', import.meta.url));

const key = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'use lower-case letters, digits and dashes');
const line = (max: number) => z.string().trim().min(1).max(max);

const packSchema = z.strictObject({
  slug: key,
  title: line(80),
  language: z.string().regex(/^[a-z]{2}$/),
  categories: z
    .array(
      z.strictObject({
        key,
        name: line(40),
        also: z.array(line(40)),
        parts: z.array(line(120)).min(2).max(5),
      }),
    )
    .min(1),
});

/** The story kinds a question can call for. */
export const TAGS = [
  'conflict',
  'failure',
  'leadership',
  'ambiguity',
  'influence-without-authority',
  'technical-tradeoff',
  'customer-insight',
] as const;

/** What goes with a question beside its text; stored as JSON in `questions.details`. */
export const questionDetailsSchema = z.strictObject({
  industry: key,
  after: line(300),
  probes: z.array(line(200).endsWith('?')).min(3).max(4),
  hints: z.strictObject({ cue: line(200), structure: line(400), evidence: line(400) }),
  tags: z.array(z.enum(TAGS)).min(1).max(3),
  assumptions: line(300),
});
export type QuestionDetails = z.infer<typeof questionDetailsSchema>;

/** One question as it stands in a pack file. */
export const questionSchema = z.strictObject({
  slug: key,
  level: z.int().min(1).max(3),
  text: line(300),
  ...questionDetailsSchema.shape,
});

const categoryFileSchema = z.strictObject({ category: key, questions: z.array(questionSchema).min(1) });

export type PackCategory = z.infer<typeof packSchema>['categories'][number];
export type PackQuestion = z.infer<typeof questionSchema> & { readonly category: string };

/** A set of questions with its categories in the order that breaks ties. */
export interface Pack {
  readonly slug: string;
  readonly title: string;
  readonly language: string;
  readonly categories: readonly PackCategory[];
  readonly questions: readonly PackQuestion[];
}

/**
 * Reads a pack's folder: pack.yaml and one file per category. Throws a Refusal that names file, place and
 * problem when something in it is wrong or a slug is there twice.
 */
export async function readPack(folder: string): Promise<Pack> {
  const head = await readYaml(path.join(folder, 'pack.yaml'), packSchema);
  const questions: PackQuestion[] = [];
  for (const category of head.categories) {
    const file = path.join(folder, `${category.key}.yaml`);
    const content = await readYaml(file, categoryFileSchema);
    if (content.category !== category.key) {
      throw new Refusal(`${path.basename(file)}: category must be "${category.key}", as in the file's name.`);
    }
    questions.push(...content.questions.map((question) => ({ ...question, category: category.key })));
  }
  const slugs = questions.map((question) => question.slug);
  const twice = slugs.find((slug, index) => slugs.indexOf(slug) !== index);
  if (twice !== undefined) throw new Refusal(`The question "${twice}" is there twice. Rename one of them.`);
  return { ...head, questions };
}

/** The packs that come with Greenroom, by slug. */
export async function readBuiltInPacks(): Promise<ReadonlyMap<string, Pack>> {
  const packs = new Map<string, Pack>();
  for (const entry of await fs.readdir(PACKS, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const pack = await readPack(path.join(PACKS, entry.name));
    packs.set(pack.slug, pack);
  }
  return packs;
}

/**
 * Writes a pack's questions into the database, where rounds refer to them. Doing it again changes nothing;
 * a changed text is updated in place, and a question that left the pack is retired, never deleted.
 */
export async function storePack(db: Database, pack: Pack, now: Temporal.Instant): Promise<void> {
  const rows = pack.questions.map(({ slug, level, text, category, ...details }) => ({
    community_id: null,
    pack: pack.slug,
    slug,
    category,
    level,
    body: text,
    details: JSON.stringify(details),
    retired_at: null,
  }));
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('questions')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['community_id', 'slug']).doUpdateSet((eb) => ({
          category: eb.ref('excluded.category'),
          level: eb.ref('excluded.level'),
          body: eb.ref('excluded.body'),
          details: sql<string>`excluded.details`,
          retired_at: null,
        })),
      )
      .execute();
    await tx
      .updateTable('questions')
      .set({ retired_at: now })
      .where('community_id', 'is', null)
      .where('pack', '=', pack.slug)
      .where('retired_at', 'is', null)
      .where(
        'slug',
        'not in',
        rows.map((row) => row.slug),
      )
      .execute();
  });
}

async function readYaml<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  const name = path.basename(file);
  let content: unknown;
  try {
    content = parse(await fs.readFile(file, 'utf8'));
  } catch (error) {
    throw new Refusal(
      `${name} cannot be read: ${error instanceof Error ? error.message : 'unknown problem'}`,
      {
        cause: error,
      },
    );
  }
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new Refusal(`${name}, ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`);
}
