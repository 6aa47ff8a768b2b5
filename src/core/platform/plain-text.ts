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
  return formatOf(options, zone ?? 'UTC')
    .format(at.epochMilliseconds)
    .replaceAll(',', '');
}

/** Making a format takes longer than everything else about a card, so they are kept; there are some 400 zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(options: Intl.DateTimeFormatOptions, zone: string): Intl.DateTimeFormat {
  const name = `${options === DATE ? 'date' : 'time'} ${zone}`;
  const known = formats.get(name) ?? new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone });
  formats.set(name, known);
  return known;
}

/** How one run of a card's words is written. */
export type ShowSegment = (segment: Segment) => string;

/**
 * A card as plain text, for notifications and for screen readers: every word of it, buttons included, a
 * line for each part. Moments are shown on the clock of `zone`, or in UTC and named so.
 */
export function plainText(card: Card, zone: string | null = null): string {
  return plainCard(card, (segment) => plainSegment(segment, zone));
}

/** {@link plainText} with every run of words written by `show`: for a platform whose plain text has signs of its own. */
export function plainCard(card: Card, show: ShowSegment): string {
  const say = (text: string): string => show({ t: 'text', text });
  const lines: string[] = [];
  if (card.tone === 'private') lines.push(say('Only you can see this.'));
  if (card.title !== undefined) lines.push(shown(card.title, show));
  for (const block of card.blocks) lines.push(...plainBlock(block, show));
  if (card.footer !== undefined) lines.push(shown(card.footer, show));
  if (card.buttons.length > 0)
    lines.push(say(`Buttons: ${card.buttons.map((button) => button.label).join(', ')}`));
  return lines.filter((line) => line.trim() !== '').join('\n');
}

/** Rich text as plain text. */
export function plainRich(text: Rich, zone: string | null = null): string {
  return shown(text, (segment) => plainSegment(segment, zone));
}

function shown(text: Rich, show: ShowSegment): string {
  return text.map(show).join('');
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

function plainBlock(block: Block, show: ShowSegment): string[] {
  const say = (text: string): string => show({ t: 'text', text });
  switch (block.kind) {
    case 'text':
      return [shown(block.text, show)];
    case 'quote': {
      const source = block.source === undefined ? '' : ` (${shown(block.source, show)})`;
      return [`“${shown(block.text, show)}”${source}`];
    }
    case 'list':
      return block.items.map((item) => `- ${shown(item, show)}`);
    case 'facts':
      return block.facts.map((fact) => `${say(fact.label)}: ${shown(fact.value, show)}`);
    case 'meter':
      return [say(`${block.label}: ${block.words}`)];
    case 'image':
      return [say(`Image: ${block.alt}`)];
    default:
      return never(block);
  }
}
