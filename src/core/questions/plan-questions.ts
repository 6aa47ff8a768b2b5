import type { Core } from '../core.ts';
import type { Reader } from '../db/database.ts';
import type { LocalDate } from '../time.ts';
import {
  chooseQuestion,
  type AskedQuestion,
  type ChoosableQuestion,
  type Choice,
} from './choose-question.ts';

/** Everything that decides whose turn it is in one schedule. */
export interface Turn {
  readonly categories: readonly string[];
  readonly questions: readonly ChoosableQuestion[];
  readonly asked: readonly AskedQuestion[];
  /** Open elsewhere in the community, so not put a second time at the same moment where it can be helped. */
  readonly exclude: readonly string[];
  readonly seed: string;
}

/**
 * The questions of the coming dates, in their order: queued ones first, then by turn, each as if the ones
 * before it had been asked. Null in the list where nothing can be asked. Pure.
 */
export function planQuestions(
  turn: Turn,
  queue: readonly string[],
  dates: readonly LocalDate[],
): readonly (Choice | null)[] {
  const waiting = queue.filter((id) =>
    turn.questions.some((question) => question.id === id && !question.retired),
  );
  const asked = [...turn.asked];
  return dates.map((date, index) => {
    const queuedQuestionId = waiting[index] ?? null;
    const others = waiting.filter((id) => id !== queuedQuestionId);
    const choice =
      chooseQuestion({
        ...turn,
        asked,
        queuedQuestionId,
        exclude: queuedQuestionId === null ? [...turn.exclude, ...others] : others,
      }) ?? chooseQuestion({ ...turn, asked, queuedQuestionId, exclude: [] });
    if (choice !== null) asked.push({ questionId: choice.questionId, category: choice.category, date });
    return choice;
  });
}

/** Reads what decides a schedule's turn; null when its pack is not on disk. */
export async function loadTurn(
  core: Pick<Core, 'packs'>,
  db: Reader,
  schedule: { readonly id: string; readonly community_id: string; readonly pack: string },
  now: Temporal.Instant,
): Promise<Turn | null> {
  const pack = core.packs.get(schedule.pack);
  if (pack === undefined) return null;
  const asked = await db
    .selectFrom('rounds')
    .innerJoin('questions', 'questions.id', 'rounds.question_id')
    .select(['question_id', 'category', 'local_date'])
    .where('schedule_id', '=', schedule.id)
    // A withdrawn question was put to people, too: its category had its turn.
    .where('state', 'in', ['posted', 'withdrawn'])
    .execute();
  const open = await db
    .selectFrom('rounds')
    .select('question_id')
    .where('community_id', '=', schedule.community_id)
    .where('schedule_id', 'is not', null)
    .where((eb) =>
      eb.or([eb('state', '=', 'due'), eb.and([eb('state', '=', 'posted'), eb('closes_at', '>', now)])]),
    )
    .execute();
  return {
    categories: pack.categories.map((category) => category.key),
    questions: await questionsOf(db, schedule.community_id, schedule.pack),
    asked: asked.map((row) => ({
      questionId: row.question_id,
      category: row.category,
      date: row.local_date,
    })),
    exclude: open.map((row) => row.question_id),
    seed: schedule.id,
  };
}

/**
 * The questions a community can be asked from a pack: the pack's own and the community's additions; those
 * that the pack or the community's organizers retired are marked.
 */
export async function questionsOf(
  db: Reader,
  communityId: string,
  pack: string,
): Promise<{ id: string; category: string; retired: boolean }[]> {
  const rows = await db
    .selectFrom('questions')
    .leftJoin('question_retirements', (join) =>
      join
        .onRef('question_retirements.question_id', '=', 'questions.id')
        .on('question_retirements.community_id', '=', communityId),
    )
    .select([
      'questions.id',
      'category',
      'questions.retired_at',
      'question_retirements.retired_at as retired_here',
    ])
    .where('pack', '=', pack)
    .where((eb) =>
      eb.or([eb('questions.community_id', 'is', null), eb('questions.community_id', '=', communityId)]),
    )
    .execute();
  return rows.map((row) => ({
    id: row.id,
    category: row.category,
    retired: row.retired_at !== null || row.retired_here !== null,
  }));
}
