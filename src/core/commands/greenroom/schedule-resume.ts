import { rich } from '../../platform/rich.ts';
import { scheduleLine } from '../../schedules/cards.ts';
import { resumeSchedule } from '../../schedules/keep-schedule.ts';
import { loadSchedules } from '../../schedules/load-schedules.ts';
import type { Command } from '../command.ts';
import { findSchedule } from './find-schedule.ts';
import { linesCard, runButton, say, todayHere } from './pieces.ts';

const EXAMPLE = '/greenroom schedule resume 1';

export const scheduleResume: Command = {
  root: 'greenroom',
  words: ['schedule', 'resume'],
  takes: '[number]',
  example: EXAMPLE,
  says: 'Goes on asking after a pause.',
  async run(ctx, text) {
    const found = await findSchedule(ctx, text, EXAMPLE);
    if (!found.ok) return found.reply;
    const { number, row } = found.schedule;
    const preview = runButton('schedule.preview', String(number), 'Preview', 'primary');
    if (row.paused_at !== null) await resumeSchedule(ctx.tx, row, ctx.now);
    const resumed = (await loadSchedules(ctx.tx, ctx.member.communityId)).find(
      (one) => one.row.id === row.id,
    );
    const line = scheduleLine(resumed ?? found.schedule, await todayHere(ctx));
    return say(
      linesCard(
        [row.paused_at === null ? rich`It was not paused. ${line}` : rich`It goes on. ${line}`],
        [preview],
      ),
    );
  },
};
