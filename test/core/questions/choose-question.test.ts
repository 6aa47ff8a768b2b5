import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chooseForMember,
  chooseQuestion,
  rankByPractice,
  type AskedQuestion,
  type ChoosableQuestion,
} from '../../../src/core/questions/choose-question.ts';
import { addDays, type LocalDate } from '../../../src/core/time.ts';

const SEED = 20260303;
const CATEGORIES = ['architecture', 'competitive', 'metrics'];
const QUESTIONS = CATEGORIES.flatMap((category) =>
  [1, 2, 3].map((number): ChoosableQuestion => ({ id: `${category}-${number}`, category, retired: false })),
);
const PACK = { categories: CATEGORIES, questions: QUESTIONS, seed: 'schedule 1' };

function asked(questionId: string, date: LocalDate): AskedQuestion {
  return { questionId, category: questionId.split('-')[0] ?? '', date };
}

/** What a channel is asked on so many days in a row. */
function askDaily(days: number, input: Parameters<typeof chooseQuestion>[0]): AskedQuestion[] {
  const history = [...input.asked];
  for (let day = 0; day < days; day += 1) {
    const choice = chooseQuestion({ ...input, asked: history });
    if (choice === null) throw new Error('nothing to ask');
    history.push({ ...choice, date: addDays('2026-01-01', day) });
  }
  return history;
}

function ids(history: readonly AskedQuestion[]): string[] {
  return history.map((entry) => entry.questionId);
}

describe('the question of a channel', () => {
  test('takes the categories in turn, first in the order of the pack', () => {
    expect(askDaily(7, { ...PACK, asked: [] }).map((entry) => entry.category)).toEqual([
      'architecture',
      'competitive',
      'metrics',
      'architecture',
      'competitive',
      'metrics',
      'architecture',
    ]);
  });

  test('comes from the category least recently asked, whatever the order of the history', () => {
    const history = [
      asked('metrics-1', '2026-01-02'),
      asked('architecture-1', '2026-01-05'),
      asked('competitive-1', '2026-01-03'),
      asked('metrics-2', '2026-01-04'),
    ];
    expect(chooseQuestion({ ...PACK, asked: history })?.category).toBe('competitive');
    expect(chooseQuestion({ ...PACK, asked: history.toReversed() })?.category).toBe('competitive');
  });

  test("on a tie follows the pack's priority", () => {
    const history = [asked('metrics-1', '2026-01-02'), asked('competitive-1', '2026-01-02')];
    const pack = { ...PACK, categories: ['metrics', 'competitive'] };
    expect(chooseQuestion({ ...pack, asked: history })?.category).toBe('metrics');
  });

  test('does not come again until all of its category were asked, then the one asked longest ago does', () => {
    const history = askDaily(27, { ...PACK, asked: [] });
    const [first, second, third] = [
      ids(history.slice(0, 9)),
      ids(history.slice(9, 18)),
      ids(history.slice(18)),
    ];
    expect(new Set(first).size).toBe(9);
    expect(second).toEqual(first);
    expect(third).toEqual(first);
  });

  test('prefers a question that was added later to any that was asked', () => {
    const history = askDaily(9, { ...PACK, asked: [] });
    const questions = [...QUESTIONS, { id: 'architecture-4', category: 'architecture', retired: false }];
    expect(chooseQuestion({ ...PACK, questions, asked: history })?.questionId).toBe('architecture-4');
  });

  test('does not go alphabetically, and each channel has an order of its own that stays', () => {
    const questions = Array.from({ length: 20 }, (_, index) => ({
      id: `metrics-${String(index).padStart(2, '0')}`,
      category: 'metrics',
      retired: false,
    }));
    const order = (seed: string): string[] => ids(askDaily(20, { ...PACK, questions, seed, asked: [] }));
    expect(order('one')).not.toEqual(order('one').toSorted());
    expect(order('one')).not.toEqual(order('two'));
    expect(order('one')).toEqual(order('one'));
    expect(order('one')).toEqual(
      ids(askDaily(20, { ...PACK, questions: questions.toReversed(), seed: 'one', asked: [] })),
    );
  });

  test('is the queued one, even when it was asked before', () => {
    const history = [asked('metrics-2', '2026-01-02')];
    expect(chooseQuestion({ ...PACK, asked: history, queuedQuestionId: 'metrics-2' })).toEqual({
      questionId: 'metrics-2',
      category: 'metrics',
      because: 'queued',
    });
  });

  test('is found by turn when the queued one is retired or unknown', () => {
    const questions = QUESTIONS.map((question) => ({ ...question, retired: question.id === 'metrics-2' }));
    for (const queuedQuestionId of ['metrics-2', 'gone', '', null]) {
      const choice = chooseQuestion({ ...PACK, questions, asked: [], queuedQuestionId });
      expect(choice).toMatchObject({ category: 'architecture', because: 'turn' });
    }
  });

  test('is never a retired one, and a category with nothing left is passed over', () => {
    const questions = QUESTIONS.map((question) => ({
      ...question,
      retired: question.category === 'architecture',
    }));
    const history = askDaily(12, { ...PACK, questions, asked: [] });
    expect(history.map((entry) => entry.category)).toEqual(
      Array.from({ length: 12 }, (_, day) => (day % 2 === 0 ? 'competitive' : 'metrics')),
    );
  });

  test('swapped away is replaced by another of the same category', () => {
    const first = chooseQuestion({ ...PACK, asked: [] });
    const second = chooseQuestion({ ...PACK, asked: [], exclude: [first?.questionId ?? ''] });
    expect(second?.category).toBe('architecture');
    expect(second?.questionId).not.toBe(first?.questionId);
  });

  test('is none when the pack has nothing to ask', () => {
    expect(chooseQuestion({ ...PACK, questions: [], asked: [] })).toBeNull();
    expect(
      chooseQuestion({ ...PACK, exclude: QUESTIONS.map((question) => question.id), asked: [] }),
    ).toBeNull();
  });

  test(`keeps its rules over any history (seed ${SEED})`, () => {
    const history = fc.array(
      fc
        .tuple(fc.constantFrom(...QUESTIONS), fc.integer({ min: 0, max: 40 }))
        .map(([question, day]): AskedQuestion => asked(question.id, addDays('2026-01-01', day))),
      { maxLength: 25 },
    );
    const lastDate = (entries: readonly AskedQuestion[]): string =>
      entries.reduce((last, entry) => (entry.date > last ? entry.date : last), '');
    fc.assert(
      fc.property(history, fc.string(), (past, seed) => {
        const choice = chooseQuestion({ ...PACK, seed, asked: past });
        const categoryDates = CATEGORIES.map((name) =>
          lastDate(past.filter((entry) => entry.category === name)),
        );
        const due = CATEGORIES[categoryDates.indexOf(categoryDates.toSorted()[0] ?? '')];
        expect(choice?.category).toBe(due);
        const dateOf = (id: string): string => lastDate(past.filter((entry) => entry.questionId === id));
        const oldest = QUESTIONS.filter((question) => question.category === due).map((question) =>
          dateOf(question.id),
        );
        expect(dateOf(choice?.questionId ?? '')).toBe(oldest.toSorted()[0]);
        expect(chooseQuestion({ ...PACK, seed, asked: [...past, ...past].toReversed() })).toEqual(choice);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});

describe('a private question', () => {
  const today = '2026-02-28';
  const practised = [
    asked('architecture-1', '2026-02-20'),
    asked('competitive-1', '2026-01-30'),
    asked('competitive-2', '2026-01-29'),
    asked('metrics-1', '2026-02-10'),
    asked('metrics-1', '2026-02-11'),
  ];

  test('comes from what the member practised least in the last 30 days', () => {
    expect(rankByPractice({ categories: CATEGORIES, practised, today })).toEqual([
      { category: 'competitive', recent: 1, lastDate: '2026-01-30' },
      { category: 'architecture', recent: 1, lastDate: '2026-02-20' },
      { category: 'metrics', recent: 2, lastDate: '2026-02-11' },
    ]);
    expect(chooseForMember({ ...PACK, practised, today })).toEqual({
      questionId: 'competitive-3',
      category: 'competitive',
      because: 'practised_least',
    });
  });

  test('without any practice follows the priority of the pack', () => {
    expect(chooseForMember({ ...PACK, practised: [], today })?.category).toBe('architecture');
  });

  test('of a requested category is one they never practised, else the one practised longest ago', () => {
    const all = [...practised, asked('metrics-2', '2026-02-01'), asked('metrics-3', '2026-02-02')];
    expect(chooseForMember({ ...PACK, practised: all, today, category: 'metrics' })).toEqual({
      questionId: 'metrics-2',
      category: 'metrics',
      because: 'requested',
    });
    const rest = chooseForMember({ ...PACK, practised, today, category: 'metrics', exclude: ['metrics-2'] });
    expect(rest?.questionId).toBe('metrics-3');
  });

  test('is none when the requested category does not exist', () => {
    expect(chooseForMember({ ...PACK, practised, today, category: 'poetry' })).toBeNull();
  });

  test('passes over a category whose questions are all excluded', () => {
    const exclude = ['competitive-1', 'competitive-2', 'competitive-3'];
    expect(chooseForMember({ ...PACK, practised, today, exclude })?.category).toBe('architecture');
  });
});
