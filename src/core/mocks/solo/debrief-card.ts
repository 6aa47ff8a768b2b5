import { countsText, verdictText } from '../../feedback/cards.ts';
import type { FeedbackResult } from '../../feedback/contract.ts';
import { encodeAction } from '../../platform/action.ts';
import type { Block, Card } from '../../platform/card.ts';
import { rich, strong } from '../../platform/rich.ts';
import { LEVEL_WORDS } from '../reveal-card.ts';
import { debriefOf, type DebriefLine } from './debrief.ts';
import { button, simple } from './pieces.ts';
import type { SoloMaterial } from './solo-material.ts';

/** The end of a solo mock: what was found, criterion by criterion, and one next step. */
export function debriefCard(material: SoloMaterial, categoryName: string): Card {
  const { own, first, solo } = material;
  const result = own?.result ?? null;
  if (own === null || result === null || result.verdict !== 'assessable') return unreadCard(result);
  const { held, added, missing } = debriefOf(first, result);
  const interrupted = solo.state.mode === 'interrupted';
  const blocks: Block[] = [
    ...section(interrupted ? 'Held through the cut-in' : 'Found in your answer', held),
    ...section(interrupted ? 'Added after the cut-in' : 'Added in the follow-ups', added),
    ...section('Not found yet', missing),
    { kind: 'text', text: rich`${strong('One next step:')} ${result.nextStep.text}` },
  ];
  return {
    tone: 'private',
    title: rich`Debrief · ${categoryName} · ${countsText(result)}`,
    blocks,
    buttons: [
      {
        action: encodeAction({ verb: 'criteria', answerId: own.answerId }),
        label: 'All criteria',
        style: 'secondary',
      },
      button(
        `${interrupted ? 'new' : 'interrupted'}.${solo.id}`,
        interrupted ? 'Another solo mock' : 'Try one with a cut-in',
      ),
      { action: encodeAction({ verb: 'delete', answerId: own.answerId }), label: 'Delete', style: 'danger' },
    ],
    footer: readBy(result, own.label),
  };
}

function readBy(result: FeedbackResult, label: string | null) {
  return result.source === 'model'
    ? rich`Read by ${label ?? 'a model'}. Every quote was checked against your words.`
    : rich`Offline coach: it finds wording, not meaning. Every quote was checked against your words.`;
}

function section(title: string, lines: readonly DebriefLine[]): Block[] {
  if (lines.length === 0) return [];
  return [
    { kind: 'text', text: rich`${strong(title)}` },
    {
      kind: 'list',
      items: lines.map((line) => {
        const level = line.level === 'partial' ? rich`${line.title}, partly` : rich`${line.title}`;
        const moved =
          line.before !== null && line.before !== line.level
            ? rich`${level} (${LEVEL_WORDS[line.before]} after your first text)`
            : level;
        return line.quote === null ? moved : rich`${moved}: “${line.quote}”`;
      }),
    },
  ];
}

/** No debrief: nothing could read it, or it was not something to read by these criteria. */
function unreadCard(result: FeedbackResult | null): Card {
  const why = result === null ? 'Your words could not be read this time.' : verdictText(result);
  const words = `The mock is done and counts as practised. ${why} So there is no debrief. You find your words under /practice history, and can change and send them again there.`;
  const card = simple(words, [button('new', 'Another solo mock')]);
  if (result === null) return card;
  const step = { kind: 'text', text: rich`${strong('One next step:')} ${result.nextStep.text}` } as const;
  return { ...card, blocks: [...card.blocks, step] };
}
