import { rich } from '../../platform/rich.ts';
import type { Reply } from '../../platform/reply.ts';
import { addQuestion, type KeptQuestion } from '../../questions/keep-question.ts';
import type { Command, CommandContext } from '../command.ts';
import { findCategory } from '../find-category.ts';
import { linesCard, refuse, runButton, say, sendAction } from './pieces.ts';
import { draftOfForm, questionForm } from './question-form.ts';

/** A category's name has three words at most. */
const CATEGORY_WORDS = 3;

export const questionAdd: Command = {
  root: 'greenroom',
  words: ['question', 'add'],
  takes: '[category] [question]',
  example: '/greenroom question add metrics Which number would you stop reporting, and why?',
  says: "Adds a question of this community's own; without words it opens a form.",
  label: 'Add a question',
  async run(ctx, text) {
    const { category, rest } = splitCategory(ctx, text);
    if (category !== null && rest !== '') {
      const kept = await addQuestion(ctx.core, ctx.tx, ctx.member.communityId, {
        category,
        text: rest,
        probes: [],
        hints: [],
      });
      return kept.ok ? say(addedCard(kept.slug, rest)) : refuse(Object.values(kept.errors).join(' '));
    }
    const start = {
      category: category ?? '',
      text: category === null ? rest.slice(0, 300) : '',
      probes: [],
      hints: [],
    };
    return {
      kind: 'form',
      form: questionForm(sendAction('question.add', '-'), 'A new question', start, 'Add'),
    };
  },
  async submit(ctx, _arg, fields): Promise<Reply> {
    const draft = draftOfForm(ctx.core, fields);
    const kept = await addQuestion(ctx.core, ctx.tx, ctx.member.communityId, draft);
    return kept.ok ? say(addedCard(kept.slug, draft.text)) : errorsReply(kept);
  },
};

/** The form stays open with what is wrong beside its fields. */
export function errorsReply(kept: Extract<KeptQuestion, { ok: false }>): Reply {
  return { kind: 'form_errors', errors: kept.errors };
}

/** After a question was added: its name, and what can be done with it. */
export function addedCard(slug: string, text: string) {
  return linesCard(
    [
      rich`Added as ${slug}: ${text.trim()}`,
      rich`It comes when it is its category's turn. To have it sooner, see /greenroom schedule preview.`,
    ],
    [runButton('question.edit', slug, 'Edit'), runButton('question.retire', slug, 'Retire')],
  );
}

/** A category in front, in as many words as its name has, and the words after it. */
function splitCategory(ctx: CommandContext, text: string): { category: string | null; rest: string } {
  const words = text.trim().split(/\s+/);
  for (let count = Math.min(CATEGORY_WORDS, words.length); count > 0; count -= 1) {
    const name = words.slice(0, count).join(' ').replace(/:$/, '');
    const category = findCategory(ctx.core, name);
    if (category !== null) return { category, rest: words.slice(count).join(' ') };
  }
  return { category: null, rest: text.trim() };
}
