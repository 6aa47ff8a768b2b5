import { instantWords } from '../../core/platform/plain-text.ts';
import type { Block, Button, Card } from '../../core/platform/card.ts';
import type { Rich, Segment } from '../../core/platform/rich.ts';
import { never } from '../../core/errors.ts';
import { html, type Html } from './html.ts';

/** What a card needs to know about the page it stands on. */
export interface CardPlace {
  /** The reader's IANA zone when the browser has told it; the script puts in the browser's own way of writing. */
  readonly zone: string | null;
  /** Hidden fields that go with every press, such as who presses and where. Empty: buttons are left out. */
  readonly press: Readonly<Record<string, string>> | null;
  /** The heading level of the title, so that the page's outline stays whole. */
  readonly heading: 3 | 4;
  /** Nobody else sees it, whatever the card's own tone says. */
  readonly isPrivate: boolean;
}

/** A card as markup: label, title, blocks, footer, buttons. Every word of it, escaped. */
export function renderCard(card: Card, place: CardPlace): Html {
  const isPrivate = place.isPrivate || card.tone === 'private';
  return html`<div class="card card-${card.tone}${isPrivate && ' is-private'}">
    ${isPrivate && privateLabel()} ${card.title !== undefined && renderTitle(card.title, place)}
    ${card.blocks.map((block) => renderBlock(block, place.zone))}
    ${card.footer !== undefined && html`<p class="card-footer">${renderRich(card.footer, place.zone)}</p>`}
    ${renderButtons(card.buttons, place.press)}
  </div>`;
}

/** Says in words, not by looks alone, that nobody else sees a message. */
export function privateLabel(words = 'Only you can see this'): Html {
  return html`<p class="private-label">
    <svg aria-hidden="true" viewBox="0 0 16 16" width="14" height="14">
      <path
        d="M4.5 7V5a3.5 3.5 0 0 1 7 0v2M3.5 7h9v6.5h-9z"
        fill="none"
        stroke="currentColor"
        stroke-width="1.4"
      />
    </svg>
    ${words}
  </p>`;
}

/** Rich text as markup; moments become <time>, which the script rewrites for the reader's own zone. */
export function renderRich(text: Rich, zone: string | null): Html[] {
  return text.map((segment) => renderSegment(segment, zone));
}

function renderSegment(segment: Segment, zone: string | null): Html {
  switch (segment.t) {
    case 'text':
      return html`${segment.text}`;
    case 'strong':
      return html`<strong>${segment.text}</strong>`;
    case 'instant':
      return renderInstant(Temporal.Instant.from(segment.at), segment.style, zone);
    default:
      return never(segment);
  }
}

/** One moment: readable as it is, and rewritten by the script to the reader's own zone and way of writing. */
export function renderInstant(
  at: Temporal.Instant,
  style: 'datetime' | 'date' | 'time',
  zone: string | null,
): Html {
  const iso = at.toString({ smallestUnit: 'second' });
  return html`<time datetime="${iso}" data-style="${style}">${instantWords(at, style, zone)}</time>`;
}

function renderTitle(title: Rich, place: CardPlace): Html {
  const words = renderRich(title, place.zone);
  return place.heading === 4
    ? html`<h4 class="card-title">${words}</h4>`
    : html`<h3 class="card-title">${words}</h3>`;
}

/** One block of a card; also used above the fields of a form. */
export function renderBlock(block: Block, zone: string | null): Html {
  switch (block.kind) {
    case 'text':
      return html`<p class="text">${renderRich(block.text, zone)}</p>`;
    case 'quote':
      return html`<figure class="quote">
        <blockquote>${renderRich(block.text, zone)}</blockquote>
        ${block.source !== undefined && html`<figcaption>${renderRich(block.source, zone)}</figcaption>`}
      </figure>`;
    case 'list':
      return html`<ul>
        ${block.items.map((item) => html`<li>${renderRich(item, zone)}</li>`)}
      </ul>`;
    case 'facts':
      return html`<dl>
        ${block.facts.map(
          (fact) =>
            html`<div>
              <dt>${fact.label}</dt>
              <dd>${renderRich(fact.value, zone)}</dd>
            </div>`,
        )}
      </dl>`;
    case 'meter':
      // The words carry the meaning; the bar only repeats it, so it is hidden from screen readers.
      return html`<p class="meter">
        <span class="meter-label">${block.label}</span> <span>${block.words}</span>
        <meter aria-hidden="true" min="0" max="${block.max}" value="${block.value}"></meter>
      </p>`;
    case 'image':
      return isShowable(block.url)
        ? html`<img src="${block.url}" alt="${block.alt}" loading="lazy" />`
        : html`<p class="text">${block.alt}</p>`;
    default:
      return never(block);
  }
}

/** Only images of this server are loaded, so that no page tells another machine who reads it. */
function isShowable(url: string): boolean {
  return /^\/(?!\/)/.test(url) || url.startsWith('data:image/');
}

/** Hidden inputs for a form. */
export function hiddenFields(fields: Readonly<Record<string, string>>): Html[] {
  return Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
}

function renderButtons(buttons: readonly Button[], press: CardPlace['press']): Html | null {
  if (buttons.length === 0 || press === null) return null;
  return html`<form class="buttons" method="post" action="/act" data-send>
    ${hiddenFields(press)}
    ${buttons.map(
      (button) =>
        html`<button name="action" value="${button.action}" class="${button.style}">${button.label}</button>`,
    )}
  </form>`;
}
