import type { Reader } from '../db/database.ts';
import { questionDetailsSchema, type QuestionDetails } from './load-pack.ts';

/** A question as organizers handle it. */
export interface ListedQuestion {
  readonly id: string;
  readonly slug: string;
  readonly category: string;
  readonly text: string;
  readonly details: QuestionDetails;
  /** Added by this community, which may then change its words. */
  readonly own: boolean;
  /** Not asked in this community. */
  readonly retired: boolean;
}

/** The questions this community can see, in the order of their names; `own` for its own only. */
export async function listQuestions(
  db: Reader,
  communityId: string,
  which: { readonly category: string } | 'own' | 'retired',
): Promise<ListedQuestion[]> {
  const all = select(db, communityId);
  if (which === 'own')
    return (await all.where('questions.community_id', '=', communityId).execute()).map(toListed);
  if (which === 'retired')
    return (await all.where('question_retirements.question_id', 'is not', null).execute()).map(toListed);
  return (await all.where('category', '=', which.category).execute()).map(toListed);
}

/** The question with this name, "own-3" or a pack's, or null. */
export async function findQuestion(
  db: Reader,
  communityId: string,
  slug: string,
): Promise<ListedQuestion | null> {
  const rows = await select(db, communityId).where('slug', '=', slug.trim().toLowerCase()).execute();
  const row = rows.find((one) => one.community_id !== null) ?? rows[0];
  return row === undefined ? null : toListed(row);
}

function select(db: Reader, communityId: string) {
  return (
    db
      .selectFrom('questions')
      .leftJoin('question_retirements', (join) =>
        join
          .onRef('question_retirements.question_id', '=', 'questions.id')
          .on('question_retirements.community_id', '=', communityId),
      )
      .select([
        'questions.id',
        'questions.community_id',
        'slug',
        'category',
        'body',
        'details',
        'question_retirements.question_id as retired_here',
      ])
      .where((eb) =>
        eb.or([eb('questions.community_id', 'is', null), eb('questions.community_id', '=', communityId)]),
      )
      // A question that left its pack is nobody's to decide about.
      .where('questions.retired_at', 'is', null)
      .orderBy('questions.id')
  );
}

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

function toListed(row: Row): ListedQuestion {
  return {
    id: row.id,
    slug: row.slug,
    category: row.category,
    text: row.body,
    details: questionDetailsSchema.parse(row.details),
    own: row.community_id !== null,
    retired: row.retired_here !== null,
  };
}
