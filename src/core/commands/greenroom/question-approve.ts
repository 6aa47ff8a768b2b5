import { rich, strong } from '../../platform/rich.ts';
import type { Card } from '../../platform/card.ts';
import { categoryName } from '../../questions/category-name.ts';
import { addQuestion } from '../../questions/keep-question.ts';
import { decideSuggestion, openSuggestion } from '../../questions/suggestions.ts';
import { openSuggestions } from '../../notices/load-notice.ts';
import type { Command, CommandContext } from '../command.ts';
import { linesCard, refuse, runButton, say } from './pieces.ts';

export const questionApprove: Command = {
  root: 'greenroom',
  words: ['question', 'approve'],
  takes: '[number]',
  example: '/greenroom question approve',
  says: 'Shows what members suggested, one at a time, with Approve, Edit and Decline.',
  label: 'Look at suggestions',
  async run(ctx, text) {
    const [, sure, number] = /^(yes\.)?#?(\d{1,18})$/.exec(text.trim()) ?? [];
    if (number === undefined) return say(await nextSuggestionCard(ctx, null));
    const suggestion = await openSuggestion(ctx.tx, ctx.member.communityId, number);
    const kind = sure === undefined ? 'private' : 'replace';
    if (suggestion === null)
      return {
        kind,
        card: await nextSuggestionCard(
          ctx,
          `Suggestion ${number} was decided about before, or was taken back.`,
        ),
      };
    const kept = await addQuestion(ctx.core, ctx.tx, ctx.member.communityId, {
      category: suggestion.category,
      text: suggestion.text,
      probes: [],
      hints: [],
    });
    if (!kept.ok)
      return refuse(`${Object.values(kept.errors).join(' ')} Press Edit or Decline under the suggestion.`);
    await decideSuggestion(ctx.tx, ctx.member.communityId, suggestion.id, kept.id, ctx.now);
    return {
      kind,
      card: await nextSuggestionCard(
        ctx,
        `Approved, as ${kept.slug}. It comes when it is its category's turn.`,
      ),
    };
  },
};

/** The oldest suggestion that waits, under a line about the one before. */
export async function nextSuggestionCard(ctx: CommandContext, note: string | null): Promise<Card> {
  const lines = note === null ? [] : [rich`${note}`];
  const suggestion = await openSuggestion(ctx.tx, ctx.member.communityId, null);
  if (suggestion === null) {
    return linesCard([
      ...lines,
      rich`No suggestion waits. Members suggest questions with ${strong('/practice suggest')}.`,
    ]);
  }
  const waiting = await openSuggestions(ctx.tx, ctx.member.communityId);
  const [pack] = ctx.core.packs.values();
  const category = categoryName(ctx.core, { pack: pack?.slug ?? '', category: suggestion.category });
  return linesCard(
    [
      ...lines,
      rich`${strong(category)}: ${suggestion.text}`,
      rich`Suggested by ${suggestion.by}. ${waiting === 1 ? 'No other one waits.' : `${waiting - 1} more wait.`}`,
    ],
    [
      runButton('question.approve', `yes.${suggestion.id}`, 'Approve', 'primary'),
      runButton('question.edit', `s.${suggestion.id}`, 'Edit'),
      runButton('question.decline', `yes.${suggestion.id}`, 'Decline'),
    ],
    `Suggestion ${suggestion.id}`,
  );
}
