import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { detectorFor } from '../../../src/core/feedback/coach/detectors.ts';
import { gradeSentences } from '../../../src/core/feedback/coach/grade-sentences.ts';
import { readQuestion } from '../../../src/core/feedback/coach/question-match.ts';
import { readSentences } from '../../../src/core/feedback/coach/read-sentences.ts';
import { weighSentences } from '../../../src/core/feedback/coach/weigh-sentences.ts';
import type { Level } from '../../../src/core/feedback/contract.ts';
import { rubricOf } from './feedback-support.ts';

const FOLDER = fileURLToPath(new URL('../../fixtures/feedback/', import.meta.url));
/** Single sentences as many people would say them; `meets` tells whether they meet the criterion of that signal. */
const SaidSchema = z.strictObject({
  signal: z.string(),
  category: z.string(),
  meets: z.boolean(),
  text: z.string(),
});
type Said = z.infer<typeof SaidSchema>;

/** A sentence of the same answer, about something else: nobody says one sentence alone. */
const NEXT = 'Our depot in Graz prints labels for forty bakeries and two ferry harbours.';

const levelOf = ({ signal, category, text }: Said): Level => {
  const rubric = rubricOf(category);
  const answer = `${text}\n${NEXT}`;
  const question = { text: 'Tell me about this.', category };
  const asked = readQuestion(question);
  const weighed = weighSentences(
    { question, answer, rubric },
    readSentences(answer, asked.stems),
    asked,
    false,
  ).filter(({ sentence }) => sentence.start < text.length);
  const key = rubric.criteria.find((one) => one.signal === signal)?.key;
  if (key === undefined) throw new Error(`${category} asks for no ${signal}`);
  // What belongs at the beginning is asked for there, all else later on.
  const before =
    detectorFor(signal).early === true ? [] : weighed.slice(0, 1).map((one) => ({ ...one, weight: 0 }));
  return (
    gradeSentences(rubric.criteria, [...before, ...before, ...before, ...weighed]).get(key)?.level ??
    'missing'
  );
};

const share = (lines: readonly Said[], hit: (level: Level) => boolean): number =>
  lines.filter((one) => hit(levelOf(one))).length / lines.length;

/** What was reached: `heard` and `fully` of the sentences that meet, `fooled` fully by those that come near. */
const REACHED: Readonly<Record<string, { heard: number; fully: number; fooled: number }>> = {
  'said-business.jsonl': { heard: 0.93, fully: 0.75, fooled: 0 },
  'said-story.jsonl': { heard: 0.89, fully: 0.58, fooled: 0 },
  'said-study.jsonl': { heard: 0.87, fully: 0.58, fooled: 0.02 },
};

const files = readdirSync(FOLDER).filter((name) => name.startsWith('said-'));

test('every file of single sentences has the shares it is held to', () => {
  expect(files.toSorted()).toEqual(Object.keys(REACHED).toSorted());
});

test.for(files)('what people say in many ways is heard, what comes near it is not: %s', (name) => {
  const lines = readFileSync(`${FOLDER}${name}`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => SaidSchema.parse(JSON.parse(line)));
  const meeting = lines.filter((one) => one.meets);
  const near = lines.filter((one) => !one.meets);
  const reached = REACHED[name] ?? { heard: 1, fully: 1, fooled: 0 };
  expect(share(meeting, (level) => level !== 'missing')).toBeGreaterThanOrEqual(reached.heard);
  expect(share(meeting, (level) => level === 'met')).toBeGreaterThanOrEqual(reached.fully);
  expect(share(near, (level) => level === 'met')).toBeLessThanOrEqual(reached.fooled);
});
