import { categoryName } from '../../questions/category-name.ts';
import { nextQuestionAt, openRounds } from '../../rounds/open-rounds.ts';
import { todayCard } from '../../rounds/today-card.ts';
import type { Command } from '../command.ts';

export const today: Command = {
  root: 'practice',
  words: ['today'],
  takes: '',
  example: '/practice today',
  also: ['answer'],
  says: 'The open question here, with its buttons.',
  label: 'Today',
  async run({ core, tx, member, channelExternalId, now }) {
    const here = await openRounds(tx, member, channelExternalId, now);
    // In a channel without a question the others are still of use.
    const open = here.length > 0 ? here : await openRounds(tx, member, null, now);
    const next = open.length > 0 ? null : await nextQuestionAt(tx, member.communityId, null);
    return {
      kind: 'private',
      card: todayCard(
        open,
        next,
        (round) => categoryName(core, round.question),
        member.settings.literalWording,
      ),
    };
  },
};
