import type { Reader } from '../db/database.ts';
import { countsText } from '../feedback/cards.ts';
import { FeedbackResultSchema } from '../feedback/contract.ts';
import type { LocalDate } from '../time.ts';

/** So many answers are shown at a time. */
export const HISTORY_PAGE = 5;

/** Which answers: all, those of one category, or those whose question holds every one of the words. */
export interface HistorySearch {
  readonly category: string | null;
  readonly words: readonly string[];
}

export const EVERYTHING: HistorySearch = { category: null, words: [] };

/** One answer of a member's, with what its feedback came to. */
export interface HistoryEntry {
  readonly answerId: string;
  readonly roundId: string;
  readonly localDate: LocalDate;
  readonly pack: string;
  readonly category: string;
  readonly question: string;
  readonly revision: number;
  /** "2 met, 1 partly, 3 not found", or why there is none. */
  readonly outcome: string;
  /** The one next step; null without feedback. */
  readonly nextStep: string | null;
}

export interface HistoryPage {
  readonly entries: readonly HistoryEntry[];
  /** All answers that fit the search. */
  readonly total: number;
  /** From 1; the newest answers are on page 1. */
  readonly page: number;
  readonly pages: number;
}

/**
 * A member's own answers, newest first. A page past the last one gives the last. Withdrawn answers and text
 * still held for consent are not there. Reads only; nobody but the member may be shown it.
 */
export async function listHistory(
  db: Reader,
  memberId: string,
  search: HistorySearch,
  wanted: { readonly page: number; readonly size?: number },
): Promise<HistoryPage> {
  const size = wanted.size ?? HISTORY_PAGE;
  const fits = select(db, memberId, search);
  const { count } = await fits.select((eb) => eb.fn.countAll<string>().as('count')).executeTakeFirstOrThrow();
  const total = Number(count);
  const pages = Math.max(1, Math.ceil(total / size));
  const page = Math.min(Math.max(1, wanted.page), pages);
  const rows = await fits
    .select([
      'answers.id',
      'answers.round_id',
      'answers.revision',
      'answers.state',
      'answers.words_erased_at',
      'rounds.local_date',
      'questions.pack',
      'questions.category',
      'questions.body',
    ])
    .orderBy('answers.answered_at', 'desc')
    .orderBy('answers.id', 'desc')
    .limit(size)
    .offset((page - 1) * size)
    .execute();
  const feedback = await readFeedback(
    db,
    rows.map((row) => row.id),
  );
  const entries = rows.map((row) => ({
    answerId: row.id,
    roundId: row.round_id,
    localDate: row.local_date,
    pack: row.pack,
    category: row.category,
    question: row.body,
    revision: row.revision,
    ...(row.words_erased_at === null
      ? (feedback.get(`${row.id}/${row.revision}`) ?? { outcome: 'being read', nextStep: null })
      : { outcome: 'words erased by age; the day stays counted', nextStep: null }),
  }));
  return { entries, total, page, pages };
}

function select(db: Reader, memberId: string, search: HistorySearch) {
  return db
    .selectFrom('answers')
    .innerJoin('rounds', 'rounds.id', 'answers.round_id')
    .innerJoin('questions', 'questions.id', 'rounds.question_id')
    .where('answers.member_id', '=', memberId)
    .where('answers.state', 'in', ['gathering', 'submitted'])
    .$if(search.category !== null, (query) => query.where('questions.category', '=', search.category ?? ''))
    .where((eb) =>
      eb.and(search.words.map((word) => eb('questions.body', 'ilike', `%${escapeLike(word)}%`))),
    );
}

function escapeLike(word: string): string {
  return word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
}

type Outcome = Pick<HistoryEntry, 'outcome' | 'nextStep'>;

async function readFeedback(db: Reader, answerIds: readonly string[]): Promise<Map<string, Outcome>> {
  if (answerIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('feedback')
    .select(['answer_id', 'revision', 'state', 'result'])
    .where('answer_id', 'in', answerIds)
    .orderBy('created_at')
    .execute();
  return new Map(rows.map((row) => [`${row.answer_id}/${row.revision}`, outcomeOf(row)]));
}

function outcomeOf(row: { readonly state: string; readonly result: unknown }): Outcome {
  const result = FeedbackResultSchema.safeParse(row.result);
  if (!result.success)
    return { outcome: row.state === 'waiting' ? 'being read' : 'not graded', nextStep: null };
  const { data } = result;
  return {
    outcome: data.verdict === 'assessable' ? countsText(data) : 'not graded',
    nextStep: data.nextStep.text,
  };
}
