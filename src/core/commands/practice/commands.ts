import type { Command } from '../command.ts';
import { erase } from './erase.ts';
import { exportAll } from './export.ts';
import { history } from './history.ts';
import { me } from './me.ts';
import { MOCK_COMMANDS } from './mock.ts';
import { now } from './now.ts';
import { pause } from './pause.ts';
import { settings } from './settings.ts';
import { suggest } from './suggest.ts';
import { today } from './today.ts';

/** What every member can do, in the order in which help lists it. */
export const PRACTICE_COMMANDS: readonly Command[] = [
  today,
  now,
  ...MOCK_COMMANDS,
  me,
  history,
  pause,
  settings,
  suggest,
  exportAll,
  erase,
];
