import { unknownCommandCard } from '../cards.ts';
import type { Command } from '../command.ts';
import { parseCommand } from '../parse-command.ts';
import { say } from './pieces.ts';
import { questionAdd } from './question-add.ts';
import { questionApprove } from './question-approve.ts';
import { questionDecline } from './question-decline.ts';
import { questionEdit } from './question-edit.ts';
import { questionList } from './question-list.ts';
import { questionRestore } from './question-restore.ts';
import { questionRetire } from './question-retire.ts';

/** What can follow the word "question". */
export const QUESTION_COMMANDS: readonly Command[] = [
  questionAdd,
  questionApprove,
  questionEdit,
  questionDecline,
  questionRetire,
  questionRestore,
  questionList,
];

/** The bare word shows the list. */
export const question: Command = {
  root: 'greenroom',
  words: ['question'],
  takes: '',
  example: '/greenroom question',
  says: "This community's own questions, and what members suggested.",
  bare: true,
  async run(ctx, text) {
    if (text.trim() === '') return questionList.run(ctx, '');
    const parsed = parseCommand(QUESTION_COMMANDS, `question ${text}`);
    if (parsed.kind === 'command') return parsed.command.run(ctx, parsed.rest);
    const said = `question ${text.trim().split(/\s+/)[0] ?? ''}`;
    return say(
      unknownCommandCard('greenroom', {
        said,
        nearest: (parsed.kind === 'unknown' ? parsed.nearest : null) ?? questionAdd,
      }),
    );
  },
};
