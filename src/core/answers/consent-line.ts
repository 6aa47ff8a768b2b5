import type { Card } from '../platform/card.ts';
import { rich } from '../platform/rich.ts';
import { consentCard } from './cards.ts';

/**
 * The consent question where nobody can be asked privately without having pressed something: one line in the
 * thread. Only the person it names can choose; it says nothing about what they wrote.
 */
export function consentLineCard(answerId: string, displayName: string): Card {
  return {
    tone: 'plain',
    blocks: [
      {
        kind: 'text',
        text: rich`${displayName}, want feedback on this? Until you choose, your text is read by nobody and kept for a day at most. Only you can choose.`,
      },
    ],
    buttons: consentCard(answerId, displayName).buttons,
  };
}
