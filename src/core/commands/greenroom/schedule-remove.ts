import { rich } from '../../platform/rich.ts';
import { scheduleLine } from '../../schedules/cards.ts';
import { removeSchedule } from '../../schedules/keep-schedule.ts';
import type { Command } from '../command.ts';
import { findSchedule } from './find-schedule.ts';
import { linesCard, runButton, say, todayHere } from './pieces.ts';

const EXAMPLE = '/greenroom schedule remove 1';

export const scheduleRemove: Command = {
  root: 'greenroom',
  words: ['schedule', 'remove'],
  takes: '[number]',
  example: EXAMPLE,
  says: 'Ends a schedule. Answers and feedback stay.',
  async run(ctx, text) {
    const sure = /^yes\.(\d{1,6})$/.exec(text)?.[1];
    const found = await findSchedule(ctx, sure ?? text, EXAMPLE);
    if (!found.ok) return found.reply;
    const { schedule } = found;
    if (sure === undefined) {
      return say(
        linesCard(
          [
            scheduleLine(schedule, await todayHere(ctx)),
            rich`It would ask no more. Questions that were asked, answers and feedback stay. To stop for a while, pause it instead.`,
          ],
          [
            runButton('schedule.remove', `yes.${schedule.number}`, 'Remove', 'danger'),
            runButton('schedule.pause', String(schedule.number), 'Pause'),
          ],
          `Remove schedule ${schedule.number}?`,
        ),
      );
    }
    await removeSchedule(ctx.tx, schedule.row, ctx.now);
    const line = rich`Schedule ${schedule.number} is removed. Start another with /greenroom schedule add 09:00 ${schedule.row.zone} weekdays`;
    return { kind: 'replace', card: linesCard([line]) };
  },
};
