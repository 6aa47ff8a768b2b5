import { unknownRoundCard } from '../../answers/cards.ts';
import { feedbackCard } from '../../feedback/cards.ts';
import { loadFeedback } from '../../feedback/load-feedback.ts';
import { entryCard, historyCard } from '../../history/cards.ts';
import { listHistory, type HistorySearch } from '../../history/list-history.ts';
import { decodePage, fitSearch } from '../../history/page-arg.ts';
import { memberToday } from '../../members/member-zone.ts';
import { listMocks, mockButton, mockLine, type FinishedMock } from '../../mocks/list-mocks.ts';
import type { Card } from '../../platform/card.ts';
import { rich } from '../../platform/rich.ts';
import { categoryName } from '../../questions/category-name.ts';
import { findRound } from '../../rounds/load-round.ts';
import { dateWords } from '../../times/date-words.ts';
import type { Command, CommandContext } from '../command.ts';
import { findCategory } from '../find-category.ts';

export const history: Command = {
  root: 'practice',
  words: ['history'],
  takes: '[category or words of the question]',
  example: '/practice history metrics',
  also: ['answers', 'feedback'],
  says: 'All your answers and their feedback, newest first.',
  label: 'History',
  async run(ctx, text) {
    const pressed = ctx.channelExternalId === null;
    const [, answerId] = pressed ? (/^a(\d{1,18})$/.exec(text) ?? []) : [];
    if (answerId !== undefined) return { kind: 'private', card: await showEntry(ctx, answerId) };
    const paged = pressed ? decodePage(text) : null;
    const search = fitSearch(paged?.search ?? text);
    const list = await listHistory(ctx.tx, ctx.member.id, toSearch(ctx, search), { page: paged?.page ?? 1 });
    const today = await memberToday(ctx.tx, ctx.member, ctx.now);
    const card = historyCard(list, search, today, (entry) => categoryName(ctx.core, entry));
    const mocks = search === '' && list.page === 1 ? await listMocks(ctx.tx, ctx.member.id, MOCKS_SHOWN) : [];
    return { kind: paged === null ? 'private' : 'replace', card: withMocks(ctx, card, mocks) };
  },
};

/** So many of the newest mocks stand on the first page. */
const MOCKS_SHOWN = 3;

/** The card with the newest mocks below, each with a button that opens what both found. */
function withMocks({ core }: CommandContext, card: Card, mocks: readonly FinishedMock[]): Card {
  const [pack] = core.packs.values();
  const names = mocks.map(({ category }) => categoryName(core, { pack: pack?.slug ?? '', category }));
  return {
    ...card,
    blocks: [
      ...card.blocks,
      ...mocks.map((mock, index) => ({
        kind: 'text' as const,
        text: mockLine(mock, names[index] ?? mock.category),
      })),
    ],
    buttons: [...card.buttons, ...mocks.map((mock, index) => mockButton(mock, `Open mock ${index + 1}`))],
  };
}

/** A category when the words name one, otherwise words that the question must hold. */
function toSearch(ctx: CommandContext, said: string): HistorySearch {
  const category = said === '' ? null : findCategory(ctx.core, said);
  return { category, words: category === null ? said.split(' ').filter((word) => word !== '') : [] };
}

/** The answer and its feedback, if it is this member's own. */
async function showEntry({ core, tx, member, now }: CommandContext, answerId: string): Promise<Card> {
  const answer = await tx
    .selectFrom('answers')
    .leftJoin('answer_revisions', (join) =>
      join
        .onRef('answer_revisions.answer_id', '=', 'answers.id')
        .onRef('answer_revisions.revision', '=', 'answers.revision'),
    )
    .select(['answers.round_id', 'answer_revisions.body'])
    .where('answers.id', '=', answerId)
    .where('answers.member_id', '=', member.id)
    .where('answers.state', 'in', ['gathering', 'submitted'])
    .executeTakeFirst();
  const round = answer === undefined ? null : await findRound(tx, answer.round_id);
  const own = round === null ? null : await loadFeedback(tx, round.id, member.id);
  if (answer === undefined || round === null || own === null) return unknownRoundCard();
  const at = rich`${dateWords(round.localDate, await memberToday(tx, member, now))}`;
  const feedback = feedbackCard(round, categoryName(core, round.question), own);
  return entryCard({ question: round.question.text, text: answer.body, at }, feedback);
}
