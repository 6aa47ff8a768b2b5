import { randomUUID } from 'node:crypto';
import { decodeAction } from '../../src/core/platform/action.ts';
import type { Card, Form } from '../../src/core/platform/card.ts';
import type { Reply } from '../../src/core/platform/reply.ts';
import type { Room } from './room.ts';

/** The card of a reply; throws when it has none. */
export function cardIn(reply: Reply): Card {
  if (reply.kind === 'private' || reply.kind === 'replace') return reply.card;
  throw new Error(`no card in a reply of kind ${reply.kind}`);
}

/** The form of a reply; throws when it opened none. */
export function formIn(reply: Reply): Form {
  if (reply.kind === 'form') return reply.form;
  throw new Error(`no form in a reply of kind ${reply.kind}: ${readable(reply)}`);
}

/** What a person reads on a reply's card or form, without the marks between runs of text. */
export function readable(reply: Reply): string {
  if (reply.kind === 'form') return JSON.stringify(reply.form);
  if (reply.kind === 'form_errors') return Object.values(reply.errors).join('\n');
  if (reply.kind === 'none') return '';
  return readableCard(reply.card);
}

/** What a person reads on a card; a moment reads as its UTC text. */
export function readableCard(card: Card): string {
  const text = (rich: readonly { readonly t: string; readonly text?: string; readonly at?: string }[]) =>
    rich.map((one) => one.text ?? one.at ?? '').join('');
  const lines = card.blocks.flatMap((block) => {
    if (block.kind === 'text' || block.kind === 'quote') return [text(block.text)];
    return block.kind === 'list' ? block.items.map(text) : [JSON.stringify(block)];
  });
  return [...(card.title === undefined ? [] : [text(card.title)]), ...lines].join('\n');
}

/** The labels of a card's buttons. */
export function labelsOf(reply: Reply): string[] {
  return cardIn(reply).buttons.map((button) => button.label);
}

/** Presses the button with this label on a card. */
export async function pressOn(room: Room, person: string, on: Reply | Card, label: string): Promise<Reply> {
  const card = 'tone' in on ? on : cardIn(on);
  const button = card.buttons.find((one) => one.label === label);
  if (button === undefined)
    throw new Error(`no button "${label}" among ${card.buttons.map((one) => one.label).join(', ')}`);
  return room.press(person, button.action);
}

/** Sends the form of a reply, with its fields as shown but for these. */
export async function sendForm(
  room: Room,
  person: string,
  reply: Reply,
  fields: Readonly<Record<string, string>>,
): Promise<Reply> {
  const form = formIn(reply);
  const shown = Object.fromEntries(form.fields.map((field) => [field.name, field.value]));
  if (decodeAction(form.submit) === null) throw new Error(`the form's action cannot be read: ${form.submit}`);
  return room.press(person, form.submit, { ...shown, ...fields });
}

/** A command of an organizer in another channel than the room's own. */
export function commandIn(room: Room, person: string, channelId: string, text: string): Promise<Reply> {
  return room.send({
    platform: 'web',
    key: randomUUID(),
    at: room.clock.now().toString(),
    community: { externalId: 'local', name: 'Practice room' },
    kind: 'command',
    by: { externalId: person, displayName: person },
    channelId,
    command: 'greenroom',
    text,
  });
}
