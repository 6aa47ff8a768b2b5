import { encodeAction } from '../../core/platform/action.ts';
import { plainRich } from '../../core/platform/plain-text.ts';
import type { Assets } from './assets.ts';
import { commandBox } from './command-box.ts';
import { html, textarea, type Html } from './html.ts';
import type { RoomData, ThreadData } from './load-room.ts';
import { messageArticle, ROOM_WORDS, type Handling, type Spot } from './message-view.ts';
import type { MessagePage } from './messages-store.ts';
import { hiddenFields, renderInstant, renderRich } from './render.ts';
import { page } from './shell.ts';
import { viewPart } from './view-card.ts';
import type { Pane, View } from './views.ts';
import type { Visitor } from './visitor.ts';

/** Everything a page of the room is made from. */
export interface RoomPage {
  readonly visitor: Visitor;
  readonly data: RoomData;
  /** Whether older messages than the newest are shown, in the channel and in the thread. */
  readonly older: { readonly feed: boolean; readonly thread: boolean };
  readonly view: View | null;
  readonly handling: Handling | null;
  /** The writing box: what was typed and refused, with the reason. */
  readonly refused: { readonly text: string; readonly reason: string } | null;
  readonly nonce: string;
  readonly assets: Assets;
}

/** The channel, and beside it (over it on narrow screens) the open thread. */
export function roomPage(room: RoomPage): string {
  const { thread } = room.data;
  const at = thread === null ? '/' : `/t/${thread.root.id}`;
  const name = thread?.root.card?.title === undefined ? 'Practice' : plainRich(thread.root.card.title);
  return page(
    {
      title: name,
      visitor: room.visitor,
      at,
      assets: room.assets,
      stamp: room.data.stamp,
      skip:
        thread === null
          ? { to: '#feed', words: 'Skip to the questions' }
          : { to: '#thread', words: 'Skip to the thread' },
    },
    html`<main class="room${thread !== null && ' has-thread'}">
      ${feedPane(room, at)} ${thread !== null && threadPane(room, thread, at)}
    </main>`,
  );
}

function feedPane(room: RoomPage, at: string): Html {
  const { data, visitor } = room;
  const spot = spotIn('feed', room, at);
  return html`<section class="pane feed-pane" aria-labelledby="feed-title">
    <h2 class="unseen" id="feed-title">Questions</h2>
    <div class="scroll" id="feed" tabindex="0" role="group" aria-labelledby="feed-title" data-scroll="feed">
      <div class="column">
        ${data.feed.hasEarlier && html`<p class="more"><a href="${at}?before=${data.feed.messages[0]?.seq ?? ''}">Earlier questions</a></p>`}
        <div data-list="feed" data-at="${at}" ${room.older.feed && html` data-older`}>
          ${messageList(data.feed, spot, room)}
        </div>
        ${
          room.older.feed
            ? html`<p class="more"><a href="${at}">Newest questions</a></p>`
            : html`<div class="feed-end" data-fresh="feed-end">${feedEnd(room, spot)}</div>`
        }
        ${looseView(room, 'feed')}
      </div>
    </div>
    ${visitor.acting !== null && commandBox(visitor.acting, at)}
  </section>`;
}

function feedEnd(room: RoomPage, spot: Spot): Html {
  const next = room.data.nextQuestionAt;
  if (room.data.feed.messages.length === 0) {
    return html`<div class="empty">
      <p class="empty-title">The first question is on its way</p>
      <p class="text">It appears here by itself in a few seconds.</p>
      <noscript><p class="text">Your browser runs no scripts here: reload the page to see it.</p></noscript>
    </div>`;
  }
  const when =
    next === null
      ? html`No further question is planned.`
      : html`The next question comes ${renderInstant(next, 'datetime', spot.zone)}.`;
  return html`<form class="next" method="post" action="/act" data-send>
    ${hiddenFields({ as: spot.viewer?.externalId ?? '', at: spot.at, pane: 'feed', from: '' })}
    <p>${when} Want one now?</p>
    <button class="secondary" name="action" value="${encodeAction({ verb: 'now' })}">Practise one now</button>
  </form>`;
}

function threadPane(room: RoomPage, thread: ThreadData, at: string): Html {
  const spot = spotIn('thread', room, at);
  return html`<section class="pane thread-pane" aria-labelledby="thread-title">
    <div class="thread-head">
      <h2 id="thread-title">${threadTitle(thread, spot.zone)}</h2>
      <a class="quiet-button back" href="/">Back <span>to the channel</span></a>
    </div>
    <div
      class="scroll"
      id="thread"
      tabindex="0"
      role="group"
      aria-labelledby="thread-title"
      data-scroll="thread"
    >
      <div class="column">
        <div
          data-list="thread"
          data-root="${thread.root.id}"
          data-at="${at}"
          ${room.older.thread && html` data-older`}
        >
          ${messageArticle(thread.root, spot)}${viewAfter(room, 'thread', thread.root.id)}
          ${thread.page.hasEarlier && html`<p class="more"><a href="${at}?earlier=${thread.page.messages[0]?.seq ?? ''}">Earlier replies</a></p>`}
          ${messageList(thread.page, spot, room)}
        </div>
        ${room.older.thread && html`<p class="more"><a href="${at}">Newest replies</a></p>`}
        <div data-fresh="thread-end">
          ${
            thread.page.messages.length === 0 &&
            html`<p class="empty-line">
              ${
                thread.root.isRoom
                  ? 'The room is being made ready. What to do first appears here in a moment.'
                  : 'No replies yet. Write the first one below, or press Answer to write privately.'
              }
            </p>`
          }
        </div>
        ${looseView(room, 'thread')}
      </div>
    </div>
    <div class="new-place"><button type="button" class="new-replies" data-new hidden></button></div>
    ${room.visitor.acting !== null && composer(room, thread, room.visitor.acting.externalId)}
  </section>`;
}

/** A private room has a title of its own; a thread is called after what it hangs under. */
function threadTitle({ root }: ThreadData, zone: string | null): Html {
  const title = root.card?.title;
  if (title === undefined) return html`${root.isRoom ? 'Private room' : 'Thread'}`;
  return root.isRoom ? html`${renderRich(title, zone)}` : html`Thread: ${renderRich(title, zone)}`;
}

function composer(room: RoomPage, thread: ThreadData, person: string): Html {
  const who = thread.root.isPrivate
    ? 'Only you can see this thread.'
    : thread.root.isRoom
      ? `${ROOM_WORDS}.`
      : 'Everyone here can read it. To answer privately, press Answer.';
  return html`<form
    class="composer"
    method="post"
    action="/t/${thread.root.id}/messages"
    data-send
    data-composer
    data-draft="thread-${thread.root.id}"
  >
    ${hiddenFields({ as: person, nonce: room.nonce })}
    <label for="text">${thread.root.isRoom ? 'Write in the room' : 'Write in the thread'}</label>
    ${room.refused !== null && html`<p class="field-error" id="text-error">${room.refused.reason}</p>`}
    ${textarea(
      html`id="text" name="text" rows="2"
      aria-describedby="text-help${room.refused !== null && ' text-error'}"`,
      room.refused?.text ?? '',
    )}
    <p class="row">
      <span class="help" id="text-help">${who}</span>
      <span class="state" data-state></span>
      <button class="primary">Send</button>
    </p>
  </form>`;
}

function messageList(messages: MessagePage, spot: Spot, room: RoomPage): Html[] {
  return messages.messages.map(
    (message) =>
      html`${messageArticle(message, spot, spot.pane === 'thread' ? room.handling : null)}${viewAfter(room, spot.pane, message.id)}`,
  );
}

/** The open result under the message whose button was pressed. */
function viewAfter(room: RoomPage, pane: Pane, messageId: string): Html | null {
  const { view } = room;
  if (view === null || view.pane !== pane || view.from !== messageId) return null;
  return viewPart(view, room.visitor.zone, room.nonce);
}

/** The open result at the end of its pane: of a command, or of a message that is not on the page. */
function looseView(room: RoomPage, pane: Pane): Html | null {
  const { view, data } = room;
  if (view === null || view.pane !== pane) return null;
  const shown =
    pane === 'feed' ? data.feed.messages : [data.thread?.root, ...(data.thread?.page.messages ?? [])];
  if (shown.some((message) => message?.id === view.from)) return null;
  return viewPart(view, room.visitor.zone, room.nonce);
}

function spotIn(pane: Pane, room: RoomPage, at: string): Spot {
  const { thread } = room.data;
  return {
    pane,
    at,
    viewer: room.visitor.acting,
    zone: room.visitor.zone,
    openThread: thread?.root.id ?? null,
    roundId: pane === 'thread' ? (thread?.roundId ?? null) : null,
  };
}
