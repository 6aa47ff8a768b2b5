import type { Command } from '../command.ts';
import { holidayAdd } from './holiday-add.ts';
import { holidayList } from './holiday-list.ts';

/** The bare word shows the list; a date after it can only mean a new one. */
export const holiday: Command = {
  root: 'greenroom',
  words: ['holiday'],
  takes: '',
  example: holidayAdd.example,
  says: 'The holidays to come.',
  run: (ctx, text) => (text.trim() === '' ? holidayList.run(ctx, '') : holidayAdd.run(ctx, text)),
};
