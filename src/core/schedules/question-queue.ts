import type { Reader, Tx } from '../db/database.ts';
import { never } from '../errors.ts';

/**
 * The questions that organizers queued ahead, in their order. One that a round took is not listed, unless
 * that round was not posted.
 */
export async function loadQueue(db: Reader, scheduleId: string): Promise<string[]> {
  return (await entriesOf(db, scheduleId)).filter((entry) => entry.free).map((entry) => entry.questionId);
}

/** Puts these questions in the place of the queued ones. */
export async function saveQueue(
  tx: Tx,
  schedule: { readonly id: string; readonly community_id: string },
  questionIds: readonly string[],
): Promise<void> {
  const taken = (await entriesOf(tx, schedule.id)).filter((entry) => !entry.free && !entry.done);
  const ids = [...new Set(questionIds)].filter((id) => !taken.some((entry) => entry.questionId === id));
  let remove = tx.deleteFrom('schedule_queue').where('schedule_id', '=', schedule.id);
  if (taken.length > 0)
    remove = remove.where(
      'position',
      'not in',
      taken.map((entry) => entry.position),
    );
  await remove.execute();
  if (ids.length === 0) return;
  const base = Math.max(0, ...taken.map((entry) => entry.position));
  await tx
    .insertInto('schedule_queue')
    .values(
      ids.map((questionId, index) => ({
        community_id: schedule.community_id,
        schedule_id: schedule.id,
        position: base + index + 1,
        question_id: questionId,
        round_id: null,
      })),
    )
    .execute();
}

/** Notes that a round took the question; done entries are cleared away. */
export async function takeFromQueue(
  tx: Tx,
  scheduleId: string,
  questionId: string,
  roundId: string,
): Promise<void> {
  const done = (await entriesOf(tx, scheduleId)).filter((entry) => entry.done);
  if (done.length > 0) {
    await tx
      .deleteFrom('schedule_queue')
      .where('schedule_id', '=', scheduleId)
      .where(
        'position',
        'in',
        done.map((entry) => entry.position),
      )
      .execute();
  }
  await tx
    .updateTable('schedule_queue')
    .set({ round_id: roundId })
    .where('schedule_id', '=', scheduleId)
    .where('question_id', '=', questionId)
    .execute();
}

interface Entry {
  readonly position: number;
  readonly questionId: string;
  /** No round took it, or the one that did was not posted. */
  readonly free: boolean;
  /** It was put to people. */
  readonly done: boolean;
}

async function entriesOf(db: Reader, scheduleId: string): Promise<Entry[]> {
  const rows = await db
    .selectFrom('schedule_queue')
    .leftJoin('rounds', 'rounds.id', 'schedule_queue.round_id')
    .select(['position', 'schedule_queue.question_id', 'rounds.state'])
    .where('schedule_queue.schedule_id', '=', scheduleId)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({ position: row.position, questionId: row.question_id, ...standing(row.state) }));
}

function standing(state: 'due' | 'posted' | 'skipped' | 'withdrawn' | null): {
  free: boolean;
  done: boolean;
} {
  switch (state) {
    case null:
    case 'skipped':
      return { free: true, done: false };
    case 'due':
      return { free: false, done: false };
    case 'posted':
    case 'withdrawn':
      return { free: false, done: true };
    default:
      return never(state);
  }
}
