import { encodeAction } from '../platform/action.ts';
import type { Block, Button, Card } from '../platform/card.ts';
import { instant, rich, strong } from '../platform/rich.ts';
import { questionButtons } from './cards.ts';
import { literalInstructions } from './literal-cards.ts';
import type { OpenRound } from './open-rounds.ts';

/** The open questions with their buttons; without any, when the next one comes. `nameOf` names a round's category. */
export function todayCard(
  open: readonly OpenRound[],
  next: Temporal.Instant | null,
  nameOf: (round: OpenRound['round']) => string,
  literal: boolean,
): Card {
  const [only, ...more] = open;
  if (only === undefined) return nothingOpenCard(next);
  return {
    tone: 'private',
    title: more.length === 0 ? rich`The open question` : rich`${open.length} open questions`,
    blocks: [
      ...open.flatMap((one, index) =>
        questionBlocks(one, more.length === 0 ? '' : `${index + 1}. `, nameOf(one.round)),
      ),
      ...(literal && more.length === 0 ? literalInstructions(only.round) : []),
    ],
    buttons:
      more.length === 0 ? questionButtons(only.round) : open.map((one, index) => oneButton(one, index + 1)),
  };
}

function questionBlocks({ round, answered }: OpenRound, number: string, name: string): Block[] {
  const until =
    round.closesAt === null
      ? rich`Only you see this question.`
      : rich`Counts until ${instant(round.closesAt)}.`;
  return [
    { kind: 'text', text: rich`${strong(`${number}${name}`)}` },
    { kind: 'text', text: rich`${round.question.text}` },
    { kind: 'text', text: answered ? rich`${until} You have answered it.` : until },
  ];
}

/** With several questions each has one button: what is most likely wanted next. */
function oneButton({ round, answered }: OpenRound, number: number): Button {
  return answered
    ? {
        action: encodeAction({ verb: 'feedback', roundId: round.id }),
        label: `My feedback ${number}`,
        style: 'secondary',
      }
    : {
        action: encodeAction({ verb: 'answer', roundId: round.id }),
        label: `Answer ${number}`,
        style: 'primary',
      };
}

function nothingOpenCard(next: Temporal.Instant | null): Card {
  const coming =
    next === null
      ? rich`No question is open, and none is planned yet. Organizers plan them with /greenroom schedule.`
      : rich`No question is open right now. The next one comes ${instant(next)}.`;
  return {
    tone: 'private',
    blocks: [{ kind: 'text', text: rich`${coming} You can practise one of your own at any time.` }],
    buttons: [{ action: encodeAction({ verb: 'now' }), label: 'Practise one now', style: 'primary' }],
  };
}
