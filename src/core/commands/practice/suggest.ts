import { refusalCard } from '../../answers/cards.ts';
import { echoInput } from '../../echo-input.ts';
import {
  cleanQuestion,
  countOpenSuggestions,
  OPEN_SUGGESTIONS_MAX,
  QUESTION_MAX,
  suggestQuestion,
} from '../../members/suggest-question.ts';
import { encodeAction } from '../../platform/action.ts';
import type { Card, Form } from '../../platform/card.ts';
import { rich, strong } from '../../platform/rich.ts';
import type { Command, CommandContext } from '../command.ts';
import { findCategory, splitCategory } from '../find-category.ts';

export const suggest: Command = {
  root: 'practice',
  words: ['suggest'],
  takes: '[category: question]',
  example: '/practice suggest metrics: Sign-ups fell by a fifth overnight. What do you look at first?',
  says: 'Suggests a question; organizers decide whether it is asked here.',
  label: 'Suggest a question',
  async run(ctx, text) {
    const open = await countOpenSuggestions(ctx.tx, ctx.member.id);
    if (open >= OPEN_SUGGESTIONS_MAX) return { kind: 'private', card: refusalCard(FULL) };
    const said = text.trim();
    const { category, rest } = splitCategory(ctx.core, said);
    if (category === null) return { kind: 'form', form: suggestForm(ctx, said) };
    const question = cleanQuestion(rest);
    if (!question.ok) return { kind: 'private', card: refusalCard(question.message) };
    await suggestQuestion(ctx.tx, ctx.member, { category, body: question.value }, ctx.now);
    return { kind: 'private', card: suggestedCard(open + 1) };
  },
  async submit(ctx, _arg, fields) {
    const open = await countOpenSuggestions(ctx.tx, ctx.member.id);
    if (open >= OPEN_SUGGESTIONS_MAX) return { kind: 'form_errors', errors: { question: FULL } };
    const wanted = fields['category'] ?? '';
    const category = findCategory(ctx.core, wanted);
    const question = cleanQuestion(fields['question'] ?? '');
    const errors: Record<string, string> = {};
    if (category === null)
      errors['category'] = `"${echoInput(wanted)}" is not a category. Use one of: ${categoryNames(ctx)}.`;
    if (!question.ok) errors['question'] = question.message;
    if (category === null || !question.ok) return { kind: 'form_errors', errors };
    await suggestQuestion(ctx.tx, ctx.member, { category, body: question.value }, ctx.now);
    return { kind: 'private', card: suggestedCard(open + 1) };
  },
};

const FULL = `You have ${OPEN_SUGGESTIONS_MAX} suggestions that wait for organizers, which is the most at a time. Send the next one when one of them is decided.`;

function suggestForm(ctx: CommandContext, questionSoFar: string): Form {
  return {
    submit: encodeAction({ verb: 'send', command: 'practice.suggest', arg: '-' }),
    title: 'Suggest a question',
    intro: [],
    fields: [
      {
        name: 'category',
        label: 'Category',
        help: `One of: ${categoryNames(ctx)}.`,
        value: '',
        multiline: false,
        required: true,
        maxLength: 40,
      },
      {
        name: 'question',
        label: 'Question',
        help: `One or two sentences, ${QUESTION_MAX} characters at most. Organizers see it with your name.`,
        value: questionSoFar,
        multiline: true,
        required: true,
        maxLength: QUESTION_MAX,
      },
    ],
    submitLabel: 'Send',
  };
}

function suggestedCard(open: number): Card {
  return {
    tone: 'private',
    blocks: [
      {
        kind: 'text',
        text: rich`Your suggestion is with the organizers. ${strong(`${open} of ${OPEN_SUGGESTIONS_MAX}`)} of yours wait for a decision.`,
      },
    ],
    buttons: [],
  };
}

function categoryNames(ctx: CommandContext): string {
  return [...ctx.core.packs.values()].flatMap((pack) => pack.categories.map((one) => one.name)).join(', ');
}
