import { expect, test } from 'vitest';
import type { Assessment, CriterionResult, Level } from '../../../src/core/feedback/contract.ts';
import { ungroundedFacts } from '../../../src/core/feedback/grounded.ts';
import {
  chooseCriterion,
  chooseFollowUp,
  chooseNextStep,
  stepForVerdict,
  usualStep,
} from '../../../src/core/feedback/next-step.ts';
import { emptyAssessment, rubric, rubricOf } from './feedback-support.ts';

const architecture = rubricOf('architecture');
const criteria = (levels: Readonly<Record<string, Level>>): readonly CriterionResult[] =>
  architecture.criteria.map(({ key, title }) => ({
    key,
    title,
    level: levels[key] ?? 'met',
    reason: '',
    quotes: [],
  }));
const request = {
  question: { text: 'How did you deal with a slow feature?', category: 'architecture' },
  answer: 'Anton wanted to split the table by hall. I asked for the list to be sent to 8 scanners first.',
  rubric: architecture,
};
const step = (text: string, criterion = 'decision_and_risk'): ReturnType<typeof chooseNextStep> => {
  const assessment: Assessment = { ...emptyAssessment, nextStep: { criterion, text } };
  return chooseNextStep(request, assessment, {
    verdict: 'assessable',
    criteria: criteria({ decision_and_risk: 'missing' }),
  });
};

test('between equal weights the decision comes first, then the tradeoff, then the outcome', () => {
  expect(
    chooseCriterion(architecture, criteria({ honest_role: 'missing', outcome_or_check: 'missing' }))?.key,
  ).toBe('outcome_or_check');
  expect(
    chooseCriterion(architecture, criteria({ tradeoff_consequence: 'partial', outcome_or_check: 'missing' }))
      ?.key,
  ).toBe('tradeoff_consequence');
  expect(
    chooseCriterion(architecture, criteria({ tradeoff_consequence: 'missing', decision_and_risk: 'partial' }))
      ?.key,
  ).toBe('decision_and_risk');
  expect(chooseCriterion(architecture, criteria({}))).toBeNull();
});

test('a higher weight goes before every role', () => {
  const heavier = {
    ...architecture,
    criteria: architecture.criteria.map((one) => (one.key === 'honest_role' ? { ...one, weight: 2 } : one)),
  };
  expect(
    chooseCriterion(heavier, criteria({ honest_role: 'partial', decision_and_risk: 'missing' }))?.key,
  ).toBe('honest_role');
});

test('a grounded step about the chosen criterion is kept', () => {
  const text = 'Say what would have happened if the 8 scanners had failed, and what Anton had prepared.';
  expect(step(text)).toEqual({ criterion: 'decision_and_risk', text, canned: false });
});

test.each([
  ['about another criterion', 'Say who pays for the split later on.', 'tradeoff_consequence'],
  ['with an invented number', 'Say why 12 scanners were enough.', 'decision_and_risk'],
  ['with an invented number in words', 'Say why twelve scanners were enough.', 'decision_and_risk'],
  ['with an invented name', 'Say what Priya thought of the split.', 'decision_and_risk'],
  [
    'with an invented name at the start',
    'Priya will ask about the split, so prepare it.',
    'decision_and_risk',
  ],
  ['that scripts a sentence', 'Say: I chose the list because it was safer.', 'decision_and_risk'],
  [
    'that quotes what was never said',
    'Add "the list was safer for the night shift" to the end.',
    'decision_and_risk',
  ],
  ['that is too long', `Say ${'what the list changed for the pickers '.repeat(6)}`, 'decision_and_risk'],
  ['that is empty', '', 'decision_and_risk'],
  ['that links elsewhere', 'Read https://example.com before the next answer.', 'decision_and_risk'],
])('a step %s gives way to the canned line', (_what, text, criterion) => {
  const chosen = step(text, criterion);
  expect(chosen.canned).toBe(true);
  expect(chosen.text).toBe(architecture.criteria.find((one) => one.key === 'decision_and_risk')?.next);
});

test('a follow-up is one grounded question, else the canned one', () => {
  const ask = (followUp: string): string =>
    chooseFollowUp(
      request,
      { ...emptyAssessment, followUp },
      { verdict: 'assessable', criteria: criteria({ honest_role: 'missing' }) },
    ).text;
  expect(ask('What did Anton say to the scanners?')).toBe('What did Anton say to the scanners?');
  const canned = architecture.criteria.find((one) => one.key === 'honest_role')?.follow;
  expect(ask('What did Rosa say?')).toBe(canned);
  expect(ask('Tell me more.')).toBe(canned);
});

test('without a usable question the nearest probe of the pack is asked, unless it knows more than the member', () => {
  const probed = (probes: readonly string[], missing: string): string =>
    chooseFollowUp({ ...request, question: { ...request.question, probes } }, emptyAssessment, {
      verdict: 'assessable',
      criteria: criteria({ [missing]: 'missing' }),
    }).text;
  const probes = [
    'Which part did engineers decide?',
    'What would you look at after launch to know that it worked?',
    'What did Rosa tell the 12 drivers?',
  ];
  expect(probed(probes, 'honest_role')).toBe(probes[0]);
  expect(probed(probes, 'outcome_or_check')).toBe(probes[1]);
  const canned = architecture.criteria.find((one) => one.key === 'honest_role')?.follow;
  expect(probed(probes.slice(2), 'honest_role')).toBe(canned);
});

test('what is partly there is not asked for as if nothing of it were', () => {
  const told = (level: Level): string =>
    chooseNextStep(request, emptyAssessment, {
      verdict: 'assessable',
      criteria: criteria({ decision_and_risk: level }),
    }).text;
  const next = architecture.criteria.find((one) => one.key === 'decision_and_risk')?.next;
  expect(told('missing')).toBe(next);
  expect(told('partial')).toBe(`Some of this is there already. ${next}`);
});

test('every canned line is short, states no number or name, and differs from the others', () => {
  const lines = Object.values(rubric.categories).flatMap((category) =>
    category.criteria.flatMap((one) => [usualStep(one, 'missing'), usualStep(one, 'partial'), one.follow]),
  );
  const verdicts = (['too_short', 'off_topic', 'not_english', 'question_to_bot'] as const).map(
    stepForVerdict,
    usualStep,
  );
  for (const line of [...lines, ...verdicts.map((text) => text.replaceAll('English', 'it'))]) {
    expect(line.split(/\s+/u).length).toBeLessThanOrEqual(35);
    expect(ungroundedFacts(line, [])).toEqual([]);
  }
  expect(new Set(lines).size).toBe(lines.length);
});
