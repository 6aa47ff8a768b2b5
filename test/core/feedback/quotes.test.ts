/** Quotes as people see them: whole words, whole signs, cut at the edges of clauses, and said to be cut. */
import { expect, test } from 'vitest';
import { shownQuote } from '../../../src/core/feedback/shown-quote.ts';
import { verifyAssessment } from '../../../src/core/feedback/verify.ts';
import {
  coach,
  devLines,
  emptyAssessment,
  freshLines,
  heldLines,
  ownLines,
  requestFor,
  rubricOf,
  secondLines,
  thirdLines,
  unseenLines,
} from './feedback-support.ts';

const FIRST = rubricOf('architecture').criteria[0]?.key ?? '';

/** The quote as it is shown after a reader named these words of the answer. */
const shown = (answer: string, words: string): string | null => {
  const request = requestFor(
    { id: 'q', category: 'architecture', question: 'How do you keep two systems alike?', answer },
    answer,
  );
  const quote = verifyAssessment(request, {
    ...emptyAssessment,
    criteria: [{ key: FIRST, reason: '', level: 'met', quotes: [words] }],
  }).criteria[0]?.quotes[0];
  if (quote !== undefined) expect(answer.slice(quote.start, quote.end)).toBe(quote.text);
  return quote === undefined ? null : shownQuote(quote);
};

test.each([
  ['Wrong pickups fell to 3 (−79%).', 'Wrong pickups fell to 3 (−79', 'Wrong pickups fell to 3 (−79%)'],
  ['We lost money, $40 per late van, every day.', '40 per late van', '… $40 per late van …'],
  ['It answers in ~200 ms on a bad line.', '200 ms on a bad line', '… ~200 ms on a bad line'],
  [
    'The clerk said "nobody told us". We rang her.',
    'The clerk said "nobody told us',
    'The clerk said "nobody told us"',
  ],
  [
    'I read “in progress” on each card. It says little.',
    'in progress” on each card',
    '… “in progress” on each card',
  ],
  ['We asked "are you sure?" and it hurt.', 'We asked "are you sure', 'We asked "are you sure?" …'],
  [
    '- the driver waits at the gate\n- nobody rings',
    'the driver waits at the gate',
    'the driver waits at the gate',
  ],
  [
    '1. **Need:** the driver waits at the gate.',
    'Need: the driver waits at the gate',
    'Need: the driver waits at the gate',
  ],
  [
    'The driver waits at the gate.\n\n- Nobody rings him.',
    'waits at the gate. Nobody rings him',
    '… waits at the gate. Nobody rings him',
  ],
  [
    'the driver waits\nnobody rings him',
    'the driver waits nobody rings him',
    'the driver waits / nobody rings him',
  ],
  [
    'I asked <@!812345> and <#99> <:wave:12> about [the plan](https://example.com/p) at <t:1700000000:R>.',
    'I asked and about the plan at',
    'I asked @… and #… :wave: about the plan at …',
  ],
] as const)('of %j the words %j are shown as %j', (answer, words, expected) => {
  expect(shown(`${answer}\n${' x y z'.repeat(20)}`, words)).toBe(expected);
});

test('a quote that ends within a number or a word is none', () => {
  const answer = 'The wait fell to 1.5 hours and we did not see why, nobody could say more than that.';
  expect(shown(answer, 'The wait fell to 1')).toBe(null);
  expect(shown(answer, '5 hours and we did not see why')).toBe(null);
  expect(
    shown("We really couldn't find a cause, and nobody could say more than that.", 'We really couldn'),
  ).toBe(null);
});

test('the coach cuts a long sentence at the edges of its clauses, and says where it cut', () => {
  const lines = [
    ...ownLines,
    ...devLines,
    ...freshLines,
    ...secondLines,
    ...thirdLines,
    ...heldLines,
    ...unseenLines,
  ];
  const badly: string[] = [];
  let all = 0;
  for (const line of lines) {
    for (const quote of coach(line).criteria.flatMap(({ quotes }) => quotes)) {
      all += 1;
      const before = line.answer.slice(0, quote.start).trimEnd();
      const after = line.answer.slice(quote.end);
      const openly = shownQuote(quote);
      if (/[\p{L}\p{N}]$/u.test(before) && !/\n\s*$/u.test(line.answer.slice(0, quote.start)))
        expect(openly).toMatch(/^… /u);
      if (/^[ \t]*[,\p{L}\p{N}(]/u.test(after) && !/[.!?]\W*$/u.test(quote.text))
        expect(openly).toMatch(/ …$/u);
      expect(`${line.id}: ${after.slice(0, 1)}`).not.toMatch(/[%)\]”$€£]$/u);
      expect(openly).not.toMatch(/\n|^[-*•>]|\*\*|\.\.$/u);
      if (
        /[\p{L}\p{N}]$/u.test(before) &&
        !/^(?:and|but|so|because|since|while|which|although|though|whereas|then|or|if|when|who|that|where|as|until|before|after|with|for|to)\b/iu.test(
          quote.text,
        )
      )
        badly.push(openly);
    }
  }
  expect(all).toBeGreaterThan(900);
  expect(badly.length / all, badly.slice(0, 5).join('\n')).toBeLessThanOrEqual(0.01);
});
