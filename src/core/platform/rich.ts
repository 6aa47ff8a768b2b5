import { z } from 'zod';

/**
 * One run of text in a card. `text` is escaped by every renderer, whoever wrote it; `instant` is shown
 * in each reader's own time zone (DESIGN §4).
 */
export const segmentSchema = z.discriminatedUnion('t', [
  z.object({ t: z.literal('text'), text: z.string() }),
  z.object({ t: z.literal('strong'), text: z.string() }),
  z.object({ t: z.literal('instant'), at: z.iso.datetime(), style: z.enum(['datetime', 'date', 'time']) }),
]);
export type Segment = z.infer<typeof segmentSchema>;

/** Text for a card. Made by {@link rich} only, so that no string reaches a platform unescaped. */
export const richSchema = z.array(segmentSchema).readonly().brand('rich');
export type Rich = z.infer<typeof richSchema>;

/** What may stand between the braces of {@link rich}. */
export type RichValue = string | number | Segment | Rich;

const brand = (segments: readonly Segment[]): Rich => richSchema.parse(segments);

/**
 * The one way text enters a card: rich`Feedback is ready for ${count} people.` Values are data: they are
 * carried as plain text and escaped by the renderer, so a member's words can neither mention nor link.
 */
export function rich(strings: TemplateStringsArray, ...values: readonly RichValue[]): Rich {
  const out: Segment[] = [];
  for (const [index, literal] of strings.entries()) {
    if (literal !== '') out.push({ t: 'text', text: literal });
    const value = values[index];
    if (value === undefined) continue;
    if (typeof value === 'string' || typeof value === 'number') out.push({ t: 'text', text: String(value) });
    else if ('t' in value) out.push(value);
    else out.push(...value);
  }
  return brand(out);
}

/** Bold text inside {@link rich}; emphasis never carries meaning of its own. */
export function strong(text: string): Segment {
  return { t: 'strong', text };
}

/** A moment, shown in each reader's own zone; `datetime` reads like "Tue 24 Nov, 15:00". */
export function instant(at: Temporal.Instant, style: 'datetime' | 'date' | 'time' = 'datetime'): Segment {
  return { t: 'instant', at: at.toString({ smallestUnit: 'second' }), style };
}

/** Several texts with something between them, for example a list of names. */
export function joinRich(parts: readonly Rich[], between: string): Rich {
  return brand(
    parts.flatMap((part, index): Segment[] =>
      index === 0 ? [...part] : [{ t: 'text', text: between }, ...part],
    ),
  );
}
