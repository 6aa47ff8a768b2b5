import type { Reply } from '../../platform/reply.ts';
import { rich } from '../../platform/rich.ts';
import { echoCard, scheduleLine, whenWords } from '../../schedules/cards.ts';
import { changeSchedule, type ScheduleWish } from '../../schedules/keep-schedule.ts';
import { loadSchedules, type NumberedSchedule } from '../../schedules/load-schedules.ts';
import { lastAskedDate } from '../../schedules/plan-next-run.ts';
import { recurrenceOf } from '../../schedules/schedule.ts';
import { decodeDraft, encodeDraft } from '../../schedules/schedule-draft.ts';
import { splitRecurrence } from '../../schedules/split-recurrence.ts';
import { nextDates } from '../../schedules/upcoming.ts';
import type { Command, CommandContext } from '../command.ts';
import { findSchedule } from './find-schedule.ts';
import { linesCard, refuse, runButton, say, sendAction, todayHere } from './pieces.ts';
import { readSchedule, refuseSchedule, type ScheduleDefaults } from './read-schedule.ts';
import { formErrors, formStart, scheduleForm, typedOfForm } from './schedule-form.ts';

const EXAMPLE = '/greenroom schedule change 1 10:00';

export const scheduleChange: Command = {
  root: 'greenroom',
  words: ['schedule', 'change'],
  takes: '[number] [TIME] [ZONE] [DAYS] [from DATE] [until DATE] [threads on|off]',
  example: EXAMPLE,
  says: 'Gives a schedule another time, zone, days or season. No date is asked twice.',
  async run(ctx, text) {
    if (text === 'no') return { kind: 'replace', card: linesCard([rich`Nothing was changed.`]) };
    if (text.startsWith('ok.')) return change(ctx, text.slice(3));
    const found = await findSchedule(ctx, text, EXAMPLE);
    if (!found.ok) return found.reply;
    const { schedule, rest } = found;
    if (rest.trim() === '') {
      const form = scheduleForm(
        sendAction('schedule.change', String(schedule.number)),
        `Schedule ${schedule.number}`,
        formStart(wishOf(schedule)),
      );
      return { kind: 'form', form };
    }
    const read = readSchedule(splitRecurrence(rest), defaultsOf(schedule), await todayHere(ctx));
    return read.ok ? echo(ctx, schedule, read.wish) : refuseSchedule(read.problems, EXAMPLE);
  },
  async submit(ctx, arg, fields) {
    const found = await findSchedule(ctx, arg, EXAMPLE);
    if (!found.ok) return found.reply;
    const read = readSchedule(typedOfForm(fields), defaultsOf(found.schedule), await todayHere(ctx));
    return read.ok
      ? echo(ctx, found.schedule, read.wish)
      : { kind: 'form_errors', errors: formErrors(read.problems) };
  },
};

async function echo(ctx: CommandContext, schedule: NumberedSchedule, wish: ScheduleWish): Promise<Reply> {
  const dates = await datesOf(ctx, schedule, wish);
  if (dates.length === 0)
    return refuse('That season has no question day left. Choose a later last date, such as until 18 Dec.');
  const today = await todayHere(ctx);
  const { next_run_at: instant, next_local_date: localDate, zone } = schedule.row;
  const [first] = dates;
  // Moved past its time, the coming date would silently go without a question.
  const lost = instant !== null && localDate !== null && first !== undefined && first.localDate > localDate;
  return say(
    echoCard({
      title: `Change schedule ${schedule.number} to this?`,
      wish,
      channelName: schedule.channelName,
      dates,
      today,
      warning: lost
        ? `The question of ${whenWords({ instant, localDate }, zone, today)} would not come. You can post one with /greenroom post.`
        : null,
      buttons: [
        runButton(
          'schedule.change',
          `ok.${encodeDraft(wish, String(schedule.number))}`,
          'Change it',
          'primary',
        ),
        runButton('schedule.change', 'no', 'Cancel'),
      ],
    }),
  );
}

async function change(ctx: CommandContext, arg: string): Promise<Reply> {
  const draft = decodeDraft(arg);
  if (draft === null) return refuse(`That button does not work any more. Type the change again: ${EXAMPLE}`);
  const found = await findSchedule(ctx, draft.target, EXAMPLE);
  if (!found.ok) return found.reply;
  await changeSchedule(ctx.tx, found.schedule.row, draft.wish, ctx.now);
  const changed = (await loadSchedules(ctx.tx, ctx.member.communityId)).find(
    (one) => one.row.id === found.schedule.row.id,
  );
  if (changed === undefined) throw new Error(`schedule ${found.schedule.row.id} is not there`);
  return {
    kind: 'replace',
    card: linesCard(
      [rich`Changed. ${scheduleLine(changed, await todayHere(ctx))}`],
      [runButton('schedule.preview', String(changed.number), 'Preview', 'primary')],
    ),
  };
}

async function datesOf(ctx: CommandContext, schedule: NumberedSchedule, wish: ScheduleWish) {
  const exclusiveLocalDate = await lastAskedDate(ctx.tx, schedule.row);
  return nextDates(ctx.tx, ctx.member.communityId, wish.recurrence, { instant: ctx.now, exclusiveLocalDate });
}

function wishOf(schedule: NumberedSchedule): ScheduleWish {
  return { recurrence: recurrenceOf(schedule.row), threadAnswers: schedule.row.thread_answers };
}

function defaultsOf(schedule: NumberedSchedule): ScheduleDefaults {
  const { weekdays, ...recurrence } = recurrenceOf(schedule.row);
  const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  return {
    ...recurrence,
    weekdays: names.filter((_, index) => weekdays.includes(index + 1)).join(','),
    threadAnswers: schedule.row.thread_answers,
  };
}
