import { listHolidays } from '../../communities/keep-holidays.ts';
import { rich } from '../../platform/rich.ts';
import { rangeWords } from '../../times/date-words.ts';
import type { Command } from '../command.ts';
import { linesCard, runButton, say, todayHere } from './pieces.ts';

/** So many get a button of their own; a message carries 25. */
const WITH_BUTTONS = 20;

export const holidayList: Command = {
  root: 'greenroom',
  words: ['holiday', 'list'],
  takes: '',
  example: '/greenroom holiday list',
  says: 'The holidays to come.',
  label: 'All holidays',
  async run(ctx) {
    const today = await todayHere(ctx);
    const holidays = await listHolidays(ctx.tx, ctx.member.communityId, today);
    const add = runButton('holiday.add', '-', 'Add a holiday', 'primary');
    if (holidays.length === 0) {
      return say(
        linesCard(
          [rich`No holiday is to come. Add one, such as /greenroom holiday add 24 Dec to 2 Jan Winter break`],
          [add],
        ),
      );
    }
    return say(
      linesCard(
        holidays.map((holiday) => rich`${rangeWords(holiday, today)}: ${holiday.name}`),
        [
          ...holidays
            .slice(0, WITH_BUTTONS)
            .map((holiday) =>
              runButton(
                'holiday.remove',
                `${holiday.first}..${holiday.last}`,
                `Remove ${rangeWords(holiday, today)}`.slice(0, 40),
              ),
            ),
          add,
        ],
        'Holidays',
      ),
    );
  },
};
