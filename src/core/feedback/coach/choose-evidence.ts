/** For each criterion: the level the answer carries, and quotes without which it would not. */
import type { AssessRequest, Level } from '../contract.ts';
import { coverWithQuotes } from './clip-quote.ts';
import type { Cover } from './clip-quote.ts';
import { detectorFor } from './detectors.ts';
import { gradeSentences, RANK } from './grade-sentences.ts';
import type { Graded } from './grade-sentences.ts';
import type { Sentence } from './read-sentences.ts';
import { tightness } from './tight-story.ts';
import { weighSentences } from './weigh-sentences.ts';
import type { Weighed } from './weigh-sentences.ts';

export type Finding = {
  readonly key: string;
  readonly looksFor: string;
  readonly level: Level;
  readonly quotes: readonly string[];
  /** 0..1, how sure the coach is. */
  readonly points: number;
};

/** So often quotes are chosen anew because the answer without them still carried the level. */
const TRIES = 3;
const MAX_USES = 2;

/**
 * Quotes that the level rests on: the answer without their sentences is graded again, and what still carries the
 * level is quoted as well. Where no two quotes reach everything, the strongest two stand.
 */
const quotesFor = (
  request: AssessRequest,
  key: string,
  graded: Graded,
  sentences: readonly Sentence[],
  isFree: (sentence: Sentence) => boolean,
): readonly string[] => {
  const detector = detectorFor(request.rubric, key);
  let carriers = graded.carriers;
  let chosen: readonly Cover[] =
    coverWithQuotes(request.answer, carriers.slice(0, 2), detector, sentences) ?? [];
  for (let round = 0; round < TRIES; round += 1) {
    const cover = coverWithQuotes(request.answer, carriers, detector, sentences);
    if (cover === null) break;
    chosen = cover;
    const touched = new Set(cover.flatMap((one) => one.touches));
    const rest = sentences.filter((one) => !touched.has(one));
    const again = gradeSentences(request.rubric, weighSentences(request, rest)).get(key);
    if (again === undefined || RANK[again.level] < RANK[graded.level]) break;
    carriers = [...carriers, ...again.carriers.filter(isFree)];
  }
  return chosen.map((one) => one.text);
};

/** Every criterion of the request's rubric, in its order. */
export const chooseEvidence = (request: AssessRequest, weighed: readonly Weighed[]): readonly Finding[] => {
  const sentences = weighed.map((one) => one.sentence);
  const grades = gradeSentences(request.rubric, weighed);
  // Verification voids what is quoted for more than two criteria.
  const isFree = (sentence: Sentence): boolean =>
    [...grades.values()].filter(({ carriers }) => carriers.includes(sentence)).length < MAX_USES;
  const findings = request.rubric.criteria.map((criterion): Finding => {
    const { key } = criterion;
    const { looksFor } = detectorFor(request.rubric, key);
    const graded = grades.get(key);
    const quotes = graded === undefined ? [] : quotesFor(request, key, graded, sentences, isFree);
    return graded === undefined || quotes.length === 0
      ? { key, looksFor, level: 'missing', quotes: [], points: 0 }
      : { key, looksFor, level: graded.level, quotes, points: graded.points };
  });
  return request.rubric.criteria.flatMap((criterion, index) => {
    const finding = findings[index];
    if (finding === undefined) return [];
    return criterion.signal === 'tight_story'
      ? [tightness(criterion.key, request, weighed, findings)]
      : [finding];
  });
};
