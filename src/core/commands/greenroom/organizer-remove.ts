import { rich } from '../../platform/rich.ts';
import type { Command } from '../command.ts';
import { findMemberByName } from './find-member.ts';
import { linesCard, refuse, say } from './pieces.ts';

const EXAMPLE = '/greenroom organizer remove Sam';

export const organizerRemove: Command = {
  root: 'greenroom',
  words: ['organizer', 'remove'],
  takes: 'NAME',
  example: EXAMPLE,
  says: 'Takes that away again. One organizer always stays.',
  async run({ tx, member }, text) {
    const found = await findMemberByName(tx, member.communityId, text, EXAMPLE);
    if (!found.ok) return refuse(found.message);
    const { displayName, id, isOrganizer } = found.member;
    if (!isOrganizer) return say(linesCard([rich`${displayName} is no organizer, so nothing was changed.`]));
    // Two organizers who remove each other at once: the second one waits, and is refused.
    await tx
      .selectFrom('communities')
      .select('id')
      .where('id', '=', member.communityId)
      .forUpdate()
      .execute();
    const left = await tx
      .selectFrom('members')
      .select('id')
      .where('community_id', '=', member.communityId)
      .where('is_organizer', 'is', true)
      .where('id', '<>', id)
      .execute();
    if (left.length === 0)
      return refuse(
        `${displayName} is the only organizer. Add another one first: /greenroom organizer add NAME`,
      );
    await tx.updateTable('members').set({ is_organizer: false }).where('id', '=', id).execute();
    return say(linesCard([rich`${displayName} is no organizer any more.`]));
  },
};
