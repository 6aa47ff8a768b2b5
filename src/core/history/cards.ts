import { encodeAction } from '../platform/action.ts';
import type { Block, Button, Card } from '../platform/card.ts';
import { rich, strong, type Rich } from '../platform/rich.ts';
import type { LocalDate } from '../time.ts';
import { dateWords } from '../times/date-words.ts';
import type { HistoryEntry, HistoryPage } from './list-history.ts';
import { encodePage } from './page-arg.ts';

const COMMAND = 'practice.history';

/** A page of the member's answers, each with a button that opens it. `nameOf` gives a category's name. */
export function historyCard(
  list: HistoryPage,
  search: string,
  today: LocalDate,
  nameOf: (entry: HistoryEntry) => string,
): Card {
  if (list.total === 0) return emptyCard(search);
  const of = search === '' ? rich`` : rich` for ${strong(search)}`;
  return {
    tone: 'private',
    title: list.total === 1 ? rich`1 answer${of}` : rich`${list.total} answers${of}`,
    blocks: [
      ...list.entries.flatMap((entry, index): Block[] => [
        {
          kind: 'text',
          text: rich`${strong(`${index + 1}. ${nameOf(entry)}`)}, ${dateWords(entry.localDate, today)}: ${entry.outcome}`,
        },
        { kind: 'text', text: rich`${entry.question}` },
      ]),
      ...(list.pages > 1
        ? [{ kind: 'text' as const, text: rich`Page ${list.page} of ${list.pages}, newest first.` }]
        : []),
      ...(list.page === 1 && search === '' && list.total > 1
        ? [
            {
              kind: 'text' as const,
              text: rich`To search, type for example ${strong('/practice history metrics')} or a word of the question.`,
            },
          ]
        : []),
    ],
    buttons: [
      ...list.entries.map((entry, index) => run(`a${entry.answerId}`, `Open ${index + 1}`, 'secondary')),
      ...(list.page > 1 ? [run(encodePage(list.page - 1, search), 'Newer', 'secondary')] : []),
      ...(list.page < list.pages ? [run(encodePage(list.page + 1, search), 'Older', 'secondary')] : []),
    ],
  };
}

/** One answer in full above its feedback. */
export function entryCard(
  answer: { readonly question: string; readonly text: string | null; readonly at: Rich },
  feedback: Card,
): Card {
  return {
    ...feedback,
    blocks: [
      { kind: 'text', text: rich`${answer.at}: ${answer.question}` },
      ...(answer.text === null
        ? []
        : [{ kind: 'quote' as const, text: rich`${answer.text}`, source: rich`Your answer` }]),
      ...feedback.blocks,
    ],
  };
}

function emptyCard(search: string): Card {
  const text =
    search === ''
      ? rich`No answers yet. When you have answered a question, it stands here with its feedback.`
      : rich`No answer of yours fits ${strong(search)}. A search is a category, such as metrics, or words of the question.`;
  return {
    tone: 'private',
    title: rich`Your answers`,
    blocks: [{ kind: 'text', text }],
    buttons: [
      ...(search === '' ? [] : [run(encodePage(1, ''), 'All answers', 'secondary')]),
      { action: encodeAction({ verb: 'now' }), label: 'Practise one now', style: 'primary' },
    ],
  };
}

function run(arg: string, label: string, style: Button['style']): Button {
  return { action: encodeAction({ verb: 'run', command: COMMAND, arg }), label, style };
}
