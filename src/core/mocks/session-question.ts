import type { Core } from '../core.ts';
import type { Reader } from '../db/database.ts';
import { ANCHOR_KEYS, type AnchorKey } from '../feedback/contract.ts';
import { categoryRubric, type CategoryRubric } from '../feedback/rubric/load-rubric.ts';
import { categoryName, categoryParts } from '../questions/category-name.ts';
import { questionDetailsSchema } from '../questions/load-pack.ts';
import type { RoundQuestion } from '../rounds/load-round.ts';
import type { MockSession } from './session-store.ts';

/** The category of a session as people read it. */
export function sessionCategory(core: Pick<Core, 'packs'>, session: MockSession): string {
  const [pack] = core.packs.values();
  return categoryName(core, { pack: pack?.slug ?? '', category: session.category });
}

/** What is asked in a half, with what the interviewer needs for it. */
export interface HalfQuestion {
  readonly question: RoundQuestion;
  readonly rubric: CategoryRubric | null;
  /** What a good answer says, in the order of the category. */
  readonly parts: readonly string[];
  /** The anchors of the category, in telling order. */
  readonly anchors: readonly AnchorKey[];
}

/** Reads what is asked in a half; null when the question is gone. */
export async function loadHalfQuestion(
  core: Pick<Core, 'packs' | 'rubric'>,
  db: Reader,
  questionId: string,
): Promise<HalfQuestion | null> {
  const row = await db
    .selectFrom('questions')
    .select(['id', 'pack', 'category', 'body', 'details'])
    .where('id', '=', questionId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const question: RoundQuestion = {
    id: row.id,
    pack: row.pack,
    category: row.category,
    text: row.body,
    details: questionDetailsSchema.parse(row.details),
  };
  const rubric = categoryRubric(core.rubric, row.category);
  return {
    question,
    rubric,
    parts: categoryParts(core, question) ?? [],
    anchors: ANCHOR_KEYS.filter((key) => rubric === null || rubric.anchors.includes(key)),
  };
}
