import { encodeAction } from '../../platform/action.ts';
import type { Button, Card } from '../../platform/card.ts';
import { rich } from '../../platform/rich.ts';

/** The command that all presses of a solo mock run. */
export const SOLO_COMMAND = 'practice.mock.solo';

/** A sentence and what can be pressed. */
export function simple(words: string, buttons: readonly Button[]): Card {
  return { tone: 'private', blocks: [{ kind: 'text', text: rich`${words}` }], buttons };
}

/** A card with a sentence before it. */
export function withWords(words: string, card: Card): Card {
  return { ...card, blocks: [{ kind: 'text', text: rich`${words}` }, ...card.blocks] };
}

/** A button of the solo command; `arg` is what it does, to which mock. */
export function button(arg: string, label: string): Button {
  return { action: encodeAction({ verb: 'run', command: SOLO_COMMAND, arg }), label, style: 'secondary' };
}

/** Opens the form of a step. */
export function writeButton(soloId: string, step: string, label: string): Button {
  return { ...button(`write.${soloId}.${step}`, label), style: 'primary' };
}

/** Ends the mock before its end. */
export function stopButton(soloId: string): Button {
  return button(`stop.${soloId}`, 'Stop');
}
