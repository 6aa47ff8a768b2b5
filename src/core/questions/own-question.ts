import { z } from 'zod';
import { questionDetailsSchema, type PackCategory, type QuestionDetails } from './load-pack.ts';

/** What an organizer gives for a question of the community's own; only the first two are needed. */
export interface OwnQuestionDraft {
  readonly text: string;
  /** Follow-up questions, each ending in a question mark. */
  readonly probes: readonly string[];
  /** The hint ladder: cue, structure, evidence; what is missing is filled in. */
  readonly hints: readonly string[];
}

/** The longest question, in characters, as in packs. */
export const QUESTION_MAX = 300;

const textSchema = z.string().trim().min(1).max(QUESTION_MAX);

/** What fits any question, where the organizer gave nothing and the category has nothing. */
const ANY_PROBES = [
  'What would have made you decide otherwise?',
  'Who would disagree with you, and why?',
  'How would you notice early that you were wrong?',
] as const;
const ANY_EVIDENCE = 'Something you saw, counted or were told: a number, a date, or what someone said.';
const ANY_SETTING = 'Choose a product you know well, say which one, and say what you assume about it.';

/**
 * Makes a complete question out of a draft, valid by the same rules as a pack's. Refuses, with a sentence
 * per field, what a pack would refuse. Pure.
 */
export function completeQuestion(
  draft: OwnQuestionDraft,
  category: PackCategory,
):
  | { readonly ok: true; readonly text: string; readonly details: QuestionDetails }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> } {
  const errors: Record<string, string> = {};
  const text = textSchema.safeParse(draft.text);
  if (!text.success) {
    errors['text'] =
      draft.text.trim() === ''
        ? 'Write the question itself.'
        : `A question has ${QUESTION_MAX} characters at most; this one has ${draft.text.trim().length}. Make it shorter.`;
  }
  if (draft.probes.length > 4) errors['probes'] = 'Four follow-up questions at most. Leave the others out.';
  if (draft.probes.some((probe) => !probe.endsWith('?') || probe.length > 200)) {
    errors['probes'] =
      'Write one follow-up question per line, each with a question mark at its end and 200 characters at most.';
  }
  if (draft.hints.length > 3)
    errors['hints'] = 'Three hints at most, one per line: cue, structure, evidence.';
  const [cue, structure, evidence] = draft.hints;
  if ((cue?.length ?? 0) > 200 || (structure?.length ?? 0) > 400 || (evidence?.length ?? 0) > 400) {
    errors['hints'] = 'The first hint has 200 characters at most, the others 400. Make them shorter.';
  }
  if (!text.success || Object.keys(errors).length > 0) return { ok: false, errors };
  const details = questionDetailsSchema.safeParse({
    industry: 'any',
    after: `What this community wants to hear about ${category.name}.`.slice(0, 300),
    probes: [...new Set([...draft.probes, ...ANY_PROBES])].slice(0, Math.max(3, draft.probes.length)),
    hints: {
      cue: cue ?? category.parts[0] ?? ANY_SETTING,
      structure: structure ?? partsLine(category),
      evidence: evidence ?? ANY_EVIDENCE,
    },
    tags: ['ambiguity'],
    assumptions: ANY_SETTING,
  });
  if (details.success) return { ok: true, text: text.data, details: details.data };
  return {
    ok: false,
    errors: { text: 'Something in it cannot be kept. Write plain sentences, one per line.' },
  };
}

/** As many of the category's parts as fit into a hint. */
function partsLine(category: PackCategory): string {
  let line = '';
  for (const part of category.parts) {
    const longer = line === '' ? part : `${line} ${part}`;
    if (longer.length > 400) break;
    line = longer;
  }
  return line;
}
