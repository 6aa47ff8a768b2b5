import type { Assets } from './assets.ts';
import { html, type Html } from './html.ts';
import { hiddenFields } from './render.ts';
import { WEB_CHANNEL } from './room.ts';
import type { Visitor } from './visitor.ts';

/** What stands around every page. */
export interface Shell {
  readonly title: string;
  readonly visitor: Visitor;
  /** The page's own address, to come back to. */
  readonly at: string;
  readonly assets: Assets;
  /** The moment the page was read (live.ts); null on pages that do not follow along. */
  readonly stamp: string | null;
  /** Where the skip link leads, and its words. */
  readonly skip: { readonly to: string; readonly words: string };
}

/** A whole page: head, skip link, header with the member switcher, main part, live region. */
export function page(shell: Shell, main: Html): string {
  const { visitor } = shell;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${shell.title} · Greenroom</title>
        <link rel="icon" href="${shell.assets.icon.path}" type="image/svg+xml" />
        <link rel="stylesheet" href="${shell.assets.style.path}" />
        ${shell.assets.modules.map((module) => html`<link rel="modulepreload" href="${module.path}" />`)}
        <script type="module" src="${shell.assets.script.path}"></script>
      </head>
      <body
        data-person="${visitor.acting?.externalId ?? ''}"
        data-zone="${visitor.zone ?? ''}"
        data-stamp="${shell.stamp ?? ''}"
      >
        <a class="skip" href="${shell.skip.to}">${shell.skip.words}</a>
        <header class="top">
          <h1>
            <a href="/"
              ><img class="sign" src="${shell.assets.icon.path}" alt="" /><span class="brand"
                >Greenroom</span
              ></a
            >
            <span class="channel-name">${WEB_CHANNEL.name}</span>
          </h1>
          ${pages(visitor, shell.at)} ${switcher(visitor, shell.at)}
        </header>
        <p class="connection" data-connection role="status" hidden></p>
        ${main}
        <div class="unseen" data-said role="status" aria-live="polite"></div>
      </body>
    </html> `.markup;
}

/** A page with one thing to say, for what is not there or not allowed. */
export function plainPage(shell: Omit<Shell, 'skip' | 'stamp'>, sentences: readonly string[]): string {
  const skip = { to: '#main', words: 'Skip to the text' };
  return page(
    { ...shell, skip, stamp: null },
    html`<main id="main" class="sheet-page">
      <h2>${shell.title}</h2>
      ${sentences.map((sentence) => html`<p class="text">${sentence}</p>`)}
      <p><a class="button secondary" href="/">Back to the channel</a></p>
    </main>`,
  );
}

/** The pages of the member's own. */
function pages(visitor: Visitor, at: string): Html | null {
  if (visitor.acting === null) return null;
  const link = (path: string, words: string): Html =>
    html`<a href="${path}" ${at === path && html`aria-current="page"`}>${words}</a>`;
  return html`<nav class="pages" aria-label="Your pages">
    ${link('/me', 'My practice')} ${link('/history', 'History')}
  </nav>`;
}

function switcher(visitor: Visitor, at: string): Html | null {
  const { acting } = visitor;
  if (acting === null) return null;
  const others = visitor.people.filter((person) => person.id !== acting.id);
  const back = { as: acting.externalId, at };
  return html`<details class="people">
    <summary><span class="you-are">You are</span> <strong>${acting.name}</strong></summary>
    <div class="people-menu">
      ${
        others.length > 0 &&
        html`<form method="post" action="/people">
          ${hiddenFields({ ...back, intent: 'choose' })}
          <p class="menu-title">Act as</p>
          ${others.map((person) => html`<button name="member" value="${person.externalId}" class="menu-item">${person.name}</button>`)}
        </form>`
      }
      <form method="post" action="/people">
        ${hiddenFields({ ...back, intent: 'rename' })}
        <label for="person-rename">Your name here</label>
        <p class="row">
          <input
            id="person-rename"
            name="name"
            value="${acting.name}"
            autocomplete="nickname"
            required
          /><button class="secondary">Rename</button>
        </p>
      </form>
      <form method="post" action="/people">
        ${hiddenFields({ ...back, intent: 'add' })}
        <label for="person-add">Add a person, to try both sides</label>
        <p class="row">
          <input id="person-add" name="name" autocomplete="off" required /><button class="secondary">
            Add
          </button>
        </p>
      </form>
    </div>
  </details>`;
}
