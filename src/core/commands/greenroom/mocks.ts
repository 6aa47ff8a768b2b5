import { rich, strong } from '../../platform/rich.ts';
import type { Command, CommandContext } from '../command.ts';
import { linesCard, refuse, runButton, say } from './pieces.ts';

const EXAMPLE = '/greenroom mocks 7 days 1 answer';
const DAYS_MAX = 365;
const ANSWERS_MAX = 100;

export const mocks: Command = {
  root: 'greenroom',
  words: ['mocks'],
  takes: '[N days] [N answers]',
  example: EXAMPLE,
  says: 'From when on members may join mock interviews: days here, and answers given.',
  async run(ctx, text) {
    const said = text.trim().toLowerCase();
    if (said === '') return show(ctx);
    const days = /(\d{1,5})\s*d(?:ay)?s?\b/.exec(said.replaceAll('.', ' '))?.[1];
    const answers = /(\d{1,5})\s*a(?:nswer)?s?\b/.exec(said.replaceAll('.', ' '))?.[1];
    if (days === undefined && answers === undefined)
      return refuse(`Say how many days and answers, such as: ${EXAMPLE}`);
    if (Number(days ?? 0) > DAYS_MAX) return refuse(`${DAYS_MAX} days at most. For example: ${EXAMPLE}`);
    if (Number(answers ?? 0) > ANSWERS_MAX)
      return refuse(`${ANSWERS_MAX} answers at most. For example: ${EXAMPLE}`);
    await ctx.tx
      .updateTable('communities')
      .set({
        ...(days === undefined ? {} : { mock_after_days: Number(days) }),
        ...(answers === undefined ? {} : { mock_after_answers: Number(answers) }),
      })
      .where('id', '=', ctx.member.communityId)
      .execute();
    return show(ctx);
  },
};

async function show(ctx: CommandContext) {
  const row = await ctx.tx
    .selectFrom('communities')
    .select(['mock_after_days as days', 'mock_after_answers as answers'])
    .where('id', '=', ctx.member.communityId)
    .executeTakeFirstOrThrow();
  return say(
    linesCard(
      [
        rich`Members may join mock interviews after ${strong(row.days === 1 ? '1 day' : `${row.days} days`)} here and ${strong(row.answers === 1 ? '1 answer' : `${row.answers} answers`)}. To change it: ${EXAMPLE}`,
        rich`Solo mocks are open to everybody at once.`,
      ],
      [
        runButton('mocks', '7.days.1.answers', '7 days and 1 answer'),
        runButton('mocks', '0.days.0.answers', 'Open to everybody at once'),
      ],
      'Mock interviews',
    ),
  );
}
