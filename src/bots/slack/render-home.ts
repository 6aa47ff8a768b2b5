import type { Card } from '../../core/platform/card.ts';
import { actionOf, buttonId } from '../button-ids.ts';
import { contextBlock, VIEW_BLOCKS_MAX, type SlackBlock } from './blocks.ts';
import { blocksOf } from './render.ts';

/** A Home tab. */
export interface SlackHome {
  readonly type: 'home';
  readonly blocks: readonly SlackBlock[];
}

/**
 * Cards as a Home tab, one under the other. What does not fit is named, and opens with its command; the last card, which
 * has settings and data, is there whatever stands before it. Pure.
 */
export function renderHome(cards: readonly Card[]): SlackHome {
  const blocks = differentIds(cards.flatMap((card) => blocksOf(card)));
  if (blocks.length <= VIEW_BLOCKS_MAX) return { type: 'home', blocks };
  const last = cards.slice(-1).flatMap((card) => blocksOf(card)).length;
  const kept = last < VIEW_BLOCKS_MAX ? last : 0;
  const more = contextBlock('There is more than fits here. Type /practice me to see all of it.');
  return {
    type: 'home',
    blocks: [
      ...blocks.slice(0, VIEW_BLOCKS_MAX - 1 - kept),
      more,
      ...(kept === 0 ? [] : blocks.slice(-kept)),
    ],
  };
}

/** Two cards may have a button for the same action; Slack wants different ids in one view. */
function differentIds(blocks: readonly SlackBlock[]): SlackBlock[] {
  const seen = new Map<string, number>();
  return blocks.map((block) => {
    if (block.type !== 'actions') return block;
    const elements = block.elements.map((button) => {
      const action = actionOf(button.action_id);
      const copies = seen.get(action) ?? 0;
      seen.set(action, copies + 1);
      return { ...button, action_id: buttonId(action, copies) };
    });
    return { ...block, elements };
  });
}
