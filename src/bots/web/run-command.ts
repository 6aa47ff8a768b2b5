import type { Context } from 'hono';
import type { Card } from '../../core/platform/card.ts';
import { rich } from '../../core/platform/rich.ts';
import type { WebDeps } from './deps.ts';
import { commandEvent } from './events.ts';
import { readSent, safeReturn } from './respond.ts';
import { showReply } from './show-reply.ts';

/** `POST /command`: a command was typed, such as "/practice me". */
export async function runCommand(c: Context, deps: WebDeps): Promise<Response> {
  const sent = await readSent(c, deps);
  if (!sent.ok) return sent.response;
  const { fields, person, visitor } = sent;
  const command = splitCommand(fields['text'] ?? '');
  const reply =
    command === null
      ? ({ kind: 'private', card: emptyCommand() } as const)
      : await deps.handle(commandEvent(deps.clock, person, command));
  const at = safeReturn(fields['at']);
  const pressed = { visitor, person, at, pane: 'feed', from: null, viewId: null, nonce: null } as const;
  return await showReply(c, deps, { ...pressed, action: '', typed: {} }, reply);
}

/**
 * Splits "/practice now metrics" into its command and the rest. Words without one of the two commands in
 * front (/practise is one of them) are taken as /practice, which every member has; null when there are none.
 */
export function splitCommand(
  text: string,
): { readonly command: 'practice' | 'greenroom'; readonly text: string } | null {
  const words = text.trim().replace(/^\/+/, '').trim();
  if (words === '') return null;
  const [first = '', ...rest] = words.split(/\s+/);
  const name = first.toLowerCase();
  if (name === 'greenroom') return { command: name, text: rest.join(' ') };
  if (name === 'practice' || name === 'practise') return { command: 'practice', text: rest.join(' ') };
  return { command: 'practice', text: words };
}

function emptyCommand(): Card {
  return {
    tone: 'private',
    blocks: [{ kind: 'text', text: rich`Write a command, for example /practice me.` }],
    buttons: [],
  };
}
