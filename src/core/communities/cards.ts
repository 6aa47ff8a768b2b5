import { encodeAction } from '../platform/action.ts';
import type { Card } from '../platform/card.ts';
import { rich, strong } from '../platform/rich.ts';

/** A real post that shows organizers the bot can write here; it is no round, so it counts for nobody. */
export function testQuestionCard(): Card {
  return {
    tone: 'question',
    title: rich`Test question`,
    blocks: [
      {
        kind: 'text',
        text: rich`Which product did you use today, and which one thing in it would you change first?`,
      },
      {
        kind: 'text',
        text: rich`An organizer posted this to see that questions arrive here. It is no question day and counts for nobody.`,
      },
    ],
    buttons: [{ action: encodeAction({ verb: 'now' }), label: 'Practise one now', style: 'secondary' }],
  };
}

/** Four lines for members, to be pinned. */
export function howThisWorksCard(): Card {
  return {
    tone: 'plain',
    title: rich`How this works`,
    blocks: [
      {
        kind: 'list',
        items: [
          rich`A question comes here on question days. Press ${strong('Answer')} to write privately, or reply in its thread.`,
          rich`Only you see your feedback. It quotes your own words and names one next step.`,
          rich`Answering keeps the day, however good the answer. You may miss some days; ${strong('/practice me')} shows how many.`,
          rich`More at any time: ${strong('/practice now')} gives you a question of your own, ${strong('/practice help')} shows the rest.`,
        ],
      },
    ],
    buttons: [],
  };
}
