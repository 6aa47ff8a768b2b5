import { expect, test } from 'vitest';
import { readQuestion } from '../../../src/core/feedback/coach/question-match.ts';
import type { EvalLine } from '../../../src/core/feedback/eval/read-lines.ts';
import { allLines, coach, freshLines, heldLines, secondLines, thirdLines } from './feedback-support.ts';

const everyLine = [...allLines, ...freshLines, ...secondLines, ...heldLines, ...thirdLines];
const labelled = (label: string): readonly EvalLine[] => everyLine.filter((line) => line.label === label);

/** One question of every other kind, taken in turn so that all come up. */
const otherQuestions = (line: EvalLine, turn: number): readonly EvalLine[] => {
  const others = Map.groupBy(
    everyLine.filter((one) => one.category !== line.category),
    (one) => one.category,
  );
  return [...others.values()].flatMap((lines) => lines[(turn * 5) % lines.length] ?? []);
};

/** Share of answers that fall by 30 or are off topic when given to questions of other kinds. */
const caughtWhenSwapped = (label: string, low = -1): number => {
  let caught = 0;
  let all = 0;
  for (const [turn, line] of labelled(label).entries()) {
    const before = coach(line).score;
    for (const other of otherQuestions(line, turn)) {
      const { score, verdict } = coach(other, line.answer);
      all += 1;
      if (verdict === 'off_topic' || before - score >= 30 || score <= low) caught += 1;
    }
  }
  return caught / all;
};

test('a strong answer to a question of another kind falls by 30 or is off topic', () => {
  expect(caughtWhenSwapped('strong')).toBeGreaterThanOrEqual(0.93);
});

test('a medium answer to a question of another kind mostly falls by 30 or is off topic', () => {
  expect(caughtWhenSwapped('medium')).toBeGreaterThanOrEqual(0.85);
});

test('a weak answer, too low to fall by 30, is off topic or ends at the cap', () => {
  expect(caughtWhenSwapped('weak', 10)).toBeGreaterThanOrEqual(0.94);
});

const unique = (lines: readonly EvalLine[]): readonly EvalLine[] => [
  ...new Map(lines.map((line) => [line.question, line])).values(),
];

test('an answer to another scene of the same kind falls by 30, is off topic, or ends at the cap', () => {
  const scenes = unique(everyLine).filter(
    ({ question, category }) => readQuestion({ text: question, category }).demands.props.length > 0,
  );
  const asked = new Set(scenes.map(({ question }) => question));
  const told = [...labelled('strong'), ...labelled('medium')].filter(({ question }) => asked.has(question));
  let caught = 0;
  let all = 0;
  for (const line of told) {
    const before = coach(line).score;
    for (const other of scenes) {
      if (other.category !== line.category || other.question === line.question) continue;
      const { score, verdict } = coach(other, line.answer);
      all += 1;
      if (verdict === 'off_topic' || before - score >= 30 || score <= 12) caught += 1;
    }
  }
  expect(all).toBeGreaterThan(50);
  expect(caught / all).toBeGreaterThanOrEqual(0.85);
});

test('no answer to its own question is called off topic, and hardly any unclear', () => {
  const right = [...labelled('strong'), ...labelled('medium')].map((line) => ({ line, result: coach(line) }));
  expect(right.filter(({ result }) => result.verdict !== 'assessable').map(({ line }) => line.id)).toEqual(
    [],
  );
  const unclear = right.filter(({ result }) =>
    result.notes.some((note) => note.code === 'question_link_unclear'),
  );
  expect(unclear.length / right.length).toBeLessThanOrEqual(0.04);
});

test('an answer that takes up none of the scene is not graded as if it did', () => {
  const [farm, ferry] = ['architecture-f1-strong', 'architecture-g1-medium'].map((id) =>
    everyLine.find((line) => line.id === id),
  );
  if (farm === undefined || ferry === undefined) throw new Error('fixture missing');
  const { verdict, notes } = coach(ferry, farm.answer);
  const doubted = verdict === 'off_topic' || notes.some((note) => note.code === 'question_link_unclear');
  expect(doubted).toBe(true);
});

test('the anchors of an answer that is not to its question are still its own words', () => {
  const [other] = everyLine.filter(({ category }) => category === 'metrics');
  const story = everyLine.find(({ id }) => id === 'behavioral-o2-strong');
  const swapped = everyLine.find(({ id }) => id === 'third-architecture-api-retire-version-strong');
  if (other === undefined || story === undefined || swapped === undefined) throw new Error('fixture missing');
  const scene = {
    ...swapped,
    question:
      'Pupils send short videos of sports exercises to their teacher. Many pay for mobile data by the megabyte. How does that shape what you ask engineering to build?',
  };
  const seen = [coach(other, story.answer), coach(scene)].map((result) => {
    const anchors = Object.values(result.anchors).filter((words) => words !== null);
    expect(anchors.length).toBeGreaterThan(0);
    for (const words of anchors) expect(`${story.answer}\n${swapped.answer}`).toContain(words);
    return result.verdict;
  });
  expect(seen).toContain('off_topic');
});
