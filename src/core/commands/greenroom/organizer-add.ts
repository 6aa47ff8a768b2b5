import { rich } from '../../platform/rich.ts';
import type { Command } from '../command.ts';
import { findMemberByName } from './find-member.ts';
import { linesCard, refuse, say } from './pieces.ts';

const EXAMPLE = '/greenroom organizer add Sam';

export const organizerAdd: Command = {
  root: 'greenroom',
  words: ['organizer', 'add'],
  takes: 'NAME',
  example: EXAMPLE,
  says: 'Lets a member run Greenroom here, too.',
  async run({ tx, member }, text) {
    const found = await findMemberByName(tx, member.communityId, text, EXAMPLE);
    if (!found.ok) return refuse(found.message);
    if (found.member.isOrganizer)
      return say(linesCard([rich`${found.member.displayName} is an organizer already.`]));
    await tx.updateTable('members').set({ is_organizer: true }).where('id', '=', found.member.id).execute();
    return say(
      linesCard([
        rich`${found.member.displayName} is an organizer now. To undo it: /greenroom organizer remove ${found.member.displayName}`,
      ]),
    );
  },
};
