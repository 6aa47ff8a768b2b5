import { createHash } from 'node:crypto';
import { encodeAction } from '../../core/platform/action.ts';
import { html, textarea, type Html } from './html.ts';
import type { StoredMessage } from './messages-store.ts';
import type { Person } from './people-store.ts';
import { hiddenFields, privateLabel, renderCard, renderInstant } from './render.ts';
import type { Pane } from './views.ts';

/** Where a message is shown, and to whom. */
export interface Spot {
  readonly pane: Pane;
  /** The page's address, to come back to after a press. */
  readonly at: string;
  readonly viewer: Person | null;
  readonly zone: string | null;
  /** The open thread, and the round it belongs to. */
  readonly openThread: string | null;
  readonly roundId: string | null;
}

/** What the reader is doing with one of their own messages instead of reading it. */
export interface Handling {
  readonly messageId: string;
  readonly doing: 'edit' | 'delete';
  /** What was typed and refused, with the reason; null when nothing was yet. */
  readonly refused: { readonly text: string; readonly reason: string } | null;
  readonly nonce: string;
}

/** One message as an article. `data-v` changes exactly when what it shows does. */
export function messageArticle(message: StoredMessage, spot: Spot, handling: Handling | null = null): Html {
  const handled = handling?.messageId === message.id ? handling : null;
  const inside = message.author === null ? botMessage(message, spot) : memberMessage(message, spot, handled);
  const isMine = message.author !== null && message.author.externalId === spot.viewer?.externalId;
  const isOpen = spot.pane === 'feed' && spot.openThread === message.id;
  const version = createHash('sha256').update(inside.markup).digest('base64url').slice(0, 8);
  return html`<article
    id="${spot.pane}-${message.id}"
    class="message${message.author === null ? ' by-bot' : ' by-member'}${isMine && ' is-mine'}${isOpen && ' is-open'}"
    data-id="${message.id}"
    data-seq="${message.seq}"
    data-v="${version}"
  >
    ${inside}
  </article> `;
}

function botMessage(message: StoredMessage, spot: Spot): Html {
  if (message.card === null) {
    return html`<p class="text">This message cannot be shown by this version of Greenroom.</p>`;
  }
  const press =
    spot.viewer === null
      ? { at: spot.at, pane: spot.pane, from: message.id }
      : { as: spot.viewer.externalId, at: spot.at, pane: spot.pane, from: message.id };
  return html`
    ${isRoomItself(message) && privateLabel(ROOM_WORDS)}
    ${renderCard(message.card, { zone: spot.zone, press, heading: 3, isPrivate: message.isPrivate })}
    ${message.file !== null && fileLine(message.file)}
    ${spot.pane === 'feed' ? feedFoot(message, spot) : timeFoot(message, spot)}
  `;
}

/** A link that brings the file; the server looks again who asks. */
function fileLine(file: NonNullable<StoredMessage['file']>): Html {
  const size = `${Math.max(1, Math.round(file.bytes / 1024))} kB`;
  return html`<p class="file">
    <a href="/files/${file.id}" download="${file.name}">${file.name}</a> (${size})
  </p>`;
}

/** Who reads a room, said in words wherever the room itself stands. */
export const ROOM_WORDS = 'Only the people in this room can see it';

/** The message that a private room hangs under, and not one inside it. */
function isRoomItself(message: StoredMessage): boolean {
  return message.isRoom && message.threadId === null && !message.isPrivate;
}

function timeFoot(message: StoredMessage, spot: Spot): Html | null {
  // A plain line is kept up to date in place, so when it was first written says nothing.
  if (message.card?.tone === 'plain') return null;
  return html`<p class="foot">${renderInstant(message.createdAt, 'datetime', spot.zone)}</p>`;
}

function feedFoot(message: StoredMessage, spot: Spot): Html | null {
  if (isRoomItself(message)) return roomFoot(message, spot);
  const hasThread = message.card?.tone === 'question' || message.replies + message.privateReplies > 0;
  if (!hasThread) return timeFoot(message, spot);
  const replies = message.replies === 1 ? '1 reply' : `${message.replies} replies`;
  return html`<p class="foot">
    <a class="thread-link" href="/t/${message.id}">${message.replies === 0 ? 'Open the thread' : replies}</a>
    ${
      message.privateReplies > 0 &&
      html`<span class="for-you"
        >${message.privateReplies === 1 ? '1 private message' : `${message.privateReplies} private messages`}
        for you</span
      >`
    }
    <span class="posted">Posted ${renderInstant(message.createdAt, 'datetime', spot.zone)}</span>
  </p>`;
}

function roomFoot(message: StoredMessage, spot: Spot): Html {
  return html`<p class="foot">
    <a class="thread-link" href="/t/${message.id}">Open the room</a>
    <span class="posted">Opened ${renderInstant(message.createdAt, 'datetime', spot.zone)}</span>
  </p>`;
}

function memberMessage(message: StoredMessage, spot: Spot, handling: Handling | null): Html {
  const { author } = message;
  const name = author?.name ?? '';
  const isMine = author !== null && author.externalId === spot.viewer?.externalId;
  return html`
    <span class="initial" aria-hidden="true">${initialOf(name)}</span>
    <div class="said">
      <p class="by">
        <strong>${name}</strong>${isMine && html` <span class="you">(you)</span>`}
        ${renderInstant(message.createdAt, 'datetime', spot.zone)}
        ${message.editedAt !== null && html`<span>edited</span>`}
      </p>
      ${message.isPrivate && privateLabel()}
      ${handling?.doing === 'edit' ? editForm(message, spot, handling) : html`<p class="words">${message.body}</p>`}
      ${handling?.doing === 'delete' && deleteForm(message, spot)}
      ${message.mark !== null && markLine(message.mark)}
      ${isMine && handling === null && ownTools(message, spot)}
    </div>
  `;
}

const letters = new Intl.Segmenter('en');

function initialOf(name: string): string {
  for (const { segment } of letters.segment(name)) return segment.toUpperCase();
  return '';
}

function markLine(mark: 'seen' | 'ready'): Html {
  return html`<p class="mark mark-${mark}">
    <svg aria-hidden="true" viewBox="0 0 16 16" width="14" height="14">
      <path d="M3 8.5l3.2 3.2L13 5" fill="none" stroke="currentColor" stroke-width="1.8" />
    </svg>
    ${mark === 'seen' ? 'Taken as an answer' : 'Feedback is ready'}
  </p>`;
}

function ownTools(message: StoredMessage, spot: Spot): Html {
  const thread = message.threadId ?? message.id;
  const press = { as: spot.viewer?.externalId ?? '', at: spot.at, pane: spot.pane, from: message.id };
  const { roundId } = spot;
  return html`<div class="tools">
    ${roundId !== null && message.mark === null && toolButton(press, encodeAction({ verb: 'use', roundId, messageId: message.id }), 'Use as my answer')}
    ${roundId !== null && message.mark === 'ready' && toolButton(press, encodeAction({ verb: 'feedback', roundId }), 'My feedback')}
    <a href="/t/${thread}?edit=${message.id}#thread-${message.id}">Edit</a>
    <a href="/t/${thread}?delete=${message.id}#thread-${message.id}">Delete</a>
  </div>`;
}

function toolButton(press: Readonly<Record<string, string>>, action: string, label: string): Html {
  return html`<form method="post" action="/act" data-send>
    ${hiddenFields(press)}<button class="tool" name="action" value="${action}">${label}</button>
  </form>`;
}

function editForm(message: StoredMessage, spot: Spot, handling: Handling): Html {
  const thread = message.threadId ?? message.id;
  const { refused } = handling;
  return html`<form class="edit" method="post" action="/t/${thread}/messages/${message.id}/edit">
    ${hiddenFields({ as: spot.viewer?.externalId ?? '', nonce: handling.nonce })}
    <label class="unseen" for="edit-text">Your message</label>
    ${refused !== null && html`<p class="field-error" id="edit-error">${refused.reason}</p>`}
    ${textarea(
      html`id="edit-text" name="text" rows="4" autofocus
      aria-describedby="${refused !== null && 'edit-error'}"`,
      refused?.text ?? message.body ?? '',
    )}
    <p class="row">
      <button class="primary">Save</button> <a class="button secondary" href="/t/${thread}">Cancel</a>
    </p>
  </form>`;
}

function deleteForm(message: StoredMessage, spot: Spot): Html {
  const thread = message.threadId ?? message.id;
  return html`<form class="confirm" method="post" action="/t/${thread}/messages/${message.id}/delete">
    ${hiddenFields({ as: spot.viewer?.externalId ?? '' })}
    <p>
      Delete this message? ${message.mark !== null && 'The answer it is part of changes with it.'} This cannot
      be undone.
    </p>
    <p class="row">
      <button class="danger" autofocus>Delete</button>
      <a class="button secondary" href="/t/${thread}">Keep</a>
    </p>
  </form>`;
}
