import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinFields } from '../../../src/core/answers/forms.ts';
import { FIELD_MAX, joinHalves, splitText } from '../../../src/core/answers/split-text.ts';

const seed = 20_260_303;

/** Long texts as people write them, and as nobody does: of words, of one paragraph, without any space. */
const piece = fc.constantFrom(
  'word ',
  'Sentence. ',
  'Next paragraph.\n\n',
  'line\n',
  '漢字',
  '🚚',
  'x'.repeat(300),
  '\n\n\n',
  '… ',
);
const longText = fc
  .tuple(fc.array(piece, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 8_000 }))
  .map(([pieces, length]) =>
    pieces
      .join('')
      .repeat(Math.ceil(8_000 / pieces.join('').length))
      .slice(0, length)
      .trim(),
  )
  .filter((text) => text !== '' && text.isWellFormed());

describe('a text in two fields', () => {
  it('fits both fields and comes back as the very same text', () => {
    fc.assert(
      fc.property(longText, (text) => {
        const [first, second] = splitText(text);
        expect(first.length).toBeLessThanOrEqual(FIELD_MAX);
        expect(second.length).toBeLessThanOrEqual(FIELD_MAX);
        expect(joinHalves(first, second) === text).toBe(true);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('is cut between paragraphs where one ends in reach, else between words', () => {
    const paragraph = `${'word '.repeat(700).trim()}.`;
    expect(splitText(`${paragraph}\n\n${paragraph}`)).toEqual([paragraph, paragraph]);
    const [first, second] = splitText('word '.repeat(1_500).trim());
    expect(first.endsWith('word')).toBe(true);
    expect(second.startsWith('… word')).toBe(true);
  });

  it('makes a paragraph of each field that a person filled', () => {
    expect(joinFields({ answer: 'One.\r\n', more: 'Two.' }).text).toBe('One.\n\n\nTwo.');
    expect(joinFields({ answer: 'One.', more: ' ' }).text).toBe('One.');
    expect(joinFields({ more: 'Two.' }).text).toBe('Two.');
  });
});
