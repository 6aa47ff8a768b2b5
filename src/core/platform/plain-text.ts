import { never } from '../errors.ts';
import type { Block, Card } from './card.ts';
import type { Rich, Segment } from './rich.ts';

type InstantStyle = Extract<Segment, { t: 'instant' }>['style'];

const DATE = { weekday: 'short', day: 'numeric', month: 'short' } as const;
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/**
 * A moment in words, "Tue 24 Nov, 15:00", on the clock of `zone`. Without a zone it is UTC and says so,
 * since the reader's own is not known. Used where the platform cannot show a reader's own time.
 */
export function instantWords(at: Temporal.Instant, style: InstantStyle, zone: string | null): string {
  const words = [];
  if (style !== 'time') words.push(part(at, DATE, zone));
  if (style !== 'date') words.push(part(at, TIME, zone));
  return words.join(', ') + (zone === null && style !== 'date' ? ' UTC' : '');
}

// Commas differ between versions of ICU, so they are left out and the one we want is put in above.
function part(at: Temporal.Instant, options: Intl.DateTimeFormatOptions, zone: string | null): string {
  const format = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone ?? 'UTC' });
  return format.format(at.epochMilliseconds).replaceAll(',', '');
}

/**
 * A card as plain text, for notifications and for screen readers: every word of it, buttons included, a
 * line for each part. Moments are shown on the clock of `zone`, or in UTC and named so.
 */
export function plainText(card: Card, zone: string | null = null): string {
  const lines: string[] = [];
  if (card.tone === 'private') lines.push('Only you can see this.');
  if (card.title !== undefined) lines.push(plainRich(card.title, zone));
  for (const block of card.blocks) lines.push(...plainBlock(block, zone));
  if (card.footer !== undefined) lines.push(plainRich(card.footer, zone));
  if (card.buttons.length > 0)
    lines.push(`Buttons: ${card.buttons.map((button) => button.label).join(', ')}`);
  return lines.filter((line) => line.trim() !== '').join('\n');
}

/** Rich text as plain text. */
export function plainRich(text: Rich, zone: string | null = null): string {
  return text.map((segment) => plainSegment(segment, zone)).join('');
}

function plainSegment(segment: Segment, zone: string | null): string {
  switch (segment.t) {
    case 'text':
    case 'strong':
      return segment.text;
    case 'instant':
      return instantWords(Temporal.Instant.from(segment.at), segment.style, zone);
    default:
      return never(segment);
  }
}

function plainBlock(block: Block, zone: string | null): string[] {
  switch (block.kind) {
    case 'text':
      return [plainRich(block.text, zone)];
    case 'quote': {
      const source = block.source === undefined ? '' : ` (${plainRich(block.source, zone)})`;
      return [`“${plainRich(block.text, zone)}”${source}`];
    }
    case 'list':
      return block.items.map((item) => `- ${plainRich(item, zone)}`);
    case 'facts':
      return block.facts.map((fact) => `${fact.label}: ${plainRich(fact.value, zone)}`);
    case 'meter':
      return [`${block.label}: ${block.words}`];
    case 'image':
      return [`Image: ${block.alt}`];
    default:
      return never(block);
  }
}
