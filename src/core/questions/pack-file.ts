import { LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { checkQuestions, type CheckedQuestion } from './check-questions.ts';
import { questionSchema, type Pack, type PackQuestion } from './load-pack.ts';

/**
 * A community's own questions in one YAML file:
 *
 *   pack: tpm                  which pack they join; its categories and rubric apply
 *   questions:
 *     - slug: …                as in the pack's own files, plus
 *       category: metrics
 */
export type PackFile =
  | { readonly ok: true; readonly pack: string; readonly questions: readonly PackQuestion[] }
  | { readonly ok: false; readonly problems: readonly PackFileProblem[] };

/** A problem with its line in the file (from 1) and the field it concerns. */
export interface PackFileProblem {
  readonly line: number;
  readonly field: string;
  readonly message: string;
}

/**
 * Reads and checks a file of a community's own questions against the pack they would join. Every problem is
 * named with line and field. Pure; never throws, whatever the text is.
 */
export function readPackFile(text: string, packs: ReadonlyMap<string, Pack>): PackFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const { line } = lines.linePos(broken.pos[0]);
    return refused([{ line, field: 'the file', message: `is not YAML: ${broken.message}` }]);
  }
  const at = (path: readonly (string | number)[]): number => lineOf(document, lines, path);
  const base = z.object({ pack: z.string() }).safeParse(document.toJS());
  const pack = base.success ? packs.get(base.data.pack) : undefined;
  if (pack === undefined) {
    return refused([
      { line: at(['pack']), field: 'pack', message: `must be one of ${[...packs.keys()].join(', ')}` },
    ]);
  }
  const parsed = fileSchema(pack).safeParse(document.toJS());
  if (!parsed.success) {
    return refused(
      parsed.error.issues.map((issue) => {
        const path = issue.path.filter((part) => typeof part !== 'symbol');
        return { line: at(path), field: path.join('.') || 'the file', message: issue.message };
      }),
    );
  }
  const { questions } = parsed.data;
  const known: CheckedQuestion[] = pack.questions.map((one) => one);
  const problems = [
    ...slugProblems(questions, pack),
    ...checkQuestions(questions, known).map(({ slug, field, message }) => ({ slug, field, message })),
  ].map(({ slug, field, message }) => {
    const index = questions.findIndex((one) => one.slug === slug);
    return { line: at(['questions', index, field]), field: `questions.${index}.${field}`, message };
  });
  return problems.length > 0 ? refused(problems) : { ok: true, pack: pack.slug, questions };
}

function fileSchema(pack: Pack) {
  const keys = pack.categories.map((category) => category.key);
  return z.strictObject({
    pack: z.string(),
    questions: z
      .array(
        z.strictObject({
          ...questionSchema.shape,
          category: z
            .string()
            .refine((key) => keys.includes(key), { message: `must be one of ${keys.join(', ')}` }),
        }),
      )
      .min(1),
  });
}

function slugProblems(questions: readonly PackQuestion[], pack: Pack) {
  const taken = new Set(pack.questions.map((one) => one.slug));
  return questions.flatMap(({ slug }) => {
    if (!taken.has(slug)) {
      taken.add(slug);
      return [];
    }
    return [{ slug, field: 'slug' as const, message: 'is used by another question. Choose another one.' }];
  });
}

function refused(problems: readonly PackFileProblem[]): PackFile {
  return { ok: false, problems };
}

/** The line where a path begins; where it is missing, the line of what should hold it. */
function lineOf(document: Document, lines: LineCounter, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    const found = rangeSchema.safeParse(node);
    if (found.success) return lines.linePos(found.data.range[0]).line;
  }
  return 1;
}

const rangeSchema = z.object({ range: z.tuple([z.number(), z.number(), z.number()]) });
