import { refusalCard } from '../core/answers/cards.ts';
import type { Block, Button, Card } from '../core/platform/card.ts';
import { rich } from '../core/platform/rich.ts';

/** Something of ours broke; nothing was saved. */
export function brokenCard(): Card {
  return refusalCard(
    'That did not work, because something broke here. Nothing was changed. Try again in a minute.',
  );
}

/** A form could not be opened in the time that the platform gives. */
export function slowCard(): Card {
  return refusalCard('That took too long to open. Press it again.');
}

/** A form that closed when it was sent: what was wrong, every word that was in it, and how to open it anew. */
export function formErrorsCard(
  errors: Readonly<Record<string, string>>,
  fields: Readonly<Record<string, string>>,
  buttons: readonly Button[],
): Card {
  const words = Object.values(fields).filter((text) => text.trim() !== '');
  const blocks: Block[] = Object.values(errors).map((error) => ({ kind: 'text', text: rich`${error}` }));
  if (words.length > 0) {
    blocks.push({ kind: 'text', text: rich`Nothing is lost. This is what you wrote, to copy:` });
    blocks.push(...words.map((text): Block => ({ kind: 'quote', text: rich`${text}` })));
  }
  return { tone: 'private', blocks, buttons };
}
