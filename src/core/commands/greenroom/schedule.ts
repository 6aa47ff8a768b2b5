import { unknownCommandCard } from '../cards.ts';
import type { Command } from '../command.ts';
import { parseCommand } from '../parse-command.ts';
import { loadSchedules } from '../../schedules/load-schedules.ts';
import { scheduleAdd } from './schedule-add.ts';
import { scheduleChange } from './schedule-change.ts';
import { listCard, scheduleList } from './schedule-list.ts';
import { schedulePause } from './schedule-pause.ts';
import { schedulePosting } from './schedule-posting.ts';
import { schedulePreview } from './schedule-preview.ts';
import { scheduleRemove } from './schedule-remove.ts';
import { scheduleResume } from './schedule-resume.ts';
import { say } from './pieces.ts';

/** What can follow the word "schedule". */
export const SCHEDULE_COMMANDS: readonly Command[] = [
  scheduleAdd,
  scheduleList,
  schedulePreview,
  scheduleChange,
  schedulePause,
  schedulePosting,
  scheduleResume,
  scheduleRemove,
];

/** The bare word: the list where there is one to show, else the form for the first. */
export const schedule: Command = {
  root: 'greenroom',
  words: ['schedule'],
  takes: '',
  example: '/greenroom schedule',
  says: 'Your schedules; without one, a form for the first.',
  bare: true,
  async run(ctx, text) {
    if (text.trim() === '') {
      const schedules = await loadSchedules(ctx.tx, ctx.member.communityId);
      return schedules.length === 0 ? scheduleAdd.run(ctx, '') : say(await listCard(ctx));
    }
    // "schedule 9am Europe/London" can only mean a new one.
    if (/^\d/.test(text) && /[:.m/]/i.test(text)) return scheduleAdd.run(ctx, text);
    const parsed = parseCommand(SCHEDULE_COMMANDS, `schedule ${text}`);
    if (parsed.kind === 'command') return parsed.command.run(ctx, parsed.rest);
    const said = `schedule ${text.trim().split(/\s+/)[0] ?? ''}`;
    return say(
      unknownCommandCard('greenroom', {
        said,
        nearest: (parsed.kind === 'unknown' ? parsed.nearest : null) ?? scheduleAdd,
      }),
    );
  },
};
