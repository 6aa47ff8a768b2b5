import type { Context } from 'hono';
import { encodeAction } from '../../core/platform/action.ts';
import type { WebDeps } from './deps.ts';
import { actionEvent } from './events.ts';
import { html } from './html.ts';
import { openView, sendOwnPage } from './own-shell.ts';
import { renderCard } from './render.ts';
import { refuse } from './respond.ts';
import type { Visitor } from './visitor.ts';

/** `GET /me`: the member's own card as a page with an address. Core only reads for it. */
export async function showMePage(c: Context, deps: WebDeps, visitor: Visitor): Promise<Response> {
  const { acting } = visitor;
  if (acting === null) return await refuseStranger(c, deps);
  const stamp = deps.live.stamp();
  const event = actionEvent(deps.clock, acting, {
    key: 'me',
    action: encodeAction({ verb: 'me' }),
    fields: {},
  });
  const reply = event === null ? null : await deps.handle(event);
  if (reply?.kind !== 'private') throw new Error('core has no card of a member’s own');
  const press = { as: acting.externalId, at: '/me', pane: 'own', from: '' };
  return sendOwnPage(c, deps, {
    title: 'My practice',
    at: '/me',
    visitor,
    stamp,
    loose: openView(c, deps, visitor, '/me'),
    main: html`<h2>My practice</h2>
      ${renderCard(reply.card, { zone: visitor.zone, press, heading: 3, isPrivate: true })}`,
  });
}

/** For programs that only look: there is nothing of their own to show. */
export async function refuseStranger(c: Context, deps: WebDeps): Promise<Response> {
  const sentence = 'This page shows a member’s own practice. Open the channel in a browser first.';
  return await refuse(c, deps, 403, 'Nobody’s page', sentence);
}
