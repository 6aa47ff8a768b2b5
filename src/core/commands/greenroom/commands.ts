import type { Command } from '../command.ts';
import { holidayAdd } from './holiday-add.ts';
import { holidayList } from './holiday-list.ts';
import { holidayRemove } from './holiday-remove.ts';
import { holiday } from './holiday.ts';
import { mocksLengths } from './mocks-lengths.ts';
import { mocks } from './mocks.ts';
import { mute } from './mute.ts';
import { notices } from './notices.ts';
import { organizerAdd } from './organizer-add.ts';
import { organizerRemove } from './organizer-remove.ts';
import { organizer } from './organizer.ts';
import { post } from './post.ts';
import { QUESTION_COMMANDS, question } from './question.ts';
import { SCHEDULE_COMMANDS, schedule } from './schedule.ts';
import { reports } from './reports.ts';
import { rules } from './rules.ts';
import { setup } from './setup.ts';
import { withdraw } from './withdraw.ts';

/** What organizers can do, in the order in which help lists it. */
export const ORGANIZER_COMMANDS: readonly Command[] = [
  setup,
  ...SCHEDULE_COMMANDS,
  schedule,
  post,
  withdraw,
  ...QUESTION_COMMANDS,
  question,
  holidayAdd,
  holidayList,
  holidayRemove,
  holiday,
  notices,
  mute,
  mocks,
  mocksLengths,
  reports,
  rules,
  organizerAdd,
  organizerRemove,
  organizer,
];
