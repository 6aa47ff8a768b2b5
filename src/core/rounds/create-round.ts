import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { enqueue } from '../jobs/outbox.ts';
import { chooseQuestion } from '../questions/choose-question.ts';
import type { ScheduleRow } from '../schedules/schedule.ts';
import type { LocalDate } from '../time.ts';

/**
 * Makes the schedule's round for a local date, with its question chosen, and asks for it to be posted.
 * A date that has its round already keeps it: nothing happens (the constraint decides, so it holds for any
 * number of processes). Returns whether a round was made.
 */
export async function createRound(
  core: Core,
  tx: Tx,
  schedule: ScheduleRow,
  occurrence: { readonly localDate: LocalDate; readonly dueAt: Temporal.Instant },
  now: Temporal.Instant,
): Promise<boolean> {
  const questionId = await nextQuestion(core, tx, schedule);
  if (questionId === null) {
    core.log.error({ scheduleId: schedule.id, pack: schedule.pack }, 'no question left to ask');
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
  await enqueue(tx, 'round.post', { roundId: round.id }, { now });
  return true;
}

async function nextQuestion(core: Core, tx: Tx, schedule: ScheduleRow): Promise<string | null> {
  const pack = core.packs.get(schedule.pack);
  if (pack === undefined) return null;
  const questions = await questionsOf(tx, schedule.community_id, schedule.pack);
  const asked = await tx
    .selectFrom('rounds')
    .innerJoin('questions', 'questions.id', 'rounds.question_id')
    .select(['question_id', 'category', 'local_date'])
    .where('schedule_id', '=', schedule.id)
    .where('state', '=', 'posted')
    .execute();
  const choice = chooseQuestion({
    categories: pack.categories.map((category) => category.key),
    questions,
    asked: asked.map((row) => ({ questionId: row.question_id, category: row.category, date: row.local_date })),
    seed: schedule.id,
  });
  return choice?.questionId ?? null;
}

/** The questions a community can be asked from a pack: the pack's own and the community's additions. */
export async function questionsOf(
  tx: Tx,
  communityId: string,
  pack: string,
): Promise<{ id: string; category: string; retired: boolean }[]> {
  const rows = await tx
    .selectFrom('questions')
    .select(['id', 'category', 'retired_at'])
    .where('pack', '=', pack)
    .where((eb) => eb.or([eb('community_id', 'is', null), eb('community_id', '=', communityId)]))
    .execute();
  return rows.map((row) => ({ id: row.id, category: row.category, retired: row.retired_at !== null }));
}
