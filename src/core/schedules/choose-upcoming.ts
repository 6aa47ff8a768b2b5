import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { chooseQuestion } from '../questions/choose-question.ts';
import { loadTurn } from '../questions/plan-questions.ts';
import { loadQueue, saveQueue } from './question-queue.ts';
import type { ScheduleRow } from './schedule.ts';
import { loadUpcoming } from './upcoming.ts';

/** What was pressed beside a coming question: its place in the list, 1 to 3, and the question shown there. */
export interface Pick {
  readonly place: number;
  readonly questionId: string;
}

/** `stale`: the list had changed since it was shown. `none`: there is no other question. */
export type Chosen = 'done' | 'stale' | 'none';

/**
 * Puts another question in the place of a coming one: of the same category where there is one. The ones
 * before it are kept as they were shown.
 */
export async function swapQuestion(
  core: Core,
  tx: Tx,
  schedule: ScheduleRow,
  pick: Pick,
  now: Temporal.Instant,
): Promise<Chosen> {
  const shown = await shownIds(core, tx, schedule, now);
  if (shown[pick.place - 1] !== pick.questionId) return 'stale';
  const turn = await loadTurn(core, tx, schedule, now);
  const category = turn?.questions.find((question) => question.id === pick.questionId)?.category;
  if (turn === null || category === undefined) return 'none';
  // The question's own id in the seed: swapping again and again does not go back and forth between two.
  const rest = { ...turn, exclude: [...turn.exclude, ...shown], seed: `${turn.seed}/${pick.questionId}` };
  const other = chooseQuestion({ ...rest, categories: [category] }) ?? chooseQuestion(rest);
  if (other === null) return 'none';
  const before = shown.slice(0, pick.place - 1);
  const queue = await loadQueue(tx, schedule.id);
  const later = queue.filter((id) => id !== pick.questionId && !before.includes(id));
  await saveQueue(tx, schedule, [...before, other.questionId, ...later]);
  return 'done';
}

/** Moves a coming question to the front; the ones before it follow. */
export async function postNext(
  core: Core,
  tx: Tx,
  schedule: ScheduleRow,
  pick: Pick,
  now: Temporal.Instant,
): Promise<Chosen> {
  const shown = await shownIds(core, tx, schedule, now);
  if (shown[pick.place - 1] !== pick.questionId) return 'stale';
  const before = shown.slice(0, pick.place - 1);
  await queueFirst(tx, schedule, [pick.questionId, ...before]);
  return 'done';
}

/** Puts questions at the front of what the schedule asks next. */
export async function queueFirst(
  tx: Tx,
  schedule: ScheduleRow,
  questionIds: readonly string[],
): Promise<void> {
  await saveQueue(tx, schedule, [...questionIds, ...(await loadQueue(tx, schedule.id))]);
}

async function shownIds(core: Core, tx: Tx, schedule: ScheduleRow, now: Temporal.Instant): Promise<string[]> {
  // Two organizers choosing at once: one after the other.
  await tx.selectFrom('schedules').select('id').where('id', '=', schedule.id).forUpdate().execute();
  const upcoming = await loadUpcoming(core, tx, schedule, now);
  return upcoming.flatMap((one) => (one.questionId === null ? [] : [one.questionId]));
}
