/** Markup that is safe to send: everything that was put into it has been escaped. Made by {@link html} only. */
export class Html {
  readonly markup: string;
  private constructor(markup: string) {
    this.markup = markup;
  }
  static fromTemplate(strings: TemplateStringsArray, values: readonly HtmlValue[]): Html {
    let markup = '';
    for (const [index, literal] of strings.entries()) markup += literal + toMarkup(values[index]);
    return new Html(markup);
  }
  static textarea(attributes: Html, text: string): Html {
    return new Html(`<textarea ${attributes.markup}>\n${escapeHtml(text)}</textarea>`);
  }
}

/** What may stand between the braces; null, undefined and false leave nothing. */
export type HtmlValue = string | number | Html | null | undefined | false | readonly HtmlValue[];

/**
 * The one way markup is made here: html`<p>${words}</p>` escapes every value that is not itself the
 * result of this tag. Attribute values must be written in double quotes.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return Html.fromTemplate(strings, values);
}

function toMarkup(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return value.map(toMarkup).join('');
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
  // A browser drops NUL from text and mends it elsewhere; this way it is the same everywhere.
  ['\0', '\uFFFD'],
]);

/** Escapes text for element content and for double-quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'\0]/g, (character) => ESCAPES.get(character) ?? character);
}

/**
 * A writing box with exactly this text in it. Browsers drop the first line break of a box, so one is put
 * in front to be dropped; made here and not in a template, where a formatter may move line breaks.
 */
export function textarea(attributes: Html, text: string): Html {
  return Html.textarea(attributes, text);
}
