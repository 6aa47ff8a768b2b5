import { showMe } from '../../streaks/show-me.ts';
import type { Command } from '../command.ts';

export const me: Command = {
  root: 'practice',
  words: ['me'],
  takes: '',
  example: '/practice me',
  says: 'Your days, and why each one counts or not.',
  run: ({ tx, member, now }) => showMe(tx, member, now),
};
