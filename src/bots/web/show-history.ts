import type { Context } from 'hono';
import { dateWords } from '../../core/times/date-words.ts';
import { encodeAction } from '../../core/platform/action.ts';
import type { WebDeps } from './deps.ts';
import { html, type Html } from './html.ts';
import { newNonce } from './message-ids.ts';
import { openView, sendOwnPage } from './own-shell.ts';
import type { Person } from './people-store.ts';
import { readHistory, type OwnEntry, type OwnHistory } from './read-history.ts';
import { hiddenFields, renderCard } from './render.ts';
import { refuseStranger } from './show-me.ts';
import { viewPart } from './view-card.ts';
import type { View } from './views.ts';
import type { Visitor } from './visitor.ts';

/** Answers on a page, and on the page made for printing. */
const PAGE_SIZE = 10;
const PRINT_SIZE = 100;

interface Asked {
  readonly acting: Person;
  readonly zone: string | null;
  readonly view: View | null;
  readonly size: number;
}

/** `GET /history`: all of a member's answers and feedback, `q` a search, `page` from 1, `size` 10 or 100. */
export async function showHistory(c: Context, deps: WebDeps, visitor: Visitor): Promise<Response> {
  const { acting } = visitor;
  if (acting === null) return await refuseStranger(c, deps);
  const stamp = deps.live.stamp();
  const size = c.req.query('size') === String(PRINT_SIZE) ? PRINT_SIZE : PAGE_SIZE;
  const page = /^\d{1,6}$/.test(c.req.query('page') ?? '') ? Number(c.req.query('page')) : 1;
  const history = await readHistory(deps, acting.id, { said: c.req.query('q') ?? '', page, size });
  const view = openView(c, deps, visitor, '/history');
  const asked = { acting, zone: visitor.zone, view, size };
  return sendOwnPage(c, deps, {
    title: 'History',
    at: '/history',
    visitor,
    stamp,
    loose: history.entries.some((entry) => view?.from === pressId(entry)) ? null : view,
    main: html`<h2>History</h2>
      ${(history.total > 0 || history.search !== '') && searchForm(history)}
      ${history.entries.length === 0 ? nothingFound(history, asked) : found(history, asked)}`,
  });
}

function searchForm(history: OwnHistory): Html {
  return html`<form class="search" method="get" action="/history" role="search">
    <label for="q">A category, or words of the question</label>
    <p class="row">
      <input id="q" name="q" value="${history.search}" autocomplete="off" /><button class="secondary">
        Search
      </button>
      ${history.search !== '' && html`<a class="quiet-button" href="/history">All answers</a>`}
    </p>
  </form>`;
}

function nothingFound(history: OwnHistory, asked: Asked): Html {
  if (history.search !== '') {
    return html`<p class="text">
      No answer of yours fits <strong>${history.search}</strong>. A search is a category, such as metrics, or
      words of the question.
    </p>`;
  }
  return html`<p class="text">
      No answers yet. When you have answered a question, it stands here with its feedback.
    </p>
    <form class="buttons" method="post" action="/act" data-send>
      ${hiddenFields({ as: asked.acting.externalId, at: '/history', pane: 'own', from: '' })}
      <button class="primary" name="action" value="${encodeAction({ verb: 'now' })}">Practise one now</button>
    </form>`;
}

function found(history: OwnHistory, asked: Asked): Html {
  const { page, pages, total } = history;
  const count = total === 1 ? '1 answer' : `${total} answers`;
  const of = pages > 1 ? `, page ${page} of ${pages}, newest first` : total > 1 ? ', newest first' : '';
  const isPrint = asked.size === PRINT_SIZE;
  return html`<p class="help history-count">
      <span>${count}${of}.</span>
      <span class="print-tools">
        ${!isPrint && pages > 1 && html`<a href="${address(history, 1, PRINT_SIZE)}">${PRINT_SIZE} on a page, for printing</a>`}
        <button type="button" class="tool" data-print hidden>Print</button>
      </span>
    </p>
    ${history.entries.map((entry) => entryArticle(entry, asked))}
    ${
      pages > 1 &&
      html`<nav class="pager row" aria-label="Pages of the history">
        ${page > 1 && html`<a class="button secondary" href="${address(history, page - 1, asked.size)}">Newer</a>`}
        ${page < pages && html`<a class="button secondary" href="${address(history, page + 1, asked.size)}">Older</a>`}
      </nav>`
    }`;
}

function address(history: OwnHistory, page: number, size: number): string {
  const query = new URLSearchParams();
  if (history.search !== '') query.set('q', history.search);
  if (page > 1) query.set('page', String(page));
  if (size !== PAGE_SIZE) query.set('size', String(size));
  return query.size === 0 ? '/history' : `/history?${query.toString()}`;
}

/** What a press under an entry says that it came from. */
function pressId(entry: OwnEntry): string {
  return `answer-${entry.answerId}`;
}

function entryArticle(entry: OwnEntry, asked: Asked): Html {
  const id = pressId(entry);
  const press = { as: asked.acting.externalId, at: '/history', pane: 'own', from: id };
  const { view } = asked;
  // Without a "today" near it the year is always told: on paper it matters.
  const date = dateWords(entry.localDate, '0000-00-00');
  return html`<article class="entry" id="own-${id}" aria-labelledby="${id}-title">
      <h3 id="${id}-title">${entry.categoryName}, <time datetime="${entry.localDate}">${date}</time></h3>
      <p class="asked">${entry.question}</p>
      ${
        entry.text !== null &&
        html`<figure class="quote">
          <figcaption>Your answer${entry.revision > 1 && `, version ${entry.revision}`}</figcaption>
          <blockquote class="words">${entry.text}</blockquote>
        </figure>`
      }
      ${
        entry.feedback === null
          ? html`<p class="text">${entry.outcome}</p>`
          : renderCard(entry.feedback, { zone: asked.zone, press, heading: 4, isPrivate: true })
      }
    </article>
    ${view?.from === id && viewPart(view, asked.zone, newNonce())}`;
}
