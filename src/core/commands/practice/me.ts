import { showMe } from '../../streaks/show-me.ts';
import type { Command } from '../command.ts';

export const me: Command = {
  root: 'practice',
  words: ['me'],
  takes: '',
  example: '/practice me',
  also: ['streak', 'days', 'stats', 'score', 'progress'],
  says: 'Your days, this week, what you practise least, and your last next steps.',
  label: 'My practice',
  run: ({ core, tx, member, now }, text) =>
    showMe(core, tx, member, now, text.trim().toLowerCase() === 'days' ? 'days' : 'all'),
};
