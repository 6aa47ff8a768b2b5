import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardSchema, type Block, type Card } from '../../src/core/platform/card.ts';
import { richSchema, type Rich, type Segment } from '../../src/core/platform/rich.ts';
import { renderers } from './registry.ts';

/** A word longer than this may be divided between two parts; any other must be whole. */
const DIVISIBLE = 500;

/** What people paste: other scripts, emoji, markup of every platform, mentions, very long words. */
const word = fc.oneof(
  { weight: 6, arbitrary: fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '<script>alert(1)</script>',
      '<img',
      'onerror=x>',
      '"><b>',
      '&amp;',
      '&lt;!--',
      '@everyone',
      '<!channel>',
      '<@U123>',
      '*bold*',
      '__under__',
      '~~gone~~',
      '||spoiler||',
      '`code`',
      '```',
      '[a](http://b.example)',
      '<http://a.example|b>',
      '> quoted',
      'naïve',
      '日本語',
      'שלום',
      '👩‍👩‍👧',
      "it's",
    ),
  },
  { weight: 1, arbitrary: fc.integer({ min: 60, max: 5_000 }).map((length) => 'x'.repeat(length)) },
);
const words = fc.array(word, { minLength: 1, maxLength: 30 }).map((list) => list.join(' '));
const longText = fc.array(word, { minLength: 200, maxLength: 900 }).map((list) => list.join(' '));
const segment: fc.Arbitrary<Segment> = fc.oneof(
  { weight: 5, arbitrary: words.map((text): Segment => ({ t: 'text', text })) },
  { weight: 2, arbitrary: words.map((text): Segment => ({ t: 'strong', text })) },
  { weight: 1, arbitrary: longText.map((text): Segment => ({ t: 'text', text })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Segment>(
      { t: 'instant', at: '2026-11-24T15:00:00Z', style: 'datetime' },
      { t: 'instant', at: '2026-03-29T01:30:00Z', style: 'date' },
    ),
  },
);
const rich: fc.Arbitrary<Rich> = fc
  .array(segment, { minLength: 1, maxLength: 4 })
  .map((segments) => richSchema.parse(segments));
const block: fc.Arbitrary<Block> = fc.oneof(
  rich.map((text): Block => ({ kind: 'text', text })),
  fc
    .tuple(rich, fc.option(rich, { nil: undefined }))
    .map(([text, source]): Block =>
      source === undefined ? { kind: 'quote', text } : { kind: 'quote', text, source },
    ),
  fc.array(rich, { minLength: 1, maxLength: 6 }).map((items): Block => ({ kind: 'list', items })),
  fc
    .array(fc.record({ label: words, value: rich }), { minLength: 1, maxLength: 6 })
    .map((facts): Block => ({ kind: 'facts', facts })),
  fc
    .record({ label: words, words, value: fc.integer({ min: 0, max: 10 }) })
    .map((meter): Block => ({ kind: 'meter', max: 10, ...meter })),
  words.map((alt): Block => ({ kind: 'image', url: '/picture.png', alt })),
);
const card: fc.Arbitrary<Card> = fc
  .record(
    {
      tone: fc.constantFrom('question' as const, 'private' as const, 'notice' as const, 'plain' as const),
      title: rich,
      blocks: fc.array(block, { maxLength: 8 }),
      buttons: fc.array(
        fc.record({
          action: fc.constantFrom('answer:1', 'feedback:1', 'hint:1:2'),
          label: fc.constantFrom('Answer', 'My feedback', 'Hint', '<b>Odd</b> & "quoted"'),
          style: fc.constantFrom('primary' as const, 'secondary' as const, 'danger' as const),
        }),
        { maxLength: 5 },
      ),
      footer: rich,
    },
    { requiredKeys: ['tone', 'blocks', 'buttons'] },
  )
  .map((made) => cardSchema.parse(made));

describe.each(renderers)('the $name renderer', (renderer) => {
  it('keeps every word of every card, in its order, in parts that the platform takes', () => {
    fc.assert(
      fc.property(card, (made) => {
        const parts = renderer.render(made);
        for (const part of parts) expect(renderer.problems(part)).toEqual([]);
        const text = withoutSpace(parts.map((part) => renderer.textOf(part)).join('\n'));
        for (const run of textsOf(made)) {
          let from = 0;
          for (const one of run.split(/\s+/u).filter((part) => part !== '')) {
            from = findAfter(text, withoutSpace(one), from);
            if (from < 0) throw new Error(`${renderer.name} lost ${JSON.stringify(one)}`);
          }
        }
      }),
      { numRuns: 75, seed: 20261123 },
    );
  });

  it('shows a moment, and not as a word of the server such as "today"', () => {
    const shown = renderer
      .render({
        tone: 'plain',
        blocks: [
          {
            kind: 'text',
            text: richSchema.parse([{ t: 'instant', at: '2026-11-24T15:00:00Z', style: 'datetime' }]),
          },
        ],
        buttons: [],
      })
      .join('\n');
    expect(shown).toMatch(/24|1795532400/);
    expect(shown).not.toMatch(/today|tomorrow/i);
  });
});

/** Every text of a card that its reader must find: buttons too, moments apart. */
function textsOf(made: Card): string[] {
  const texts: string[] = [];
  const add = (text: Rich): void => {
    for (const part of text) if (part.t !== 'instant') texts.push(part.text);
  };
  if (made.title !== undefined) add(made.title);
  for (const one of made.blocks) {
    if (one.kind === 'text') add(one.text);
    else if (one.kind === 'quote') {
      add(one.text);
      if (one.source !== undefined) add(one.source);
    } else if (one.kind === 'list') one.items.forEach(add);
    else if (one.kind === 'facts') {
      for (const fact of one.facts) {
        texts.push(fact.label);
        add(fact.value);
      }
    } else if (one.kind === 'meter') texts.push(one.label, one.words);
    else texts.push(one.alt);
  }
  if (made.footer !== undefined) add(made.footer);
  texts.push(...made.buttons.map((button) => button.label));
  return texts;
}

/** Where the text goes on after this word; -1 when it is not there. A very long one may be divided. */
function findAfter(text: string, one: string, from: number): number {
  const at = text.indexOf(one, from);
  if (at >= 0) return at + one.length;
  if (one.length <= DIVISIBLE) return -1;
  let next = from;
  for (const character of one) {
    const found = text.indexOf(character, next);
    if (found < 0) return -1;
    next = found + character.length;
  }
  return next;
}

function withoutSpace(text: string): string {
  return text.replaceAll(/\s+/gu, '');
}
