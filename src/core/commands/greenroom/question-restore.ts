import { echoInput } from '../../echo-input.ts';
import { rich } from '../../platform/rich.ts';
import { findQuestion } from '../../questions/find-question.ts';
import { setRetired } from '../../questions/keep-question.ts';
import type { Command, CommandContext } from '../command.ts';
import { linesCard, refuse, runButton, say } from './pieces.ts';

export const questionRestore: Command = {
  root: 'greenroom',
  words: ['question', 'restore'],
  takes: 'NAME',
  example: '/greenroom question restore own-1',
  says: 'Asks a retired question again.',
  async run(ctx, text) {
    if (text.trim() === '')
      return refuse(
        'Which one? Say its name, such as /greenroom question restore own-1. The names: /greenroom question list retired',
      );
    const question = await findQuestion(ctx.tx, ctx.member.communityId, await nameOf(ctx, text));
    if (question === null)
      return refuse(
        `There is no question called "${echoInput(text)}". The names: /greenroom question list retired`,
      );
    const changed = await setRetired(ctx.tx, ctx.member.communityId, question.id, false, ctx.now);
    const line = changed
      ? rich`Restored ${question.slug}: ${question.text} It can be asked here again.`
      : rich`${question.slug} was not retired.`;
    return say(linesCard([line], [runButton('question.retire', question.slug, 'Retire')]));
  },
};

/** A button after a withdrawal names the question by its number. */
async function nameOf(ctx: CommandContext, text: string): Promise<string> {
  if (!/^\d{1,18}$/.test(text)) return text;
  const row = await ctx.tx.selectFrom('questions').select('slug').where('id', '=', text).executeTakeFirst();
  return row?.slug ?? text;
}
