import { never } from '../../core/errors.ts';
import type { Card } from '../../core/platform/card.ts';
import { instantWords, plainCard } from '../../core/platform/plain-text.ts';
import type { Segment } from '../../core/platform/rich.ts';

/** Slack recommends at most 4,000 characters for `text`; what goes on stands in the blocks. */
export const NOTIFICATION_MAX = 3_500;

/** Slack's date tokens with the weekday; never "today", which ages with the message. */
export const DATE_FORMAT = {
  datetime: '{date_long} at {time}',
  date: '{date_long}',
  time: '{time}',
} as const;

/** The three characters that Slack reads as control signs in a text. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What Slack made of a person's words in an event, as they wrote them: the inverse of {@link escapeText}. */
export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/**
 * A card in plain words for notifications and screen readers: everything escaped, so that no member's words
 * mention or link, and moments as date tokens. Over {@link NOTIFICATION_MAX} it ends with a line that says
 * that the message goes on; the blocks hold all of it.
 */
export function slackText(card: Card): string {
  const text = plainCard(card, textOf);
  if (text.length <= NOTIFICATION_MAX) return text;
  return `${cutAt(text, NOTIFICATION_MAX)}\nThe message goes on.`;
}

/** Whole lines, or of one long line whole words; never half an entity or half a date token. */
function cutAt(text: string, limit: number): string {
  const head = text.slice(0, limit);
  const line = head.lastIndexOf('\n');
  if (line > limit / 2) return head.slice(0, line);
  const token = head.lastIndexOf('<');
  const open = token > head.lastIndexOf('>') ? token : limit;
  const entity = /&[a-z]*$/.exec(head)?.index ?? limit;
  const space = head.slice(0, open).lastIndexOf(' ');
  return head.slice(0, Math.min(open, entity, space > limit / 2 ? space : limit));
}

function textOf(segment: Segment): string {
  switch (segment.t) {
    case 'text':
    case 'strong':
      return escapeText(segment.text);
    case 'instant': {
      const at = Temporal.Instant.from(segment.at);
      const seconds = Math.floor(at.epochMilliseconds / 1000);
      return `<!date^${seconds}^${DATE_FORMAT[segment.style]}|${instantWords(at, segment.style, null)}>`;
    }
    default:
      return never(segment);
  }
}
