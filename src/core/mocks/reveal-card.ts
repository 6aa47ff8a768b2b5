import type { Level } from '../feedback/contract.ts';
import type { Block, Card } from '../platform/card.ts';
import { joinRich, rich, strong, type Rich } from '../platform/rich.ts';
import type { ComparedCriterion, ScoredHalf } from './compare-scores.ts';
import { actButton, lookButton } from './mock-action.ts';
import { nameOf } from './room-pieces.ts';
import type { RevealedHalf } from './load-reveal.ts';
import { at, otherSeat, type MockSession } from './session-store.ts';

/** A level as people read it. */
export const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  met: 'met',
  partial: 'partly',
  missing: 'not found',
};

/** What both scored, for both to see: levels side by side, where they differ most, and no average. No words of anyone's. */
export function revealCard(session: MockSession, halves: readonly RevealedHalf[]): Card {
  return {
    tone: 'question',
    title: rich`What you both found`,
    blocks: halves.flatMap((half) => halfBlocks(session, half)),
    buttons: [
      lookButton(session, 'notes', 'Read the notes', 'primary'),
      actButton(session, 'next', 'Finish'),
    ],
    footer: rich`Two people heard the same answer: neither is the right one. Nothing is averaged.`,
  };
}

function halfBlocks(session: MockSession, { half, candidate, scored }: RevealedHalf): Block[] {
  const own = nameOf(session, candidate);
  const partner = nameOf(session, otherSeat(candidate));
  const head: Block = {
    kind: 'text',
    text: rich`${strong(session.state.halves.length === 1 ? `${own}'s answer` : `Half ${half}, ${own}'s answer`)}`,
  };
  const missing = [
    ...(scored.ownGiven ? [] : [candidate]),
    ...(scored.partnerGiven ? [] : [otherSeat(candidate)]),
  ].map((seat): Block => {
    const removedAt = at(session, seat)?.removed_at ?? null;
    return {
      kind: 'text',
      text: rich`${nameOf(session, seat)} ${removedAt !== null ? 'deleted their score' : 'did not score it'}.`,
    };
  });
  const { furthest } = scored;
  return [
    head,
    ...missing,
    ...(scored.criteria.length === 0
      ? []
      : [
          {
            kind: 'list' as const,
            items: scored.criteria.map(
              (one) => rich`${strong(`${one.title}:`)} ${sidesOf(one, scored, { own, partner })}`,
            ),
          },
        ]),
    ...(furthest === null
      ? []
      : [
          {
            kind: 'text' as const,
            text: rich`You differ most on ${strong(furthest.title)}: ${partner} ${saysOf(furthest.partner)}, ${own} ${saysOf(furthest.own)}. Ask each other what you heard.`,
          },
        ]),
  ];
}

/** What each of the two found; in one word where both say the same. */
function sidesOf(
  one: ComparedCriterion,
  { ownGiven, partnerGiven }: ScoredHalf,
  names: { readonly own: string; readonly partner: string },
): Rich {
  if (ownGiven && partnerGiven && one.own !== null && one.own === one.partner)
    return rich`both say ${LEVEL_WORDS[one.own]}`;
  const sides = [
    ...(partnerGiven ? [rich`${names.partner} ${saysOf(one.partner)}`] : []),
    ...(ownGiven ? [rich`${names.own} ${saysOf(one.own)}`] : []),
  ];
  return joinRich(sides, ', ');
}

function saysOf(level: Level | null): string {
  return level === null ? 'left it out' : `says ${LEVEL_WORDS[level]}`;
}

/** What both scored with the notes that went with it; shown to the two alone, each time anew, and kept nowhere else. */
export function notesCard(session: MockSession, halves: readonly RevealedHalf[]): Card {
  const blocks = halves.flatMap((revealed): Block[] => [
    ...halfBlocks(session, revealed),
    ...notesOf(session, revealed),
  ]);
  return {
    tone: 'private',
    title: rich`The notes`,
    blocks: blocks.length === 0 ? [{ kind: 'text', text: rich`Nothing was scored.` }] : blocks,
    buttons: [],
  };
}

function notesOf(session: MockSession, { half, notes }: RevealedHalf): Block[] {
  return notes.map(({ seat, note }) => ({
    kind: 'quote',
    text: rich`${note}`,
    source: rich`${nameOf(session, seat)}, half ${half}`,
  }));
}

/** What the coach or model made of the typed answer, in counts; it never says a word of the answer. */
export function readingCard(session: MockSession, seat: number, reader: string, counts: string): Card {
  return {
    tone: 'plain',
    blocks: [
      {
        kind: 'text',
        text: rich`What ${nameOf(session, seat)} typed was read as well (${reader}): ${counts}. ${nameOf(session, seat)} finds the details in /practice history.`,
      },
    ],
    buttons: [],
  };
}
