import { expect, test } from 'vitest';
import type { CriterionResult, Level } from '../../../src/core/feedback/contract.ts';
import { hasSuspiciousFigures } from '../../../src/core/feedback/exact-figures.ts';
import { namesFramework, scoreLevels } from '../../../src/core/feedback/score.ts';
import { rubricOf } from './feedback-support.ts';

const architecture = rubricOf('architecture');
const criteria = (
  fallback: Level,
  levels: Readonly<Record<string, Level>> = {},
): readonly CriterionResult[] =>
  architecture.criteria.map(({ key, title }) => ({
    key,
    title,
    level: levels[key] ?? fallback,
    reason: '',
    quotes: [],
  }));
const about = { verdict: 'assessable', source: 'model', answer: 'We poll.' } as const;

test('the score is the weighted share of met and half-met criteria', () => {
  expect(scoreLevels(architecture, criteria('met'), about)).toMatchObject({
    score: 100,
    band: 'strong',
    caps: [],
  });
  expect(scoreLevels(architecture, criteria('partial'), about)).toMatchObject({
    score: 50,
    band: 'developing',
  });
  expect(scoreLevels(architecture, criteria('missing'), about)).toMatchObject({ score: 0, band: 'starting' });
});

test('without any decision the score stops at the cap', () => {
  const score = scoreLevels(architecture, criteria('met', { decision_and_risk: 'missing' }), about);
  expect(score).toMatchObject({ score: 45, caps: ['capped_no_decision'] });
});

test('a decision that is told in too many places to be quoted is no missing decision', () => {
  const levels = criteria('met', { decision_and_risk: 'missing' });
  const score = scoreLevels(architecture, levels, { ...about, decisionScattered: true });
  expect(score).toMatchObject({ score: 83.3, caps: [] });
});

test('a framework that leads to no decision caps the score, one that does is no harm', () => {
  const named = { ...about, answer: 'We used RICE and then the list.' };
  expect(scoreLevels(architecture, criteria('met', { decision_and_risk: 'partial' }), named)).toMatchObject({
    score: 50,
    caps: ['capped_framework_only'],
  });
  expect(scoreLevels(architecture, criteria('met'), named)).toMatchObject({ score: 100, caps: [] });
});

test('an answer that could not be tied to its question loses points, stops at a cap and never falls below zero', () => {
  const unclear = { ...about, source: 'coach', linkUnclear: true } as const;
  expect(scoreLevels(architecture, criteria('met'), unclear)).toMatchObject({ score: 25, band: 'starting' });
  expect(scoreLevels(architecture, criteria('partial'), unclear)).toMatchObject({ score: 5 });
  expect(scoreLevels(architecture, criteria('missing'), unclear)).toMatchObject({ score: 0 });
});

test('what was found in an answer that could not be tied to its question stays found', () => {
  const unclear = { ...about, source: 'coach', linkUnclear: true } as const;
  expect(
    scoreLevels(architecture, criteria('partial', { decision_and_risk: 'met' }), unclear).counts,
  ).toEqual(scoreLevels(architecture, criteria('partial', { decision_and_risk: 'met' }), about).counts);
});

test('everyday words are no frameworks', () => {
  expect(namesFramework('The ice on the road, a smart star and rice', architecture.frameworks)).toBe(false);
  expect(namesFramework('We took the double diamond', architecture.frameworks)).toBe(true);
});

test('the coach never calls an answer strong', () => {
  expect(scoreLevels(architecture, criteria('met'), { ...about, source: 'coach' })).toMatchObject({
    band: 'promising',
    caps: ['band_capped_coach'],
  });
});

test('what was not assessed is not graded', () => {
  expect(scoreLevels(architecture, criteria('met'), { ...about, verdict: 'off_topic' })).toMatchObject({
    score: 10,
    band: 'not_graded',
  });
});

test('figures nobody can know so exactly are noticed, plain ones are not', () => {
  for (const text of [
    'a 9.772% lift',
    'it rose from 71.846 to 93.118',
    'p=0.00000004',
    'up 40% and +25% satisfaction',
  ]) {
    expect(hasSuspiciousFigures(text)).toBe(true);
  }
  for (const text of [
    'from 31 to 36 percent',
    '1,250 orders',
    'at 11.20 on Monday',
    '3 of 19 partners',
    'it cost 1.50',
    'Batteries lost 6% more, not 80%.',
    'Double uploads 19% → 3%, the control 18%',
  ]) {
    expect(hasSuspiciousFigures(text)).toBe(false);
  }
});
