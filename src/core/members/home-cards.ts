import type { Core } from '../core.ts';
import type { Reader } from '../db/database.ts';
import { encodeAction } from '../platform/action.ts';
import type { Button, Card } from '../platform/card.ts';
import { rich } from '../platform/rich.ts';
import { categoryName } from '../questions/category-name.ts';
import { nextQuestionAt, openRounds } from '../rounds/open-rounds.ts';
import { todayCard } from '../rounds/today-card.ts';
import { daysCard, hasStarted, meCard } from '../streaks/cards.ts';
import { loadPractice } from '../streaks/load-practice.ts';
import type { Member } from './member.ts';

/**
 * What a member's own page shows, one card under the other: the open question, their practice, why each of
 * the last days counted (unless they hide the streak), and what they can do with their data. Reads only.
 */
export async function homeCards(
  core: Pick<Core, 'packs'>,
  db: Reader,
  member: Member,
  now: Temporal.Instant,
): Promise<Card[]> {
  const open = await openRounds(db, member, null, now);
  const next = open.length > 0 ? null : await nextQuestionAt(db, member.communityId, null);
  const own = await loadPractice(core, db, member, now);
  const today = todayCard(
    open,
    next,
    (round) => categoryName(core, round.question),
    member.settings.literalWording,
  );
  const days = own.hidden || !hasStarted(own) ? [] : [daysCard(own)];
  return [today, meCard(own), ...days, ownDataCard()];
}

/** Settings, export and erase, for the foot of the page. */
function ownDataCard(): Card {
  return {
    tone: 'private',
    title: rich`Settings and your data`,
    blocks: [{ kind: 'text', text: rich`Only you see this page. It is renewed whenever you open it.` }],
    buttons: [
      run('practice.settings', 'Settings'),
      run('practice.export', 'Export'),
      run('practice.erase', 'Erase'),
      run('practice.help', 'Help'),
    ],
  };
}

/** What stands where the page was, after everything about its member was erased. */
export function emptyHomeCards(): Card[] {
  return [
    {
      tone: 'private',
      blocks: [
        {
          kind: 'text',
          text: rich`There is nothing about you here. Answer a question in a channel, or practise one of your own.`,
        },
      ],
      buttons: [{ action: encodeAction({ verb: 'now' }), label: 'Practise one now', style: 'primary' }],
    },
  ];
}

function run(command: string, label: string): Button {
  return { action: encodeAction({ verb: 'run', command, arg: '-' }), label, style: 'secondary' };
}
