import type { Command } from '../command.ts';
import { holidayAdd } from './holiday-add.ts';
import { holidayList } from './holiday-list.ts';

/** The bare word shows the list; a date after it can only mean a new one. */
export const holiday: Command = {
  root: 'greenroom',
  words: ['holiday'],
  takes: '',
  example: '/greenroom holiday',
  says: 'The holidays to come.',
  bare: true,
  run: (ctx, text) => (text.trim() === '' ? holidayList.run(ctx, '') : holidayAdd.run(ctx, text)),
};
