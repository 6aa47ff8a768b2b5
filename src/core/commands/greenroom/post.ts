import { never } from '../../errors.ts';
import { echoInput } from '../../echo-input.ts';
import type { Reply } from '../../platform/reply.ts';
import { rich } from '../../platform/rich.ts';
import { categoryNames } from '../../questions/keep-question.ts';
import { loadTurn, planQuestions } from '../../questions/plan-questions.ts';
import { postToday } from '../../rounds/post-today.ts';
import { queueFirst } from '../../schedules/choose-upcoming.ts';
import { whenWords } from '../../schedules/cards.ts';
import { loadSchedules, type NumberedSchedule } from '../../schedules/load-schedules.ts';
import { lastAskedDate } from '../../schedules/plan-next-run.ts';
import { recurrenceOf } from '../../schedules/schedule.ts';
import { nextDates } from '../../schedules/upcoming.ts';
import type { Command, CommandContext } from '../command.ts';
import { findCategory } from '../find-category.ts';
import { linesCard, refuse, runButton, say, todayHere } from './pieces.ts';

export const post: Command = {
  root: 'greenroom',
  words: ['post'],
  takes: '[category]',
  example: '/greenroom post metrics',
  says: "Posts today's question in this channel now, if there is none yet.",
  label: 'Post now',
  async run(ctx, text) {
    const schedules = await loadSchedules(ctx.tx, ctx.member.communityId);
    const [, queued, key] = /^queue\.(\d{1,6})\.([a-z][a-z0-9-]{0,59}|any)$/.exec(text) ?? [];
    if (queued !== undefined) {
      const schedule = schedules.find((one) => one.number === Number(queued));
      if (schedule === undefined)
        return refuse('That schedule is not here any more. See what there is with /greenroom schedule list.');
      return queueOne(ctx, schedule, key === undefined || key === 'any' ? null : key);
    }
    const wanted = text.trim();
    const category = wanted === '' ? null : findCategory(ctx.core, wanted);
    if (wanted !== '' && category === null) {
      return refuse(`"${echoInput(wanted)}" is not a category. Try one of: ${categoryNames(ctx.core)}.`);
    }
    // A button knows no channel; where there is only one schedule it can only mean that.
    const here =
      ctx.channelExternalId === null && schedules.length === 1
        ? schedules
        : schedules.filter((one) => one.channelExternalId === ctx.channelExternalId);
    const [first] = here;
    if (first === undefined) {
      const start = '/greenroom schedule add 09:00 Europe/London weekdays';
      return refuse(
        schedules.length === 0
          ? `There is no schedule yet. Start one first: ${start}`
          : `This channel has no schedule. Type /greenroom post in ${schedules[0]?.channelName ?? ''}, or start one here: ${start}`,
      );
    }
    return postHere(ctx, here, first, category);
  },
};

/** The first schedule of the channel that has no question for today gets one. */
async function postHere(
  ctx: CommandContext,
  here: readonly NumberedSchedule[],
  first: NumberedSchedule,
  category: string | null,
): Promise<Reply> {
  let asked = first;
  let result = await postToday(ctx.core, ctx.tx, first.row, category, ctx.now);
  for (const schedule of here.slice(1)) {
    if (result.kind === 'posting') break;
    asked = schedule;
    result = await postToday(ctx.core, ctx.tx, schedule.row, category, ctx.now);
  }
  const offer = runButton(
    'post',
    `queue.${asked.number}.${category ?? 'any'}`,
    'Choose one for the next date',
    'primary',
  );
  switch (result.kind) {
    case 'posting':
      return say(
        linesCard([
          rich`The question for ${result.today} is being posted in ${asked.channelName}. It counts like any other day's.`,
        ]),
      );
    case 'there':
      return say(
        linesCard(
          [
            rich`Today's question (${result.today}) is there already: one a day for each schedule. You can choose what comes next.`,
          ],
          [offer],
        ),
      );
    case 'withdrawn':
      return say(
        linesCard(
          [
            rich`Today's question (${result.today}) was withdrawn, and a date has only one. You can choose what comes next.`,
          ],
          [offer],
        ),
      );
    case 'unclear':
      return refuse(
        `Nobody can tell whether today's question (${result.today}) arrived. Look in ${asked.channelName}; the next one comes as planned.`,
      );
    case 'no_question':
      return refuse(
        'There is no question of that kind left. Add one with /greenroom question add, or name another category.',
      );
    default:
      return never(result);
  }
}

async function queueOne(
  ctx: CommandContext,
  schedule: NumberedSchedule,
  category: string | null,
): Promise<Reply> {
  const turn = await loadTurn(ctx.core, ctx.tx, schedule.row, ctx.now);
  const today = await todayHere(ctx);
  const [choice] =
    turn === null
      ? []
      : planQuestions(category === null ? turn : { ...turn, categories: [category] }, [], [today]);
  if (choice === undefined || choice === null) {
    return refuse('There is no question of that kind left. Add one with /greenroom question add.');
  }
  await queueFirst(ctx.tx, schedule.row, [choice.questionId]);
  const { body } = await ctx.tx
    .selectFrom('questions')
    .select('body')
    .where('id', '=', choice.questionId)
    .executeTakeFirstOrThrow();
  const exclusiveLocalDate = await lastAskedDate(ctx.tx, schedule.row);
  const [date] = await nextDates(ctx.tx, ctx.member.communityId, recurrenceOf(schedule.row), {
    instant: ctx.now,
    exclusiveLocalDate,
  });
  const when =
    date === undefined ? rich`when the schedule goes on` : rich`${whenWords(date, schedule.row.zone, today)}`;
  return {
    kind: 'replace',
    card: linesCard(
      [rich`Next in ${schedule.channelName}, ${when}: ${body}`],
      [runButton('schedule.preview', String(schedule.number), 'Preview')],
    ),
  };
}
