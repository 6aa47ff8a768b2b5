import type { Context } from 'hono';
import type { WebDeps } from './deps.ts';
import { html, type Html } from './html.ts';
import { newNonce } from './message-ids.ts';
import { page } from './shell.ts';
import { viewPart } from './view-card.ts';
import type { View } from './views.ts';
import type { Visitor } from './visitor.ts';

/** A page of a member's own: a title, its parts, and the place where what its buttons bring appears. */
export interface OwnPage {
  readonly title: string;
  readonly at: '/me' | '/history';
  readonly visitor: Visitor;
  /** Follows what changes, by itself, unless somebody is on it or a result is open in it. */
  readonly main: Html;
  /** Where the page stood when it was read (live.ts). */
  readonly stamp: string;
  /** The open result that belongs to nothing in `main`, at the end. */
  readonly loose: View | null;
}

/** Answers with such a page. Nobody but its member is ever sent it. */
export function sendOwnPage(c: Context, deps: WebDeps, own: OwnPage): Response {
  const { visitor, at, title, loose, stamp } = own;
  const shell = {
    title,
    visitor,
    at,
    assets: deps.assets,
    stamp,
    skip: { to: '#main', words: `Skip to ${title.toLowerCase()}` },
  };
  return c.html(
    page(
      shell,
      html`<main id="main" class="sheet-page own-page" tabindex="-1">
        <div class="own-main" data-fresh="own">${own.main}</div>
        <div class="own-results">
          <div data-list="own"></div>
          ${loose !== null && viewPart(loose, visitor.zone, newNonce())}
        </div>
      </main>`,
    ),
  );
}

/** The result of a button of this page, when the browser runs no script and comes back for it. */
export function openView(c: Context, deps: WebDeps, visitor: Visitor, at: string): View | null {
  const id = c.req.query('view');
  if (id === undefined || visitor.acting === null) return null;
  const view = deps.views.find(id, visitor.acting.externalId);
  return view?.at === at ? view : null;
}
