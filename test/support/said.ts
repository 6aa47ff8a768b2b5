import type { Button } from '../../src/core/platform/card.ts';
import { plainText } from '../../src/core/platform/plain-text.ts';
import type { Reply } from '../../src/core/platform/reply.ts';
import { shown } from './room.ts';

/** What a person reads of a reply: the card as plain text; a form's parts as JSON. */
export function said(reply: Reply): string {
  return reply.kind === 'private' || reply.kind === 'replace' ? plainText(reply.card) : shown(reply);
}

/** The action of the button with this label; throws, naming those there are, when there is none. */
export function button(reply: Reply, label: string): string {
  const buttons: readonly Button[] =
    reply.kind === 'private' || reply.kind === 'replace' ? reply.card.buttons : [];
  const found = buttons.find((one) => one.label === label);
  if (found !== undefined) return found.action;
  throw new Error(`no button "${label}" among: ${buttons.map((one) => one.label).join(', ')}`);
}
