import { echoInput } from '../../echo-input.ts';
import { rich } from '../../platform/rich.ts';
import { findQuestion } from '../../questions/find-question.ts';
import { setRetired } from '../../questions/keep-question.ts';
import type { Command } from '../command.ts';
import { linesCard, refuse, runButton, say } from './pieces.ts';

export const questionRetire: Command = {
  root: 'greenroom',
  words: ['question', 'retire'],
  takes: 'NAME',
  example: '/greenroom question retire own-1',
  says: "A question that is not asked here any more, your own or the pack's.",
  async run(ctx, text) {
    if (text.trim() === '')
      return refuse(
        'Which one? Say its name, such as /greenroom question retire own-1. The names: /greenroom question list',
      );
    const question = await findQuestion(ctx.tx, ctx.member.communityId, text);
    if (question === null)
      return refuse(`There is no question called "${echoInput(text)}". The names: /greenroom question list`);
    const changed = await setRetired(ctx.tx, ctx.member.communityId, question.id, true, ctx.now);
    const line = changed
      ? rich`Retired ${question.slug}: ${question.text} It is not asked here any more; answers stay.`
      : rich`${question.slug} was retired before.`;
    return say(linesCard([line], [runButton('question.restore', question.slug, 'Restore')]));
  },
};
