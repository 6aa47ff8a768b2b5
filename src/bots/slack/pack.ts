import { never } from '../../core/errors.ts';
import { lengthOf, MESSAGE_BLOCKS_MAX, type SlackBlock } from './blocks.ts';

/** All words of one message, in characters. Slack gives no number for blocks; its limit for `text` is 4,000. */
const MESSAGE_TEXT_MAX = 9_000;

/** Fills messages one after the other, with room for the label of a part in each. */
export function packBlocks(blocks: readonly SlackBlock[]): readonly (readonly SlackBlock[])[] {
  const parts: SlackBlock[][] = [];
  let part: SlackBlock[] = [];
  let length = 0;
  for (const block of blocks) {
    const cost = costOf(block);
    if (part.length > 0 && (part.length >= MESSAGE_BLOCKS_MAX - 1 || length + cost > MESSAGE_TEXT_MAX)) {
      parts.push(part);
      part = [];
      length = 0;
    }
    part.push(block);
    length += cost;
  }
  return part.length > 0 ? [...parts, part] : parts;
}

function costOf(block: SlackBlock): number {
  switch (block.type) {
    case 'rich_text':
      return block.elements.reduce((sum, one) => {
        const runs =
          one.type === 'rich_text_list' ? one.elements.flatMap((item) => item.elements) : one.elements;
        return sum + lengthOf(runs);
      }, 0);
    case 'header':
      return block.text.text.length;
    case 'context':
      return block.elements.reduce((sum, one) => sum + one.text.length, 0);
    case 'actions':
      return block.elements.reduce(
        (sum, one) => sum + (one.type === 'button' ? one.text : one.placeholder).text.length,
        0,
      );
    case 'image':
      return block.alt_text.length;
    default:
      return never(block);
  }
}
