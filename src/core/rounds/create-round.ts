import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { enqueue } from '../jobs/outbox.ts';
import { NO_QUESTION } from '../notices/load-notice.ts';
import { openNotice } from '../notices/open-notice.ts';
import { loadTurn, planQuestions } from '../questions/plan-questions.ts';
import { loadQueue, takeFromQueue } from '../schedules/question-queue.ts';
import type { ScheduleRow } from '../schedules/schedule.ts';
import type { LocalDate } from '../time.ts';

/**
 * Makes the schedule's round for a local date, with its question chosen, and asks for it to be posted.
 * A date that has its round already keeps it: nothing happens (the constraint decides, so it holds for any
 * number of processes). What organizers queued comes first, unless a category is named. Returns whether a
 * round was made.
 */
export async function createRound(
  core: Core,
  tx: Tx,
  schedule: ScheduleRow,
  occurrence: { readonly localDate: LocalDate; readonly dueAt: Temporal.Instant },
  now: Temporal.Instant,
  category: string | null = null,
): Promise<boolean> {
  const questionId = await nextQuestion(core, tx, schedule, occurrence.localDate, { category, now });
  if (questionId === null) {
    core.log.error({ scheduleId: schedule.id, pack: schedule.pack }, 'no question left to ask');
    if (category === null) {
      const problem = {
        communityId: schedule.community_id,
        kind: 'missed_post',
        subject: schedule.id,
      } as const;
      await openNotice(tx, { ...problem, latest: NO_QUESTION }, now);
    }
    return false;
  }
  const round = await tx
    .insertInto('rounds')
    .values({
      community_id: schedule.community_id,
      schedule_id: schedule.id,
      channel_id: schedule.channel_id,
      member_id: null,
      question_id: questionId,
      local_date: occurrence.localDate,
      zone: schedule.zone,
      due_at: occurrence.dueAt,
      state: 'due',
      posted_at: null,
      closes_at: null,
      skipped_because: null,
      message_id: null,
      thread_id: null,
    })
    .onConflict((conflict) => conflict.columns(['schedule_id', 'local_date']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (round === undefined) return false;
  await takeFromQueue(tx, schedule.id, questionId, round.id);
  await enqueue(tx, 'round.post', { roundId: round.id }, { now });
  return true;
}

/** The queued question, else whose turn it is; with a category, only from that one. */
async function nextQuestion(
  core: Core,
  tx: Tx,
  schedule: ScheduleRow,
  localDate: LocalDate,
  wish: { readonly category: string | null; readonly now: Temporal.Instant },
): Promise<string | null> {
  const turn = await loadTurn(core, tx, schedule, wish.now);
  if (turn === null) return null;
  const { category } = wish;
  const [choice] =
    category === null
      ? planQuestions(turn, await loadQueue(tx, schedule.id), [localDate])
      : planQuestions({ ...turn, categories: [category] }, [], [localDate]);
  return choice?.questionId ?? null;
}
