import { refusalCard } from '../answers/cards.ts';
import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { upsertMember } from '../members/upsert-member.ts';
import type { EventOf } from '../platform/event.ts';
import { rich, strong } from '../platform/rich.ts';
import type { Card } from '../platform/card.ts';
import type { Reply } from '../platform/reply.ts';
import { practiseNow } from '../rounds/practise-now.ts';
import { showMe } from '../streaks/show-me.ts';
import { echoInput } from '../echo-input.ts';
import { findCategory } from './find-category.ts';

/** A typed command. Every text gets an answer: what was asked for, or what to type instead. */
export async function runCommand(
  core: Core,
  tx: Tx,
  event: EventOf<'command'>,
  now: Temporal.Instant,
): Promise<Reply> {
  const member = await upsertMember(tx, event, event.by, now);
  const [word = 'help', ...rest] = event.text.trim().toLowerCase().split(/\s+/).filter((part) => part !== '');
  if (event.command === 'greenroom') {
    return { kind: 'private', card: refusalCard('There is no /greenroom command yet. Try /practice help.') };
  }
  switch (word) {
    case 'me':
      return showMe(tx, member, now);
    case 'now': {
      const wanted = rest.join(' ');
      if (wanted === '') return practiseNow(core, tx, member, { category: null, notQuestionId: null }, now);
      const category = findCategory(core, wanted);
      if (category === null) return { kind: 'private', card: unknownCategoryCard(core, wanted) };
      return practiseNow(core, tx, member, { category, notQuestionId: null }, now);
    }
    case 'help':
      return { kind: 'private', card: helpCard() };
    default:
      return {
        kind: 'private',
        card: refusalCard(`I don't know "${echoInput(word)}". Try /practice now, /practice me or /practice help.`),
      };
  }
}

function helpCard(): Card {
  return {
    tone: 'private',
    title: rich`What you can do`,
    blocks: [
      {
        kind: 'list',
        items: [
          rich`${strong('Answer')} under a question: write privately, as long as you like.`,
          rich`Write in a question's thread: 25 words or more can be an answer. You are asked first.`,
          rich`${strong('/practice now')}: a question of your own, at any time. Add a category if you like, such as ${strong('/practice now metrics')}.`,
          rich`${strong('/practice me')}: your days, and why each one counts or not.`,
        ],
      },
    ],
    buttons: [],
  };
}

function unknownCategoryCard(core: Core, wanted: string): Card {
  const names = [...core.packs.values()].flatMap((pack) => pack.categories.map((category) => category.name));
  return refusalCard(`"${echoInput(wanted)}" is not a category. Try one of: ${names.join(', ')}.`);
}
