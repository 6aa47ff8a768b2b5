import type { Reply } from '../../platform/reply.ts';
import { rich, strong } from '../../platform/rich.ts';
import { addSchedule, type ScheduleWish } from '../../schedules/keep-schedule.ts';
import { describeRecurrence } from '../../schedules/describe-recurrence.ts';
import { dateLines, echoCard } from '../../schedules/cards.ts';
import { loadSchedules } from '../../schedules/load-schedules.ts';
import { decodeDraft, encodeDraft } from '../../schedules/schedule-draft.ts';
import { splitRecurrence } from '../../schedules/split-recurrence.ts';
import { nextDates } from '../../schedules/upcoming.ts';
import type { Command, CommandContext } from '../command.ts';
import {
  channelHere,
  findChannel,
  linesCard,
  refuse,
  runButton,
  say,
  sendAction,
  todayHere,
  type Channel,
} from './pieces.ts';
import { readSchedule, refuseSchedule, type ScheduleDefaults } from './read-schedule.ts';
import { formErrors, scheduleForm, typedOfForm } from './schedule-form.ts';

const EXAMPLE = '/greenroom schedule add 09:00 Europe/London weekdays';

export const scheduleAdd: Command = {
  root: 'greenroom',
  words: ['schedule', 'add'],
  takes: 'TIME ZONE DAYS [from DATE] [until DATE] [threads on|off]',
  example: EXAMPLE,
  says: 'Asks a question in this channel at that time. You see the dates before it starts.',
  label: 'New schedule',
  async run(ctx, text) {
    if (text === 'no')
      return {
        kind: 'replace',
        card: linesCard([rich`Nothing was started. ${strong(EXAMPLE)} starts a schedule at any time.`]),
      };
    if (text.startsWith('ok.')) return start(ctx, text.slice(3));
    const form = /^form\.(\d{1,18})$/.exec(text)?.[1];
    const channel =
      form === undefined ? await channelHere(ctx) : await findChannel(ctx.tx, ctx.member.communityId, form);
    if (channel === null) return refuse(`In which channel? Type it there: ${EXAMPLE}`);
    const defaults = await defaultsOf(ctx);
    if (form !== undefined || text.trim() === '') {
      const start = defaults.zone === '' ? {} : { zone: defaults.zone };
      return {
        kind: 'form',
        form: scheduleForm(sendAction('schedule.add', channel.id), 'A new schedule', start),
      };
    }
    const read = readSchedule(splitRecurrence(text), defaults, await todayHere(ctx));
    return read.ok ? echo(ctx, channel, read.wish) : refuseSchedule(read.problems, EXAMPLE);
  },
  async submit(ctx, arg, fields) {
    const channel = await findChannel(ctx.tx, ctx.member.communityId, arg);
    if (channel === null)
      return refuse(`That channel is not here any more. Type it in another one: ${EXAMPLE}`);
    const read = readSchedule(typedOfForm(fields), await defaultsOf(ctx), await todayHere(ctx));
    return read.ok
      ? echo(ctx, channel, read.wish)
      : { kind: 'form_errors', errors: formErrors(read.problems) };
  },
};

/** What is proposed for parts that were left out: weekdays, and the zone of the community's first schedule. */
async function defaultsOf(ctx: CommandContext): Promise<ScheduleDefaults> {
  const [known] = await loadSchedules(ctx.tx, ctx.member.communityId);
  return {
    time: '',
    zone: known?.row.zone ?? '',
    weekdays: 'weekdays',
    firstDate: null,
    lastDate: null,
    threadAnswers: true,
  };
}

async function echo(ctx: CommandContext, channel: Channel, wish: ScheduleWish): Promise<Reply> {
  const dates = await nextDates(ctx.tx, ctx.member.communityId, wish.recurrence, {
    instant: ctx.now,
    exclusiveLocalDate: null,
  });
  if (dates.length === 0)
    return refuse('That season has no question day left. Choose a later last date, such as until 18 Dec.');
  const others = (await loadSchedules(ctx.tx, ctx.member.communityId)).filter(
    (one) => one.row.channel_id === channel.id,
  );
  return say(
    echoCard({
      title: 'Start this schedule?',
      wish,
      channelName: channel.name,
      dates,
      today: await todayHere(ctx),
      warning:
        others.length === 0
          ? null
          : `This channel has schedule ${others.map((one) => one.number).join(', ')} already. Both would ask. To move it instead: /greenroom schedule change ${others[0]?.number ?? ''} ${wish.recurrence.time}`,
      buttons: [
        runButton('schedule.add', `ok.${encodeDraft(wish, channel.id)}`, 'Start it', 'primary'),
        runButton('schedule.add', 'no', 'Cancel'),
      ],
    }),
  );
}

async function start(ctx: CommandContext, arg: string): Promise<Reply> {
  const draft = decodeDraft(arg);
  const channel = draft === null ? null : await findChannel(ctx.tx, ctx.member.communityId, draft.target);
  if (draft === null || channel === null)
    return refuse(`That button does not work any more. Type the schedule again: ${EXAMPLE}`);
  const [pack] = ctx.core.packs.values();
  if (pack === undefined)
    return refuse('No question pack is installed. Put one into the packs folder and start Greenroom again.');
  const at = { communityId: ctx.member.communityId, channelId: channel.id, pack: pack.slug };
  const id = await addSchedule(ctx.tx, at, draft.wish, ctx.now);
  if (id === null) return refuse('That schedule is there already. See it with /greenroom schedule list.');
  const number =
    (await loadSchedules(ctx.tx, ctx.member.communityId)).find((one) => one.row.id === id)?.number ?? 0;
  const { recurrence } = draft.wish;
  const dates = await nextDates(ctx.tx, ctx.member.communityId, recurrence, {
    instant: ctx.now,
    exclusiveLocalDate: null,
  });
  const lines = dateLines(dates, recurrence.zone, await todayHere(ctx));
  const [first] = lines;
  return {
    kind: 'replace',
    card: linesCard(
      [
        rich`Started: ${describeRecurrence(recurrence)}, in ${channel.name}.`,
        ...(first === undefined ? [] : [rich`The first question: ${first}.`]),
      ],
      [
        runButton('schedule.preview', String(number), 'Preview', 'primary'),
        runButton('setup', `tell.${channel.id}`, 'Go on with setup'),
      ],
      `Schedule ${number}`,
    ),
  };
}
