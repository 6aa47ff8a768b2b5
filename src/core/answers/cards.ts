import { never } from '../errors.ts';
import { encodeAction } from '../platform/action.ts';
import type { Button, Card } from '../platform/card.ts';
import { instant, rich, strong } from '../platform/rich.ts';
import type { Round } from '../rounds/load-round.ts';
import { CANDIDATE_WORDS } from './clean-text.ts';

const practiseNow: Button = {
  action: encodeAction({ verb: 'now' }),
  label: 'Practise one now',
  style: 'primary',
};

/** A refusal: one sentence that says what to do next. */
export function refusalCard(message: string): Card {
  return { tone: 'private', blocks: [{ kind: 'text', text: rich`${message}` }], buttons: [] };
}

/** After a form was sent. */
export function takenCard(taken: {
  readonly round: Round;
  readonly changed: boolean;
  readonly late: boolean;
  /** There was an answer before. */
  readonly again: boolean;
  /** The member's feedback waits behind the button instead of coming as a message. */
  readonly byButton: boolean;
}): Card {
  const { round } = taken;
  const soon = taken.byButton
    ? rich`In a moment its feedback is under ${strong('My feedback')}.`
    : rich`Feedback comes to you privately in a moment; you can open it at any time with ${strong('My feedback')}.`;
  const text = !taken.changed
    ? rich`That is the same text as before, so nothing changed. Your feedback is under ${strong('My feedback')}.`
    : taken.again
      ? rich`Your new version is in. ${soon}`
      : rich`Your answer is in. ${soon}`;
  const late =
    taken.late && round.closesAt !== null
      ? [
          {
            kind: 'text' as const,
            text: rich`This round closed on ${instant(round.closesAt, 'date')}. You get feedback all the same; it does not move the streak.`,
          },
        ]
      : [];
  return {
    tone: 'private',
    blocks: [{ kind: 'text', text }, ...late],
    buttons: [
      {
        action: encodeAction({ verb: 'feedback', roundId: round.id }),
        label: 'My feedback',
        style: 'secondary',
      },
    ],
  };
}

/** Asked once, before anything a member wrote in a thread is read as an answer. */
export function consentCard(answerId: string, displayName: string): Card {
  const choose = (choice: 'yes' | 'always' | 'no', label: string, style: Button['style']): Button => ({
    action: encodeAction({ verb: 'consent', answerId, choice }),
    label,
    style,
  });
  return {
    tone: 'private',
    title: displayName === '' ? rich`Want feedback on this?` : rich`${displayName}, want feedback on this?`,
    blocks: [
      {
        kind: 'text',
        text: rich`Only you see this. Until you choose, your text is read by nobody and kept for a day at most.`,
      },
      {
        kind: 'list',
        items: [
          rich`${strong('Yes')}: feedback for this answer.`,
          rich`${strong('Always')}: also for your later answers in threads, without asking.`,
          rich`${strong('No')}: your thread messages are left alone. The ${strong('Answer')} button still works.`,
        ],
      },
    ],
    buttons: [
      choose('yes', 'Yes', 'primary'),
      choose('always', 'Always', 'secondary'),
      choose('no', 'No', 'secondary'),
    ],
  };
}

export function consentTakenCard(choice: 'yes' | 'always', quietSeconds: number, answerId: string): Card {
  const first =
    choice === 'yes'
      ? rich`Thank you. This one gets feedback.`
      : rich`Thank you. This one and later ones get feedback.`;
  return {
    tone: 'private',
    blocks: [
      { kind: 'text', text: first },
      {
        kind: 'text',
        text: rich`You can still add to it. It is read after ${quietSeconds} quiet seconds, or at once when you press ${strong('Done')}.`,
      },
    ],
    buttons: [{ action: encodeAction({ verb: 'done', answerId }), label: 'Done', style: 'primary' }],
  };
}

export function consentRefusedCard(): Card {
  return {
    tone: 'private',
    blocks: [
      {
        kind: 'text',
        text: rich`All right. Nothing was kept, and your thread messages are left alone from now on. When you want feedback, press ${strong('Answer')} under a question.`,
      },
    ],
    buttons: [],
  };
}

/** The choice was made after the text was read: it stands for later messages only. */
export function consentLaterCard(choice: 'yes' | 'always' | 'no', round: Round): Card {
  const later = laterText(choice);
  return {
    tone: 'private',
    blocks: [
      {
        kind: 'text',
        text: rich`This answer was taken already; its feedback is under ${strong('My feedback')}. ${later}`,
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

/** The choice was made after the text had been let go. */
export function consentTooLateCard(choice: 'yes' | 'always' | 'no'): Card {
  return refusalCard(
    `That text is not kept any more. Press Answer under the question to send it again. ${laterText(choice)}`,
  );
}

function laterText(choice: 'yes' | 'always' | 'no'): string {
  switch (choice) {
    case 'yes':
      return 'You will be asked again the next time.';
    case 'always':
      return 'Your later answers in threads get feedback without asking.';
    case 'no':
      return 'Your thread messages are left alone from now on.';
    default:
      return never(choice);
  }
}

/** *Done* before the choice. */
export function chooseFirstCard(): Card {
  return refusalCard(
    'Choose Yes, Always or No first, in the question you were asked. Your text is kept until then, for a day at most.',
  );
}

export function doneCard(): Card {
  return {
    tone: 'private',
    blocks: [{ kind: 'text', text: rich`Your answer is complete. Feedback comes in a moment.` }],
    buttons: [],
  };
}

export function nothingHeldCard(): Card {
  return refusalCard('That text is not kept any more. Press Answer under the question to send it again.');
}

export function unknownRoundCard(): Card {
  return {
    tone: 'private',
    blocks: [
      { kind: 'text', text: rich`That question is not here any more. You can practise another one now.` },
    ],
    buttons: [practiseNow],
  };
}

export function withdrawnRoundCard(): Card {
  return {
    tone: 'private',
    blocks: [
      {
        kind: 'text',
        text: rich`The organizers withdrew this question, so it takes no more answers. It is nobody's miss. You can practise another one now.`,
      },
    ],
    buttons: [practiseNow],
  };
}

export function noOpenRoundCard(): Card {
  return {
    tone: 'private',
    blocks: [{ kind: 'text', text: rich`No question is open for you right now. You can practise one now.` }],
    buttons: [practiseNow],
  };
}

/** To somebody who wrote a few words to the bot alone while a question is open. */
export function howToAnswerCard(roundId: string): Card {
  return {
    tone: 'private',
    blocks: [
      {
        kind: 'text',
        text: rich`Hi. A question is open: press ${strong('Answer')}, or write your answer here in at least ${CANDIDATE_WORDS} words.`,
      },
    ],
    buttons: [
      { action: encodeAction({ verb: 'answer', roundId }), label: 'Answer', style: 'primary' },
      {
        action: encodeAction({ verb: 'run', command: 'practice.help', arg: '-' }),
        label: 'Help',
        style: 'secondary',
      },
    ],
  };
}

/** To somebody who wrote to the bot alone after their answer was read. */
export function alreadyAnsweredCard(roundId: string, answerId: string): Card {
  return {
    tone: 'private',
    blocks: [
      {
        kind: 'text',
        text: rich`Your answer to the open question is in, and what you write here does not change it. To write a new version, press ${strong('Try again')}.`,
      },
    ],
    buttons: [
      { action: encodeAction({ verb: 'retry', answerId }), label: 'Try again', style: 'primary' },
      { action: encodeAction({ verb: 'feedback', roundId }), label: 'My feedback', style: 'secondary' },
    ],
  };
}

export function deleteCard(answerId: string): Card {
  return {
    tone: 'private',
    title: rich`Delete this answer?`,
    blocks: [
      {
        kind: 'text',
        text: rich`Your text, its earlier versions and the feedback are erased here. The day no longer counts. What you shared in the thread is taken away. Messages you wrote in the thread stay there; you can delete those yourself.`,
      },
    ],
    buttons: [
      { action: encodeAction({ verb: 'delete-yes', answerId }), label: 'Delete', style: 'danger' },
      { action: encodeAction({ verb: 'criteria', answerId }), label: 'Keep it', style: 'secondary' },
    ],
  };
}

export function deletedCard(): Card {
  return {
    tone: 'private',
    blocks: [
      {
        kind: 'text',
        text: rich`Deleted here. If you wrote it in the thread, your message stays there; you can delete it yourself.`,
      },
    ],
    buttons: [],
  };
}
