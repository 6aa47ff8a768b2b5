import { encodeAction } from '../platform/action.ts';
import type { Button, Card } from '../platform/card.ts';
import { instant, rich, strong } from '../platform/rich.ts';
import type { Round } from '../rounds/load-round.ts';

const practiseNow: Button = { action: encodeAction({ verb: 'now' }), label: 'Practise one now', style: 'primary' };

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
}): Card {
  const { round } = taken;
  const text = !taken.changed
    ? rich`That is the same text as before, so nothing changed. Your feedback is under ${strong('My feedback')}.`
    : taken.again
      ? rich`Your new version is in. Feedback comes here in a moment; you can open it at any time with ${strong('My feedback')}.`
      : rich`Your answer is in. Feedback comes here in a moment; you can open it at any time with ${strong('My feedback')}.`;
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
      { action: encodeAction({ verb: 'feedback', roundId: round.id }), label: 'My feedback', style: 'secondary' },
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
    title: rich`${displayName}, want feedback on this?`,
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
    buttons: [choose('yes', 'Yes', 'primary'), choose('always', 'Always', 'secondary'), choose('no', 'No', 'secondary')],
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
    blocks: [{ kind: 'text', text: rich`That question is not here any more. You can practise another one now.` }],
    buttons: [practiseNow],
  };
}

export function withdrawnRoundCard(): Card {
  return {
    tone: 'private',
    blocks: [
      { kind: 'text', text: rich`The organizers withdrew this question. It counts for nobody. You can practise another one now.` },
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

export function deleteCard(answerId: string): Card {
  return {
    tone: 'private',
    title: rich`Delete this answer?`,
    blocks: [
      {
        kind: 'text',
        text: rich`Your text, its earlier versions and the feedback are erased here. The day no longer counts. Messages you wrote in the thread stay there; you can delete those yourself.`,
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
