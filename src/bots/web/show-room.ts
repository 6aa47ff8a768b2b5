import type { Context } from 'hono';
import type { WebDeps } from './deps.ts';
import { formPage } from './form-page.ts';
import { html } from './html.ts';
import { loadRoom } from './load-room.ts';
import { isMessageId, newNonce } from './message-ids.ts';
import { messageArticle, type Handling, type Spot } from './message-view.ts';
import { readMessages } from './messages-store.ts';
import { refuse } from './respond.ts';
import { roomPage } from './room-page.ts';
import { readRoom, readRoundOfThread } from './room-store.ts';
import type { Pane, View } from './views.ts';
import { readVisitor, type Visitor } from './visitor.ts';

/** What to show beside the room itself. */
interface Showing {
  readonly threadId: string | null;
  /** Words that were sent and refused: into the writing box, or into the message being edited. */
  readonly refused?: { readonly messageId?: string; readonly text: string; readonly reason: string };
}

/** `GET /` and `GET /t/:id`: the channel, with a thread when one is opened. */
export async function showRoom(
  c: Context,
  deps: WebDeps,
  visitor: Visitor,
  showing: Showing,
): Promise<Response> {
  const feedBefore = seqOf(c.req.query('before'));
  const threadBefore = seqOf(c.req.query('earlier'));
  const data = await loadRoom(deps, visitor, { threadId: showing.threadId, feedBefore, threadBefore });
  if (data === null) {
    const sentence = 'This thread is not here. It may have been deleted, or the address is not complete.';
    return await refuse(c, deps, 404, 'No such thread', sentence);
  }
  const { refused } = showing;
  const body = roomPage({
    visitor,
    data,
    older: { feed: feedBefore !== null, thread: threadBefore !== null },
    view: findView(c, deps, visitor),
    handling: handlingOf(c, refused),
    refused: refused !== undefined && refused.messageId === undefined ? refused : null,
    nonce: newNonce(),
    assets: deps.assets,
  });
  return c.html(body, refused === undefined ? 200 : 422);
}

/** `GET /form/:id`: a form that a press has opened, as a page. */
export async function showFormPage(c: Context, deps: WebDeps, viewId: string): Promise<Response> {
  const visitor = await readVisitor(c, deps, null);
  const view = visitor.people
    .map((person) => deps.views.find(viewId, person.externalId))
    .find((found) => found !== null);
  if (view === undefined) {
    const sentence = 'This form is not open any more. Go back to the channel and press its button again.';
    return await refuse(c, deps, 404, 'The form was closed', sentence);
  }
  return c.html(formPage(deps, visitor, view));
}

/** `GET /part`: the given messages as they stand now, for the script. Those that are gone are left out. */
export async function showPart(c: Context, deps: WebDeps): Promise<Response> {
  const visitor = await readVisitor(c, deps, c.req.query('as') ?? null);
  const room = await readRoom(deps.db);
  const ids = (c.req.queries('id') ?? []).filter(isMessageId).slice(0, 100);
  if (room === null) return c.html('');
  const open = c.req.query('open') ?? '';
  const openThread = isMessageId(open) ? open : null;
  const pane: Pane = c.req.query('pane') === 'thread' ? 'thread' : 'feed';
  const spot: Spot = {
    pane,
    at: openThread === null ? '/' : `/t/${openThread}`,
    viewer: visitor.acting,
    zone: visitor.zone,
    openThread,
    roundId:
      pane === 'thread' && openThread !== null
        ? await readRoundOfThread(deps.db, room.communityId, openThread)
        : null,
  };
  const sight = { communityId: room.communityId, viewerId: visitor.acting?.id ?? null };
  const messages = await readMessages(deps.db, sight, ids);
  return c.html(html`${messages.map((message) => messageArticle(message, spot))}`.markup);
}

function findView(c: Context, deps: WebDeps, visitor: Visitor): View | null {
  const id = c.req.query('view');
  if (id === undefined || visitor.acting === null) return null;
  return deps.views.find(id, visitor.acting.externalId);
}

function handlingOf(c: Context, refused: Showing['refused']): Handling | null {
  const edit = refused?.messageId ?? c.req.query('edit');
  if (edit !== undefined)
    return { messageId: edit, doing: 'edit', refused: refused ?? null, nonce: newNonce() };
  const remove = c.req.query('delete');
  return remove === undefined
    ? null
    : { messageId: remove, doing: 'delete', refused: null, nonce: newNonce() };
}

/** A place in the order of messages, as our own links write it; 18 digits fit a bigint. */
function seqOf(text: string | undefined): string | null {
  return text !== undefined && /^\d{1,18}$/.test(text) ? text : null;
}
