import { organizerNames } from '../../members/organizer-names.ts';
import { rich } from '../../platform/rich.ts';
import type { Command } from '../command.ts';
import { linesCard, say } from './pieces.ts';

export const organizer: Command = {
  root: 'greenroom',
  words: ['organizer'],
  takes: '',
  example: '/greenroom organizer',
  says: 'Who may run Greenroom here.',
  bare: true,
  async run(ctx) {
    const names = await organizerNames(ctx.tx, ctx.member.communityId);
    return say(linesCard([rich`Organizers: ${names.join(', ')}. One more: /greenroom organizer add NAME`]));
  },
};
