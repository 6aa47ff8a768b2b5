import { expect, test } from 'vitest';
import { countsText, shortBlocks, verdictText } from '../../../src/core/feedback/cards.ts';
import { criteriaCard } from '../../../src/core/feedback/criteria-cards.ts';
import type { FeedbackResult } from '../../../src/core/feedback/contract.ts';
import type { OwnFeedback } from '../../../src/core/feedback/load-feedback.ts';
import { plainText } from '../../../src/core/platform/plain-text.ts';
import { coach, devLines, freshLines, heldLines, ownLines, secondLines } from './feedback-support.ts';

const results = [...ownLines, ...devLines, ...secondLines, ...heldLines, ...freshLines].map((line) => ({
  line,
  result: coach(line),
}));
const graded = results.filter(({ result }) => result.verdict === 'assessable');

const ownOf = (result: FeedbackResult): OwnFeedback => ({
  answerId: '1',
  answerState: 'submitted',
  revision: 1,
  state: 'ready',
  label: null,
  sentTo: null,
  sourceNote: null,
  result,
  notGradedBecause: null,
  erased: false,
  sharedRevision: null,
  before: null,
});
const shortText = (result: FeedbackResult): string =>
  plainText({ tone: 'private', blocks: shortBlocks(result), buttons: [] });
const allText = (result: FeedbackResult): string => plainText(criteriaCard('Design', ownOf(result), result));

test('a part is said to work only when it is met; a part that is partly there is called that', () => {
  const seen = new Set<string>();
  for (const { line, result } of graded) {
    if (result.strength === null) continue;
    const level = result.criteria.find(({ key }) => key === result.strength?.criterion)?.level;
    const label = level === 'met' ? 'What works:' : 'Partly there:';
    expect(`${line.id} ${shortText(result)}`).toContain(label);
    seen.add(label);
  }
  expect(seen.size).toBe(2);
});

test('no count of zero is shown, and anchors are shown only where they were found', () => {
  for (const { result } of graded) {
    expect(countsText(result)).not.toMatch(/\b0\b|^$/u);
    const text = allText(result);
    const found = Object.values(result.anchors).some((words) => words !== null);
    expect(text.includes('Your anchors')).toBe(found);
    expect(text).not.toMatch(/^(?:Problem|Decision|Tradeoff|Outcome|Lesson): not found/mu);
  }
});

test('no card of any answer accuses: what was not found is not what the member did not do', () => {
  const accuses = /\byou (?:didn['’]t|did not|failed|forgot|never|should have)\b|!(?!\S*”)/iu;
  for (const { line, result } of results) {
    // The member's own words are theirs; what is ours stands outside the quotation marks.
    const ours = `${verdictText(result)}\n${result.nextStep.text}\n${result.followUp}\n${result.criteria.map(({ reason }) => reason).join('\n')}`;
    expect(`${line.id} ${ours}`).not.toMatch(accuses);
  }
});

test('what was not found is one sentence with a list, every part named once', () => {
  for (const { line, result } of graded) {
    const missing = result.criteria.filter(({ level }) => level === 'missing');
    const text = allText(result);
    expect(`${line.id} ${text.split('did not find wording').length - 1}`).toMatch(/ [01]$/u);
    for (const { title } of missing) expect(text).toContain(title);
  }
});
