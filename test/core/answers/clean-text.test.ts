import { describe, expect, it } from 'vitest';
import { cleanText, countWords } from '../../../src/core/answers/clean-text.ts';

const said = (raw: string): string => {
  const cleaned = cleanText(raw);
  return cleaned.ok ? cleaned.value : cleaned.message;
};

describe('the text of an answer', () => {
  it('keeps every character of a plain text, markup and mentions included', () => {
    const text = '<b>Push</b> & <!channel> @everyone *wait* `code` [link](https://example.com)';
    expect(said(text)).toBe(text);
  });

  it('leaves out what no database text can hold', () => {
    expect(said('push\0 or\0 poll')).toBe('push or poll');
    expect(said('push \uD83D or poll')).toBe('push \uFFFD or poll');
    expect(said('one\r\ntwo\rthree')).toBe('one\ntwo\nthree');
  });

  it.each(['', ' \n\t ', '\0\0', '🚚🚚🚚', '?!…', '\uD83D'])('refuses %j with what to do next', (raw) => {
    expect(said(raw)).toBe('There are no words in it yet. Write one sentence or more, then send it again.');
  });

  it('takes 8,000 characters and says how many are too many', () => {
    expect(said(`${'a '.repeat(3_999)}ab`).length).toBe(8_000);
    expect(said(`${'a '.repeat(4_000)}a`)).toContain('Shorten it by 1,');
  });

  it('counts words in any script, and no emoji', () => {
    expect(countWords("It's 20 percent 🚚, done.")).toBe(4);
    expect(countWords('我们选择推送')).toBeGreaterThan(2);
  });
});
