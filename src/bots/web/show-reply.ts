import type { Context } from 'hono';
import { never } from '../../core/errors.ts';
import type { Form } from '../../core/platform/card.ts';
import type { Reply } from '../../core/platform/reply.ts';
import type { WebDeps } from './deps.ts';
import { formPage } from './form-page.ts';
import { newNonce } from './message-ids.ts';
import { messageArticle } from './message-view.ts';
import { readMessage, replacePrivateCard } from './messages-store.ts';
import { wantsPart } from './respond.ts';
import { findReceipted } from './find-receipted.ts';
import { readRoom } from './room-store.ts';
import { viewPart } from './view-card.ts';
import { newViewId, type Pane, type View } from './views.ts';
import type { Visitor } from './visitor.ts';
import type { Person } from './people-store.ts';

/** What was pressed or sent, and where its result belongs. */
export interface Pressed {
  readonly visitor: Visitor;
  readonly person: Person;
  readonly at: string;
  readonly pane: Pane;
  /** The message whose button it was. */
  readonly from: string | null;
  /** The private result or form whose button it was. */
  readonly viewId: string | null;
  /** Of a form: its nonce, so that sending it twice shows the same result. */
  readonly nonce: string | null;
  readonly action: string;
  /** What was typed, by field name. */
  readonly typed: Readonly<Record<string, string>>;
}

/** Shows core's reply to the person who acted: to the script as a piece of the page, otherwise by a page. */
export async function showReply(
  c: Context,
  deps: WebDeps,
  pressed: Pressed,
  reply: Reply,
): Promise<Response> {
  const resultId = pressed.nonce === null ? newViewId() : `n-${pressed.nonce}`;
  switch (reply.kind) {
    case 'none': {
      // A form sent twice: the second copy shows what the first one was told.
      const earlier = deps.views.find(resultId, pressed.person.externalId);
      return earlier === null ? nothing(c, pressed.at) : showView(c, pressed, earlier);
    }
    case 'private': {
      const receiptOf = await findReceipted(deps.db, pressed.action, pressed.person.id);
      return showView(c, pressed, putCard(deps, pressed, resultId, reply.card, receiptOf));
    }
    case 'replace':
      return await replace(c, deps, pressed, resultId, reply.card);
    case 'form': {
      const content = { kind: 'form', form: reply.form, typed: {}, errors: {} } as const;
      return showView(c, pressed, deps.views.put({ ...placeOf(pressed), id: newViewId(), content }));
    }
    case 'form_errors': {
      const open =
        pressed.viewId === null ? null : deps.views.find(pressed.viewId, pressed.person.externalId);
      const form = open?.content.kind === 'form' ? open.content.form : formOfTyped(pressed);
      const content = { kind: 'form', form, typed: pressed.typed, errors: reply.errors } as const;
      return showWrongForm(c, deps, pressed, {
        ...placeOf(pressed),
        id: pressed.viewId ?? newViewId(),
        content,
      });
    }
    default:
      return never(reply);
  }
}

function placeOf(pressed: Pressed): Omit<View, 'id' | 'content'> {
  const { person, at, pane, from } = pressed;
  return { person: person.externalId, at, pane, from, receiptOf: null };
}

function putCard(
  deps: WebDeps,
  pressed: Pressed,
  id: string,
  card: Extract<Reply, { kind: 'private' }>['card'],
  receiptOf: string | null = null,
): View {
  return deps.views.put({ ...placeOf(pressed), id, receiptOf, content: { kind: 'card', card } });
}

function nothing(c: Context, at: string): Response {
  return wantsPart(c) ? c.body(null, 204) : c.redirect(at, 303);
}

function showView(c: Context, pressed: Pressed, view: View): Response {
  if (wantsPart(c)) return c.html(viewPart(view, pressed.visitor.zone, newNonce()).markup);
  if (view.content.kind === 'form') return c.redirect(`/form/${view.id}`, 303);
  return c.redirect(`${view.at}?view=${view.id}#view`, 303);
}

function showWrongForm(c: Context, deps: WebDeps, pressed: Pressed, view: View): Response {
  if (wantsPart(c)) return c.html(viewPart(view, pressed.visitor.zone, newNonce()).markup, 422);
  return c.html(formPage(deps, pressed.visitor, view), 422);
}

/** The new card takes the old one's place: of an open result, or of a private message in the room. */
async function replace(
  c: Context,
  deps: WebDeps,
  pressed: Pressed,
  resultId: string,
  card: Extract<Reply, { kind: 'replace' }>['card'],
): Promise<Response> {
  if (pressed.viewId !== null) return showView(c, pressed, putCard(deps, pressed, pressed.viewId, card));
  const room = await readRoom(deps.db);
  if (room !== null && pressed.from !== null) {
    const sight = { communityId: room.communityId, viewerId: pressed.person.id };
    if (await replacePrivateCard(deps.db, sight, pressed.from, card, deps.clock.now())) {
      if (!wantsPart(c)) return c.redirect(`${pressed.at}#${pressed.pane}-${pressed.from}`, 303);
      const message = await readMessage(deps.db, sight, pressed.from);
      if (message === null) return c.body(null, 204);
      const spot = {
        pane: pressed.pane,
        at: pressed.at,
        viewer: pressed.person,
        zone: pressed.visitor.zone,
        openThread: null,
        roundId: null,
      };
      return c.html(messageArticle(message, spot).markup);
    }
  }
  return showView(c, pressed, putCard(deps, pressed, resultId, card));
}

/** A form that was opened before the server started anew: its words are all here, so none are lost. */
function formOfTyped(pressed: Pressed): Form {
  return {
    submit: pressed.action,
    title: 'Not sent yet',
    intro: [],
    fields: Object.entries(pressed.typed).map(([name, value]) => ({
      name,
      label: name.slice(0, 1).toUpperCase() + name.slice(1),
      help: null,
      value,
      multiline: true,
      required: false,
      maxLength: 8_000,
    })),
    submitLabel: 'Send',
  };
}
