import { askEraseCard, erasedCard, keptCard } from '../../members/erase-cards.ts';
import { collectMemberData } from '../../members/collect-member-data.ts';
import { countRows, eraseMember } from '../../members/erase-member.ts';
import type { Command, CommandContext } from '../command.ts';

export const erase: Command = {
  root: 'practice',
  words: ['erase'],
  takes: '',
  example: '/practice erase',
  also: ['delete', 'remove', 'forget', 'unsubscribe'],
  says: 'Removes everything held about you, after asking once.',
  label: 'Erase',
  async run(ctx, text) {
    // Only the button erases; typed words always show first what will go.
    const pressed = ctx.channelExternalId === null ? text : '';
    if (pressed === 'no') return { kind: 'replace', card: keptCard() };
    if (pressed === 'yes') {
      const data = await eraseMember(ctx.core, ctx.tx, ctx.member, ctx.now);
      return { kind: 'replace', card: erasedCard(countRows(data)) };
    }
    const data = await collectMemberData(ctx.tx, ctx.member.id);
    return { kind: 'private', card: askEraseCard(data, await isOnlyOrganizer(ctx), ctx.platform) };
  },
};

async function isOnlyOrganizer({ tx, member }: CommandContext): Promise<boolean> {
  if (!member.isOrganizer) return false;
  const other = await tx
    .selectFrom('members')
    .select('id')
    .where('community_id', '=', member.communityId)
    .where('is_organizer', 'is', true)
    .where('id', '<>', member.id)
    .limit(1)
    .executeTakeFirst();
  return other === undefined;
}
