import type { WebDeps } from './deps.ts';
import { html } from './html.ts';
import { newNonce } from './message-ids.ts';
import { page } from './shell.ts';
import { viewPart } from './view-card.ts';
import type { View } from './views.ts';
import type { Visitor } from './visitor.ts';

/** A form as a page of its own, for browsers that run no script. */
export function formPage(deps: WebDeps, visitor: Visitor, view: View): string {
  const title = view.content.kind === 'form' ? view.content.form.title : 'Result';
  return page(
    {
      title,
      visitor,
      at: view.at,
      assets: deps.assets,
      stamp: null,
      skip: { to: '#main', words: 'Skip to the form' },
    },
    html`<main id="main" class="sheet-page">${viewPart(view, visitor.zone, newNonce())}</main>`,
  );
}
