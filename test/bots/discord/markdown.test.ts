import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown, richMarkdown, splitMarkdown } from '../../../src/bots/discord/markdown.ts';
import { instant, rich, strong } from '../../../src/core/platform/rich.ts';
import { plain } from '../../support/discord/read-text.ts';

describe('text on Discord', () => {
  it.each([
    ['@everyone', String.raw`\@everyone`],
    ['<@123> <#4> <t:1:R> </cmd:1>', String.raw`\<\@123\> \<\#4\> \<t:1:R\> \</cmd:1\>`],
    ['[click](https://a.example)', String.raw`\[click\]\(https\://a.example\)`],
    ['# big\n- one\n1. two\n> three', '\\# big\n\\- one\n1\\. two\n\\> three'],
    ['well-known, 1.5', 'well-known, 1.5'],
  ])('shows %s as it was written', (words, markdown) => {
    expect(escapeMarkdown(words)).toBe(markdown);
  });

  it('leaves no sign of a mention, a link or markup unescaped, whatever is written', () => {
    const text = fc.array(
      fc.constantFrom(
        '@everyone',
        '<@1>',
        '**',
        '__',
        '||',
        '`',
        '~~',
        '\\',
        '[a](b)',
        '\n# ',
        '\n> ',
        ' x ',
      ),
    );
    fc.assert(
      fc.property(text, (parts) => {
        const escaped = escapeMarkdown(parts.join(''));
        expect(escaped.replaceAll(/\\[^0-9A-Za-z\s]/g, '')).not.toMatch(/[@<>*_|`~[\]#\\]/);
        expect(plain(escaped)).toBe(parts.join(''));
      }),
      { seed: 5 },
    );
  });

  it('puts bold inside of its spaces and never two bold runs side by side', () => {
    expect(richMarkdown(rich`${strong(' One ')}${strong('two')}!`)).toBe(' **One two**!');
    expect(richMarkdown(rich`${strong('  ')}x`)).toBe('  x');
  });

  it('shows a moment in each reader’s own time', () => {
    expect(richMarkdown(rich`${instant(Temporal.Instant.from('2026-11-24T15:00:00Z'))}`)).toBe(
      '<t:1795532400:F>',
    );
  });

  it('cuts between words, and a very long word between characters', () => {
    const pieces = splitMarkdown(rich`${'word '.repeat(1_000)}${'👩'.repeat(2_000)}`, 2_600);
    for (const piece of pieces) expect(richMarkdown(piece).length).toBeLessThanOrEqual(2_600);
    const whole = pieces.map((piece) => richMarkdown(piece)).join('');
    expect(whole.replaceAll(/\s/g, '')).toBe('word'.repeat(1_000) + '👩'.repeat(2_000));
    expect(whole.isWellFormed()).toBe(true);
  });
});
