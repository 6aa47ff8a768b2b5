import { echoInput } from '../../echo-input.ts';
import { rich } from '../../platform/rich.ts';
import { findQuestion } from '../../questions/find-question.ts';
import { addQuestion, editQuestion } from '../../questions/keep-question.ts';
import { decideSuggestion, openSuggestion } from '../../questions/suggestions.ts';
import type { Command } from '../command.ts';
import { addedCard, errorsReply } from './question-add.ts';
import { draftOfForm, questionForm } from './question-form.ts';
import { linesCard, refuse, runButton, say, sendAction } from './pieces.ts';

export const questionEdit: Command = {
  root: 'greenroom',
  words: ['question', 'edit'],
  takes: 'NAME',
  example: '/greenroom question edit own-1',
  says: "Changes one of this community's own questions, or a suggestion before it is approved.",
  async run(ctx, text) {
    const suggested = suggestionId(text);
    if (suggested !== null) {
      const suggestion = await openSuggestion(ctx.tx, ctx.member.communityId, suggested);
      if (suggestion === null)
        return refuse(
          'That suggestion was decided about before. See the others with /greenroom question approve.',
        );
      const start = { category: suggestion.category, text: suggestion.text, probes: [], hints: [] };
      return {
        kind: 'form',
        form: questionForm(
          sendAction('question.edit', `s.${suggestion.id}`),
          'A suggested question',
          start,
          'Approve',
        ),
      };
    }
    if (text.trim() === '')
      return refuse(
        'Which one? Say its name, such as /greenroom question edit own-1. The names: /greenroom question list',
      );
    const question = await findQuestion(ctx.tx, ctx.member.communityId, text);
    if (question === null)
      return refuse(`There is no question called "${echoInput(text)}". The names: /greenroom question list`);
    if (!question.own) {
      return refuse(
        `${question.slug} belongs to the pack, so its words stay. Retire it with /greenroom question retire ${question.slug} and add your own with /greenroom question add.`,
      );
    }
    const { cue, structure, evidence } = question.details.hints;
    const start = {
      category: question.category,
      text: question.text,
      probes: question.details.probes,
      hints: [cue, structure, evidence],
    };
    return {
      kind: 'form',
      form: questionForm(sendAction('question.edit', question.slug), question.slug, start, 'Save'),
    };
  },
  async submit(ctx, arg, fields) {
    const draft = draftOfForm(ctx.core, fields);
    const { communityId } = ctx.member;
    const suggested = suggestionId(arg);
    if (suggested !== null) {
      if ((await openSuggestion(ctx.tx, communityId, suggested)) === null) {
        return refuse(
          'That suggestion was decided about before, so nothing was added. See the others with /greenroom question approve.',
        );
      }
      const kept = await addQuestion(ctx.core, ctx.tx, communityId, draft);
      if (!kept.ok) return errorsReply(kept);
      await decideSuggestion(ctx.tx, communityId, suggested, kept.id, ctx.now);
      return say(addedCard(kept.slug, draft.text));
    }
    const question = await findQuestion(ctx.tx, communityId, arg);
    if (question === null || !question.own)
      return refuse('That question is not here any more. Add it anew with /greenroom question add.');
    const kept = await editQuestion(ctx.core, ctx.tx, communityId, question.id, draft);
    if (!kept.ok) return errorsReply(kept);
    return say(
      linesCard(
        [rich`Saved ${kept.slug}: ${draft.text.trim()}`],
        [runButton('question.edit', kept.slug, 'Edit'), runButton('question.retire', kept.slug, 'Retire')],
      ),
    );
  },
};

function suggestionId(text: string): string | null {
  return /^s\.(\d{1,18})$/.exec(text.trim())?.[1] ?? null;
}
