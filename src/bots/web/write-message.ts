import type { Context } from 'hono';
import { ANSWER_MAX } from '../../core/answers/clean-text.ts';
import { storableText } from '../../core/storable-text.ts';
import type { WebDeps } from './deps.ts';
import { deletedEvent, messageEvent } from './events.ts';
import { html } from './html.ts';
import { isMessageId, isNonce, memberMessageId, newNonce } from './message-ids.ts';
import { messageArticle } from './message-view.ts';
import {
  deleteMemberMessage,
  editMemberMessage,
  insertMemberMessage,
  readMessage,
} from './messages-store.ts';
import { unixLines } from './press.ts';
import { readSent, refuse, wantsPart, type Sent } from './respond.ts';
import { readRoom, readRoundOfThread } from './room-store.ts';
import { WEB_CHANNEL } from './room.ts';
import { showRoom } from './show-room.ts';
import { viewPart } from './view-card.ts';
import { newViewId } from './views.ts';

type Arrived = Extract<Sent, { ok: true }>;

/** `POST /t/:id/messages`: a member writes in a thread. The box's nonce makes sending twice one message. */
export async function postMessage(c: Context, deps: WebDeps, threadId: string): Promise<Response> {
  const sent = await readSent(c, deps);
  if (!sent.ok) return sent.response;
  const { person, fields } = sent;
  const place = await findPlace(deps, sent, threadId);
  if (place?.root.threadId !== null) return await threadGone(c, deps);
  const given = fields['nonce'] ?? '';
  const text = unixLines(fields['text'] ?? '');
  const stored = storable(text);
  if (!stored.ok) return await refuseWords(c, deps, sent, { threadId, text, reason: stored.reason });

  const id = memberMessageId(person.externalId, isNonce(given) ? given : newNonce());
  const event = messageEvent(deps.clock, person, { id, threadId, text });
  const reply = await deps.handle(event, (tx) =>
    insertMemberMessage(tx, {
      id,
      communityId: place.communityId,
      channelId: WEB_CHANNEL.externalId,
      threadId,
      authorExternalId: person.externalId,
      body: stored.body,
      at: deps.clock.now(),
    }),
  );
  const view =
    reply.kind === 'private'
      ? deps.views.put({
          id: newViewId(),
          person: person.externalId,
          at: `/t/${threadId}`,
          pane: 'thread',
          from: id,
          receiptOf: null,
          content: { kind: 'card', card: reply.card },
        })
      : null;
  if (!wantsPart(c)) {
    return c.redirect(
      view === null ? `/t/${threadId}#thread-${id}` : `/t/${threadId}?view=${view.id}#view`,
      303,
    );
  }
  const [message, roundId] = await Promise.all([
    readMessage(deps.db, { communityId: place.communityId, viewerId: person.id }, id),
    readRoundOfThread(deps.db, place.communityId, threadId),
  ]);
  const spot = {
    pane: 'thread',
    at: `/t/${threadId}`,
    viewer: person,
    zone: sent.visitor.zone,
    openThread: threadId,
    roundId,
  } as const;
  c.header('x-nonce', newNonce());
  return c.html(
    html`${message !== null && messageArticle(message, spot)}${view !== null && viewPart(view, spot.zone, newNonce())}`
      .markup,
  );
}

/** `POST /t/:id/messages/:mid/edit`: its author changes the words of a message. */
export async function editMessage(
  c: Context,
  deps: WebDeps,
  threadId: string,
  messageId: string,
): Promise<Response> {
  const sent = await readSent(c, deps);
  if (!sent.ok) return sent.response;
  const { person, fields } = sent;
  const own = await findOwn(c, deps, sent, threadId, messageId, 'edit');
  if (!own.ok) return own.response;
  const text = unixLines(fields['text'] ?? '');
  const stored = storable(text);
  if (!stored.ok)
    return await refuseWords(c, deps, sent, { threadId, messageId, text, reason: stored.reason });
  if (stored.body !== own.body) {
    const given = fields['nonce'] ?? '';
    const stamp = isNonce(given) ? given : newNonce();
    const edit = { stamp, sentAt: own.sentAt };
    await deps.handle(messageEvent(deps.clock, person, { id: messageId, threadId, text }, edit), (tx) =>
      editMemberMessage(tx, messageId, stored.body, deps.clock.now()),
    );
  }
  return c.redirect(`/t/${threadId}#thread-${messageId}`, 303);
}

/** `POST /t/:id/messages/:mid/delete`: its author removes a message, and what it was part of with it. */
export async function deleteMessage(
  c: Context,
  deps: WebDeps,
  threadId: string,
  messageId: string,
): Promise<Response> {
  const sent = await readSent(c, deps);
  if (!sent.ok) return sent.response;
  const own = await findOwn(c, deps, sent, threadId, messageId, 'delete');
  if (!own.ok) return own.response;
  await deps.handle(deletedEvent(deps.clock, sent.person, messageId), (tx) =>
    deleteMemberMessage(tx, messageId),
  );
  return c.redirect(`/t/${threadId}`, 303);
}

/** Whether words can be kept in the room: there are some, and no more than an answer may have. */
function storable(text: string): { ok: true; body: string } | { ok: false; reason: string } {
  const body = storableText(text).trim();
  if (body === '') return { ok: false, reason: 'There is nothing to send yet. Write something first.' };
  if (body.length <= ANSWER_MAX) return { ok: true, body };
  const over = body.length - ANSWER_MAX;
  return {
    ok: false,
    reason: `That is ${body.length} characters; a message can have ${ANSWER_MAX}. Shorten it by ${over}, then send it again.`,
  };
}

async function findPlace(deps: WebDeps, sent: Arrived, messageId: string) {
  const room = isMessageId(messageId) ? await readRoom(deps.db) : null;
  if (room === null) return null;
  const sight = { communityId: room.communityId, viewerId: sent.person.id };
  const root = await readMessage(deps.db, sight, messageId);
  return root === null ? null : { communityId: room.communityId, root };
}

async function findOwn(
  c: Context,
  deps: WebDeps,
  sent: Arrived,
  threadId: string,
  messageId: string,
  what: 'edit' | 'delete',
): Promise<{ ok: true; body: string; sentAt: Temporal.Instant } | { ok: false; response: Response }> {
  const place = await findPlace(deps, sent, messageId);
  if (place === null || place.root.threadId !== threadId) {
    const sentence = 'This message is not there any more. It may have been deleted in another window.';
    return { ok: false, response: await refuse(c, deps, 404, 'No such message', sentence) };
  }
  if (place.root.author?.externalId !== sent.person.externalId) {
    const sentence = `Only the person who wrote a message can ${what} it. You are ${sent.person.name} here.`;
    return { ok: false, response: await refuse(c, deps, 403, 'Not your message', sentence) };
  }
  return { ok: true, body: place.root.body ?? '', sentAt: place.root.createdAt };
}

async function threadGone(c: Context, deps: WebDeps): Promise<Response> {
  const sentence = 'This thread is not there any more, so nothing was sent. Go back to copy your words.';
  return await refuse(c, deps, 404, 'No such thread', sentence);
}

/** The page again with the words still in it and the reason beside them. */
async function refuseWords(
  c: Context,
  deps: WebDeps,
  sent: Arrived,
  words: {
    readonly threadId: string;
    readonly messageId?: string;
    readonly text: string;
    readonly reason: string;
  },
): Promise<Response> {
  if (wantsPart(c)) return c.text(words.reason, 422);
  return await showRoom(c, deps, sent.visitor, { threadId: words.threadId, refused: words });
}
