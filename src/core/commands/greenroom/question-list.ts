import { echoInput } from '../../echo-input.ts';
import { openSuggestions } from '../../notices/load-notice.ts';
import { rich, strong } from '../../platform/rich.ts';
import type { Reply } from '../../platform/reply.ts';
import { listQuestions, type ListedQuestion } from '../../questions/find-question.ts';
import { categoryNames } from '../../questions/keep-question.ts';
import type { Command, CommandContext } from '../command.ts';
import { findCategory } from '../find-category.ts';
import { linesCard, refuse, runButton, say } from './pieces.ts';

/** Two buttons each and two to turn the page stay below the 25 that a message can carry. */
const PAGE = 6;

export const questionList: Command = {
  root: 'greenroom',
  words: ['question', 'list'],
  takes: '[category|retired]',
  example: '/greenroom question list metrics',
  says: "This community's own questions, those of a category, or the retired ones.",
  label: 'Questions',
  async run(ctx, text) {
    const [, number = '1', which = text.trim()] =
      /^page\.(\d{1,4})\.([a-z][a-z0-9-]*)$/.exec(text.trim()) ?? [];
    const page = Math.max(1, Number(number));
    if (which === '' || which === 'own')
      return list(ctx, 'own', page, await listQuestions(ctx.tx, ctx.member.communityId, 'own'));
    if (which === 'retired')
      return list(ctx, 'retired', page, await listQuestions(ctx.tx, ctx.member.communityId, 'retired'));
    const category = findCategory(ctx.core, which);
    if (category === null)
      return refuse(
        `"${echoInput(which)}" is not a category. Try retired, or one of: ${categoryNames(ctx.core)}.`,
      );
    return list(ctx, category, page, await listQuestions(ctx.tx, ctx.member.communityId, { category }));
  },
};

async function list(
  ctx: CommandContext,
  which: string,
  wanted: number,
  questions: readonly ListedQuestion[],
): Promise<Reply> {
  const waiting = await openSuggestions(ctx.tx, ctx.member.communityId);
  const suggestions =
    waiting === 0 ? [] : [runButton('question.approve', '-', 'Look at suggestions', 'primary')];
  const add = runButton('question.add', '-', 'Add a question');
  if (questions.length === 0) {
    const line =
      which === 'retired'
        ? rich`No question is retired here.`
        : rich`This community has no question of its own yet. The pack's are listed by category, such as ${strong('/greenroom question list metrics')}.`;
    return say(linesCard([line], [...suggestions, add]));
  }
  const pages = Math.ceil(questions.length / PAGE);
  const page = Math.min(wanted, pages);
  const shown = questions.slice((page - 1) * PAGE, page * PAGE);
  const turn = (to: number, label: string) => runButton('question.list', `page.${to}.${which}`, label);
  return say(
    linesCard(
      [
        ...shown.map((one) => rich`${strong(one.slug)}${one.retired ? ' (retired)' : ''}: ${one.text}`),
        rich`Page ${page} of ${pages}, ${questions.length} in all.`,
      ],
      [
        ...suggestions,
        ...shown.flatMap((one) => [
          ...(one.own ? [labelled('question.edit', one.slug, 'Edit')] : []),
          labelled(
            one.retired ? 'question.restore' : 'question.retire',
            one.slug,
            one.retired ? 'Restore' : 'Retire',
          ),
        ]),
        ...(page > 1 ? [turn(page - 1, 'Back')] : []),
        ...(page < pages ? [turn(page + 1, 'More')] : []),
        add,
      ],
      'Questions',
    ),
  );
}

/** A button that names its question, within the 40 characters of a label. */
function labelled(command: string, slug: string, verb: string) {
  return runButton(command, slug, `${verb} ${slug}`.slice(0, 40));
}
