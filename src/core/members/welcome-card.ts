import { encodeAction } from '../platform/action.ts';
import type { Card } from '../platform/card.ts';
import { rich, strong } from '../platform/rich.ts';

/** The first meeting (FLOWS §4): what is kept, for how long, who sees it, who reads it, how to get rid of it. */
export function welcomeCard(facts: {
  readonly retentionMonths: number;
  /** The outside service that reads answers; null when none does. */
  readonly readBy: string | null;
}): Card {
  const months = facts.retentionMonths === 1 ? 'a month' : `${facts.retentionMonths} months`;
  return {
    tone: 'private',
    title: rich`Your first answer: what is kept, and who sees it`,
    blocks: [
      {
        kind: 'list',
        items: [
          rich`Kept: your answers with their versions, and the feedback on them, for ${months}. After that the words are erased; the days stay counted.`,
          rich`Seen by: you alone. Organizers see counts of five people or more, never answers, feedback or pauses. What you write in a thread is seen by those who can read the thread.`,
          facts.readBy === null
            ? rich`Read by: the offline coach, inside Greenroom. Your answers are sent to no outside service.`
            : rich`Read by: ${strong(facts.readBy)}. Your answers are sent there, without your name.`,
          rich`To delete one answer, press ${strong('Delete')} under its feedback. To delete everything, type ${strong('/practice erase')}. To get a copy first, type ${strong('/practice export')}.`,
        ],
      },
      {
        kind: 'text',
        text: rich`This message comes once. ${strong('Settings')} changes how things are asked and shown to you.`,
      },
    ],
    buttons: [
      {
        action: encodeAction({ verb: 'run', command: 'practice.help', arg: '-' }),
        label: 'What you can do',
        style: 'secondary',
      },
      {
        action: encodeAction({ verb: 'run', command: 'practice.settings', arg: '-' }),
        label: 'Settings',
        style: 'secondary',
      },
    ],
  };
}
