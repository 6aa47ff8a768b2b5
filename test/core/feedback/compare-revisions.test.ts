import { expect, test } from 'vitest';
import { compareRevisions } from '../../../src/core/feedback/compare-revisions.ts';
import { coach, ownLines } from './feedback-support.ts';

const line = ownLines.find((one) => one.id === 'architecture-o1-strong');
if (line === undefined) throw new Error('fixture missing');
const full = coach(line);
const shorter = coach(line, line.answer.split('\n\n').slice(0, 2).join('\n\n'));

test('a new revision names what rose and the wording that carries it', () => {
  const compared = compareRevisions(shorter, full);
  if (!compared.comparable) throw new Error('should compare');
  const up = compared.changes.filter((one) => one.direction === 'up');
  expect(up.length).toBeGreaterThan(0);
  for (const change of up) expect(line.answer).toContain(change.quote?.text ?? 'no quote');
  const before = new Map(shorter.criteria.map((one) => [one.key, one.level]));
  for (const change of compared.changes) expect(change.from).toBe(before.get(change.key));
});

test('going back names the same criteria the other way, without a quote', () => {
  const there = compareRevisions(shorter, full);
  const back = compareRevisions(full, shorter);
  if (!there.comparable || !back.comparable) throw new Error('should compare');
  expect(back.changes.map((one) => one.key).sort()).toEqual(there.changes.map((one) => one.key).sort());
  for (const change of back.changes.filter((one) => one.direction === 'down'))
    expect(change.quote).toBeNull();
});

test('nothing changed gives no changes', () => {
  expect(compareRevisions(full, full)).toEqual({ comparable: true, changes: [] });
});

test('other rubrics, other readers and ungraded versions are not compared', () => {
  expect(compareRevisions(full, { ...full, rubricVersion: 'tpm-0' })).toEqual({
    comparable: false,
    why: 'other_rubric',
  });
  expect(compareRevisions(full, { ...full, source: 'model' })).toEqual({
    comparable: false,
    why: 'other_reader',
  });
  expect(compareRevisions({ ...full, verdict: 'too_short' }, full)).toEqual({
    comparable: false,
    why: 'not_graded',
  });
});
