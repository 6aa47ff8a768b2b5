import type { Card } from '../../core/platform/card.ts';
import { plain, VIEW_BLOCKS_MAX } from './blocks.ts';
import { TITLE_MAX, type SlackModal } from './render-form.ts';
import { blocksOf } from './render.ts';

/**
 * A card as a modal to read, with its buttons. Its title stands in the modal's own where it fits. Null when it
 * has more blocks than a modal takes: then it is shown as messages.
 */
export function renderCardView(card: Card): SlackModal | null {
  const title = (card.title ?? [])
    .map((part) => (part.t === 'instant' ? '\n' : part.text))
    .join('')
    .trim();
  const fits = title !== '' && title.length <= TITLE_MAX && !/[\n&<>]/.test(title);
  const { title: _, ...untitled } = card;
  const blocks = blocksOf(fits ? untitled : card);
  if (blocks.length === 0 || blocks.length > VIEW_BLOCKS_MAX) return null;
  return {
    type: 'modal',
    callback_id: 'card',
    private_metadata: '',
    title: plain(fits ? title : 'Greenroom'),
    close: plain('Close'),
    blocks,
  };
}
