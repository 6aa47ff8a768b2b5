import { decideSuggestion } from '../../questions/suggestions.ts';
import type { Command } from '../command.ts';
import { say } from './pieces.ts';
import { nextSuggestionCard } from './question-approve.ts';

export const questionDecline: Command = {
  root: 'greenroom',
  words: ['question', 'decline'],
  takes: '[number]',
  example: '/greenroom question decline 4',
  says: 'Declines a suggestion.',
  async run(ctx, text) {
    const [, sure, number] = /^(yes\.)?#?(\d{1,18})$/.exec(text.trim()) ?? [];
    if (number === undefined) return say(await nextSuggestionCard(ctx, null));
    const decided = await decideSuggestion(ctx.tx, ctx.member.communityId, number, null, ctx.now);
    const note = decided
      ? `Suggestion ${number} is declined.`
      : `Suggestion ${number} was decided about before, or was taken back.`;
    return { kind: sure === undefined ? 'private' : 'replace', card: await nextSuggestionCard(ctx, note) };
  },
};
