import { findCategory } from '../../core/commands/find-category.ts';
import type { Core } from '../../core/core.ts';
import type { Reader } from '../../core/db/database.ts';
import { feedbackCard } from '../../core/feedback/cards.ts';
import { loadFeedback } from '../../core/feedback/load-feedback.ts';
import { listHistory, type HistoryEntry, type HistoryPage } from '../../core/history/list-history.ts';
import { fitSearch } from '../../core/history/page-arg.ts';
import type { Card } from '../../core/platform/card.ts';
import { categoryName } from '../../core/questions/category-name.ts';
import { findRound } from '../../core/rounds/load-round.ts';

/** One answer in full: the question, the member's own words and the feedback on them. */
export interface OwnEntry extends HistoryEntry {
  readonly categoryName: string;
  /** Null once erased by age, and while pieces are still being gathered. */
  readonly text: string | null;
  readonly feedback: Card | null;
}

export interface OwnHistory extends Omit<HistoryPage, 'entries'> {
  readonly entries: readonly OwnEntry[];
  /** The search as it was used. */
  readonly search: string;
}

/** A page of a member's answers (members.id), newest first, each in full. Only that member may be shown it. */
export async function readHistory(
  source: { readonly db: Reader; readonly packs: Core['packs'] },
  memberId: string,
  wanted: { readonly said: string; readonly page: number; readonly size: number },
): Promise<OwnHistory> {
  const { db } = source;
  const search = fitSearch(wanted.said);
  const category = search === '' ? null : findCategory(source, search);
  const words = category === null ? search.split(' ').filter((word) => word !== '') : [];
  const list = await listHistory(db, memberId, { category, words }, wanted);
  const texts = await readTexts(
    db,
    list.entries.map((entry) => entry.answerId),
  );
  const entries = await Promise.all(
    list.entries.map(async (entry) => {
      const name = categoryName(source, entry);
      const [round, own] = await Promise.all([
        findRound(db, entry.roundId),
        loadFeedback(db, entry.roundId, memberId),
      ]);
      const feedback = round === null || own === null ? null : feedbackCard(round, name, own);
      return { ...entry, categoryName: name, text: texts.get(entry.answerId) ?? null, feedback };
    }),
  );
  return { ...list, entries, search };
}

async function readTexts(db: Reader, answerIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (answerIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('answers')
    .innerJoin('answer_revisions', (join) =>
      join
        .onRef('answer_revisions.answer_id', '=', 'answers.id')
        .onRef('answer_revisions.revision', '=', 'answers.revision'),
    )
    .select(['answers.id', 'answer_revisions.body'])
    .where('answers.id', 'in', answerIds)
    .execute();
  return new Map(rows.map((row) => [row.id, row.body]));
}
