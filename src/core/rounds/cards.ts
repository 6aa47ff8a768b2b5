import { encodeAction } from '../platform/action.ts';
import type { Button, Card } from '../platform/card.ts';
import { instant, rich, strong } from '../platform/rich.ts';
import type { Round } from './load-round.ts';

/** The question in its channel: what is asked, until when it counts, and the ways to answer. */
export function questionCard(round: Round, categoryName: string, closesAt: Temporal.Instant): Card {
  const how = round.threadAnswers
    ? rich`Press ${strong('Answer')} to write privately, or reply in the thread.`
    : rich`Press ${strong('Answer')} to write privately.`;
  return {
    tone: 'question',
    title: rich`${categoryName}`,
    blocks: [
      { kind: 'text', text: rich`${round.question.text}` },
      { kind: 'text', text: rich`Counts until ${instant(closesAt)}. ${how}` },
    ],
    buttons: questionButtons(round),
  };
}

/** A personal question: nobody else sees it. */
export function personalQuestionCard(round: Round, categoryName: string): Card {
  return {
    tone: 'question',
    title: rich`${categoryName}`,
    blocks: [
      { kind: 'text', text: rich`${round.question.text}` },
      {
        kind: 'text',
        text: rich`Only you see this question. Answering it keeps the day. There is no time limit.`,
      },
    ],
    buttons: questionButtons(round),
  };
}

/** What every question offers, wherever it is shown. */
export function questionButtons(round: Round): Button[] {
  return [
    { action: encodeAction({ verb: 'answer', roundId: round.id }), label: 'Answer', style: 'primary' },
    {
      action: encodeAction({ verb: 'feedback', roundId: round.id }),
      label: 'My feedback',
      style: 'secondary',
    },
    {
      action: encodeAction({ verb: 'hint', roundId: round.id, rung: '1' }),
      label: 'Hint',
      style: 'secondary',
    },
    {
      action: encodeAction({ verb: 'other', roundId: round.id }),
      label: 'Other question',
      style: 'secondary',
    },
  ];
}

/** The ladder of a question: a nudge, then a structure, then what evidence could look like. No answers. */
export function hintCard(round: Round, rung: number): Card {
  const { cue, structure, evidence } = round.question.details.hints;
  const rungs = [
    { name: 'Cue', text: cue },
    { name: 'Structure', text: structure },
    { name: 'Evidence', text: evidence },
  ];
  const shown = rungs.slice(0, Math.min(Math.max(rung, 1), rungs.length));
  const more = shown.length < rungs.length;
  return {
    tone: 'private',
    title: rich`Hint ${shown.length} of ${rungs.length}`,
    blocks: shown.map((one) => ({ kind: 'text', text: rich`${strong(`${one.name}:`)} ${one.text}` })),
    buttons: [
      ...(more
        ? [
            {
              action: encodeAction({ verb: 'hint', roundId: round.id, rung: String(shown.length + 1) }),
              label: 'Next hint',
              style: 'secondary' as const,
            },
          ]
        : []),
      { action: encodeAction({ verb: 'answer', roundId: round.id }), label: 'Answer', style: 'primary' },
    ],
  };
}

/** The one public line of a thread. It names nobody. */
export function lineCard(round: Round, people: number): Card {
  return {
    tone: 'plain',
    blocks: [
      {
        kind: 'text',
        text:
          people === 1
            ? rich`Feedback is ready for 1 person.`
            : rich`Feedback is ready for ${people} people.`,
      },
    ],
    buttons: [
      {
        action: encodeAction({ verb: 'feedback', roundId: round.id }),
        label: 'My feedback',
        style: 'secondary',
      },
    ],
  };
}

/** One line for the role that wants to hear of each question. */
export function mentionCard(categoryName: string, roleId: string): Card {
  return {
    tone: 'plain',
    blocks: [{ kind: 'text', text: rich`A new question is open: ${categoryName}.` }],
    buttons: [],
    mention: { roleId },
  };
}

/** The question's card after organizers withdrew it: what it asked, and that it counts for nobody. */
export function withdrawnQuestionCard(round: Round, categoryName: string): Card {
  return {
    tone: 'plain',
    title: rich`${categoryName}`,
    blocks: [
      { kind: 'text', text: rich`${round.question.text}` },
      {
        kind: 'text',
        text: rich`The organizers withdrew this question. It is nobody's miss. Answers that were given keep their day and their feedback.`,
      },
    ],
    buttons: [
      {
        action: encodeAction({ verb: 'feedback', roundId: round.id }),
        label: 'My feedback',
        style: 'secondary',
      },
      { action: encodeAction({ verb: 'now' }), label: 'Practise one now', style: 'secondary' },
    ],
  };
}
