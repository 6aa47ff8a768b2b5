import * as fc from 'fast-check';
import { seedOr } from './feedback-support.ts';
import { expect, test } from 'vitest';
import { findQuote, normalise } from '../../../src/core/feedback/normalise.ts';

const found = (answer: string, quote: string): string | null => {
  const span = findQuote(normalise(answer), quote);
  return span === null ? null : answer.slice(span.start, span.end);
};

test('a quote is found whatever its case, quote marks, dashes and white space', () => {
  expect(
    found('We “froze”  the parent app – for one\nquarter.', 'we "froze" the PARENT app - for one quarter'),
  ).toBe('We “froze”  the parent app – for one\nquarter');
});

test('markup of Slack and Discord does not stand between a quote and its place', () => {
  expect(found('We *lose* the _metro_ schools', 'we lose the metro schools')).toBe(
    'We *lose* the _metro_ schools',
  );
  expect(found('told <@U123ABC> about <https://a.example/x|the plan> first', 'about the plan first')).toBe(
    'about <https://a.example/x|the plan> first',
  );
  expect(found('**R&amp;D** said ||no|| to it', 'R&D said no to it')).toBe('R&amp;D** said ||no|| to it');
  expect(found('- we poll every minute\n- nobody waits', 'we poll every minute nobody waits')).toBe(
    'we poll every minute\n- nobody waits',
  );
});

test('composed and decomposed letters are one letter', () => {
  expect(found('the cafe\u0301 owner calls us', 'the café owner calls')).toBe('the cafe\u0301 owner calls');
});

test('names with underscores stay whole', () => {
  expect(normalise('set user_id twice').text).toBe('set user_id twice');
});

test('a quote must be exact and end at word boundaries', () => {
  expect(found('a smart move by the team', 'art move by the')).toBeNull();
  expect(found('we lost ten schools', 'we lost two schools')).toBeNull();
  expect(found('we lost ten schools', 'we lost ... schools')).toBeNull();
  expect(found('anything', '"..."')).toBeNull();
});

test('every character of the normalised text points into the original, in order', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const { text: plain, from, to } = normalise(text);
      expect(from.length).toBe(plain.length);
      expect(to.length).toBe(plain.length);
      for (let i = 0; i < plain.length; i += 1) {
        expect(from[i]).toBeLessThan(to[i] ?? -1);
        expect(to[i]).toBeLessThanOrEqual(text.length);
        if (i > 0) expect(from[i]).toBeGreaterThanOrEqual(from[i - 1] ?? 0);
      }
    }),
    { seed: seedOr(4), numRuns: 300 },
  );
});

test('normalising twice changes nothing on plain text', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('we', 'poll', 'it’s', '“no”', 'ten%', 'Ünï'), { maxLength: 30 }),
      (words) => {
        const once = normalise(words.join(' ')).text;
        expect(normalise(once).text).toBe(once);
      },
    ),
    { seed: seedOr(4) },
  );
});
