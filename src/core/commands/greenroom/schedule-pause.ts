import { rich } from '../../platform/rich.ts';
import { pauseSchedule } from '../../schedules/keep-schedule.ts';
import type { Command } from '../command.ts';
import { findSchedule } from './find-schedule.ts';
import { linesCard, runButton, say } from './pieces.ts';

const EXAMPLE = '/greenroom schedule pause 1';

export const schedulePause: Command = {
  root: 'greenroom',
  words: ['schedule', 'pause'],
  takes: '[number]',
  example: EXAMPLE,
  says: "Stops asking until you resume it. Days without a question are nobody's miss.",
  async run(ctx, text) {
    const found = await findSchedule(ctx, text, EXAMPLE);
    if (!found.ok) return found.reply;
    const { schedule } = found;
    const resume = runButton('schedule.resume', String(schedule.number), 'Resume', 'primary');
    if (schedule.row.paused_at !== null)
      return say(linesCard([rich`Schedule ${schedule.number} is paused already.`], [resume]));
    await pauseSchedule(ctx.tx, schedule.row, ctx.now);
    const line = rich`Schedule ${schedule.number} in ${schedule.channelName} is paused. A question that is open stays open; days without a question are nobody's miss.`;
    return say(linesCard([line], [resume]));
  },
};
