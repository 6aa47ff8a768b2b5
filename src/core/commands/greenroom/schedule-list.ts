import { rich } from '../../platform/rich.ts';
import type { Card } from '../../platform/card.ts';
import { scheduleLine } from '../../schedules/cards.ts';
import { loadSchedules } from '../../schedules/load-schedules.ts';
import type { Command, CommandContext } from '../command.ts';
import { linesCard, refuse, runButton, say, todayHere } from './pieces.ts';

/** A message carries 25 buttons at most; with five a schedule this is a full one. */
const WITH_BUTTONS = 4;

export const scheduleList: Command = {
  root: 'greenroom',
  words: ['schedule', 'list'],
  takes: '',
  example: '/greenroom schedule list',
  says: 'All schedules, with what comes next.',
  label: 'Schedules',
  async run(ctx) {
    const schedules = await loadSchedules(ctx.tx, ctx.member.communityId);
    if (schedules.length === 0) {
      return refuse(
        'There is no schedule yet. Start one: /greenroom schedule add 09:00 Europe/London weekdays',
      );
    }
    return say(await listCard(ctx));
  },
};

/** The list with the ways to change each one. */
export async function listCard(ctx: CommandContext): Promise<Card> {
  const schedules = await loadSchedules(ctx.tx, ctx.member.communityId);
  const today = await todayHere(ctx);
  const buttons = schedules.slice(0, WITH_BUTTONS).flatMap(({ number, row }) => {
    const only = schedules.length === 1 ? '' : ` ${number}`;
    return [
      runButton('schedule.preview', String(number), `Preview${only}`, 'primary'),
      runButton('schedule.change', String(number), `Change${only}`),
      row.paused_at === null
        ? runButton('schedule.pause', String(number), `Pause${only}`)
        : runButton('schedule.resume', String(number), `Resume${only}`),
      runButton('schedule.remove', String(number), `Remove${only}`, 'danger'),
    ];
  });
  const lines =
    schedules.length === 0
      ? [rich`No schedule is left here. Start one with /greenroom schedule add 09:00 Europe/London weekdays`]
      : [];
  return linesCard(
    [...lines, ...schedules.map((schedule) => scheduleLine(schedule, today))],
    buttons,
    'Schedules',
  );
}
