import { refusalCard } from '../../core/answers/cards.ts';
import { never } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { Card, Form } from '../../core/platform/card.ts';
import type { Reply } from '../../core/platform/reply.ts';
import { formErrorsCard, slowCard } from '../trouble-cards.ts';
import type { SlackMessage } from './blocks.ts';
import { callSlack, type Called, type SlackCalls } from './call.ts';
import { postToResponseUrl } from './post-response.ts';
import { renderForm, type SlackModal } from './render-form.ts';
import { renderCardView } from './render-view.ts';
import { renderCard } from './render.ts';

/** Where a person acted, and by what they can be answered. Everything comes from one signed payload. */
export interface Acted {
  readonly teamId: string;
  readonly userId: string;
  /** `ephemeral`: a message only they see; `direct`: in their conversation with the bot; `sent`: a form. */
  readonly where: 'command' | 'message' | 'ephemeral' | 'direct' | 'view' | 'home' | 'sent' | 'shortcut';
  /** The press only shows something: that is a modal, which can be opened again at any time. */
  readonly looks: boolean;
  readonly triggerId: string | null;
  readonly responseUrl: string | null;
  readonly channelId: string | null;
  readonly threadTs: string | null;
  readonly viewId: string | null;
  /** The inputs of a sent form, by the names Slack knows them by. */
  readonly inputs: readonly string[];
}

/** What the first answer to a payload may carry. */
export type Ack =
  | { readonly kind: 'empty' }
  | { readonly kind: 'message'; readonly message: SlackMessage }
  | { readonly kind: 'update'; readonly view: SlackModal }
  | { readonly kind: 'errors'; readonly errors: Readonly<Record<string, string>> };

/** What answers are sent with. */
export interface Responder extends SlackCalls {
  readonly log: Log;
}

/** The acknowledgement, at most once. Slack waits three seconds for it. */
export interface Acknowledge {
  readonly done: boolean;
  send(ack: Ack): Promise<void>;
}

/** Says in time that it takes a moment, without changing what is seen; a sent form stays open. */
export async function defer(acted: Acted, ack: Acknowledge): Promise<void> {
  const waiting = renderCardView(refusalCard('One moment.'));
  await ack.send(
    acted.where === 'sent' && waiting !== null ? { kind: 'update', view: waiting } : { kind: 'empty' },
  );
}

/** Shows the person who acted what core has for them. `fields` is what a form held, so that nothing is lost. */
export async function respond(
  io: Responder,
  acted: Acted,
  ack: Acknowledge,
  reply: Reply,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  switch (reply.kind) {
    case 'none':
      break;
    case 'private':
      await show(io, acted, ack, reply.card, false);
      break;
    case 'replace':
      await show(io, acted, ack, reply.card, true);
      break;
    case 'form':
      await openForm(io, acted, ack, reply.form);
      break;
    case 'form_errors':
      await showErrors(io, acted, ack, reply.errors, fields);
      break;
    default:
      never(reply);
  }
  if (!ack.done) await ack.send({ kind: 'empty' });
}

async function show(
  io: Responder,
  acted: Acted,
  ack: Acknowledge,
  card: Card,
  inPlace: boolean,
): Promise<void> {
  const view = renderCardView(card);
  if (acted.where === 'sent' && view !== null) {
    if (!ack.done) return ack.send({ kind: 'update', view });
    return note(io, await updateView(io, acted, view));
  }
  if (acted.where === 'view' && view !== null) return showInView(io, acted, view, inPlace);
  const ownMessage = acted.where === 'ephemeral' || acted.where === 'direct';
  // The Home tab has no room for an answer of its own.
  const asModal = acted.where === 'home' || (acted.looks && !(inPlace && ownMessage));
  if (asModal && view !== null && (await opened(io, acted, view))) return;
  const [first, ...more] = renderCard(card);
  if (first === undefined) return;
  if (acted.where === 'command' && !ack.done) await ack.send({ kind: 'message', message: first });
  else await say(io, acted, first, inPlace && ownMessage);
  for (const part of more) await say(io, acted, part, false);
}

/** Something new lies on top of what was read, with a way back; a change of it takes its place. */
async function showInView(io: Responder, acted: Acted, view: SlackModal, inPlace: boolean): Promise<void> {
  if (acted.looks && !inPlace && acted.triggerId !== null) {
    const pushed = await callSlack(io, acted.teamId, 'views.push', { trigger_id: acted.triggerId, view });
    if (pushed.kind === 'ok') return;
  }
  note(io, await updateView(io, acted, view));
}

async function openForm(io: Responder, acted: Acted, ack: Acknowledge, form: Form): Promise<void> {
  const view = renderForm(form);
  if (acted.where === 'sent') {
    if (!ack.done) return ack.send({ kind: 'update', view });
    return note(io, await updateView(io, acted, view));
  }
  if (acted.triggerId !== null) {
    const method = acted.where === 'view' ? 'views.push' : 'views.open';
    const called = await callSlack(io, acted.teamId, method, { trigger_id: acted.triggerId, view });
    if (called.kind === 'ok') return;
    note(io, called);
  }
  await show(io, { ...acted, looks: false }, ack, slowCard(), false);
}

/** The errors beside their fields; where the form is gone already, with every word that was in it. */
async function showErrors(
  io: Responder,
  acted: Acted,
  ack: Acknowledge,
  errors: Readonly<Record<string, string>>,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  if (acted.where === 'sent' && !ack.done) {
    const [first = 'answer'] = acted.inputs;
    const known = Object.entries(errors).map(([name, error]) => [
      acted.inputs.includes(name) ? name : first,
      error,
    ]);
    return ack.send({ kind: 'errors', errors: Object.fromEntries(known) });
  }
  await show(io, acted, ack, formErrorsCard(errors, fields, []), false);
}

async function opened(io: Responder, acted: Acted, view: SlackModal): Promise<boolean> {
  if (acted.triggerId === null) return false;
  const called = await callSlack(io, acted.teamId, 'views.open', { trigger_id: acted.triggerId, view });
  if (called.kind !== 'ok') note(io, called);
  return called.kind === 'ok';
}

function updateView(io: Responder, acted: Acted, view: SlackModal): Promise<Called> {
  return callSlack(io, acted.teamId, 'views.update', { view_id: acted.viewId ?? '', view });
}

/** A message only they see, or the new text of one. The response URL reaches places where the bot is not. */
async function say(io: Responder, acted: Acted, message: SlackMessage, inPlace: boolean): Promise<void> {
  if (acted.responseUrl !== null) {
    const posted = await postToResponseUrl(acted.responseUrl, {
      ...message,
      response_type: 'ephemeral',
      replace_original: inPlace,
    });
    if (posted) return;
  }
  const [method, place] =
    acted.channelId === null
      ? ['chat.postMessage', { channel: acted.userId, unfurl_links: false, unfurl_media: false }]
      : ['chat.postEphemeral', { channel: acted.channelId, user: acted.userId }];
  const thread = acted.threadTs === null || acted.channelId === null ? {} : { thread_ts: acted.threadTs };
  note(io, await callSlack(io, acted.teamId, method, { ...place, ...thread, ...message }));
}

/** The person can press again, so an answer that does not get through is only noted. */
function note(io: Responder, called: Called): void {
  if (called.kind === 'ok') return;
  const reason = called.kind === 'refused' ? called.error : called.reason;
  io.log.warn({ reason }, 'an answer to a press was not shown');
}
