import { removeHolidays } from '../../communities/keep-holidays.ts';
import { rich } from '../../platform/rich.ts';
import { rangeWords } from '../../times/date-words.ts';
import { parseDateRange } from '../../times/parse-date-range.ts';
import type { Command } from '../command.ts';
import { linesCard, refuse, runButton, say, todayHere } from './pieces.ts';

export const holidayRemove: Command = {
  root: 'greenroom',
  words: ['holiday', 'remove'],
  takes: 'DATE [to DATE]',
  example: '/greenroom holiday remove 24 Dec',
  says: 'Makes a holiday an ordinary day again.',
  async run(ctx, text) {
    if (text.trim() === '')
      return refuse(
        'Which day? For example: /greenroom holiday remove 24 Dec. All of them: /greenroom holiday list',
      );
    const today = await todayHere(ctx);
    const range = parseDateRange(text, today);
    if (!range.ok) return refuse(`${range.message} All holidays: /greenroom holiday list`);
    const removed = await removeHolidays(ctx.tx, ctx.member.communityId, range.value, ctx.now);
    const list = runButton('holiday.list', '-', 'All holidays');
    const when = rangeWords(range.value, today);
    if (removed === 0) return say(linesCard([rich`${when} is no holiday, so nothing was changed.`], [list]));
    return say(linesCard([rich`${when}: no holiday any more. Questions come as the schedules say.`], [list]));
  },
};
