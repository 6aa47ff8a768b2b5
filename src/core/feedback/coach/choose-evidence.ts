/** For each criterion: the level the answer carries, and the quotes it rests on. */
import type { Level } from '../contract.ts';
import { sameStretch } from '../verify.ts';
import { coverWithQuotes } from './clip-quote.ts';
import type { Cover } from './clip-quote.ts';
import { detectorFor } from './detectors.ts';
import { carrierOf, stillCarries } from './judge.ts';
import type { Judged, Reading } from './judge.ts';
import type { Sentence } from './read-sentences.ts';

export type Finding = {
  readonly key: string;
  readonly looksFor: string;
  readonly level: Level;
  readonly quotes: readonly string[];
  /** Where in the answer each of them begins. */
  readonly starts: readonly number[];
  /** 0..1, how sure the coach is. */
  readonly points: number;
  /** The wording is in so many places that no two quotes carry it; the level is then "missing". */
  readonly scattered: boolean;
};

/** So often quotes are chosen anew because the answer without them still carried the level. */
const TRIES = 4;
/** Verification voids what is quoted for more criteria than this. */
const MAX_USES = 2;

const overused = (granted: readonly (readonly Cover[])[]): boolean =>
  granted
    .flat()
    .some(
      (one) => granted.filter((covers) => covers.some((other) => sameStretch(one, other))).length > MAX_USES,
    );

/**
 * Quotes without whose sentences the level falls: the answer without them is judged again, and what still carries
 * the level is quoted as well. Null where no two quotes reach everything that carries it.
 */
const quotesFor = (
  reading: Reading,
  judged: Judged,
  key: string,
  level: Level,
  granted: readonly (readonly Cover[])[],
): readonly Cover[] | null => {
  const { request, sentences } = reading;
  const carrier = carrierOf(request, key);
  const detector = detectorFor(request.rubric.criteria.find((one) => one.key === carrier)?.signal ?? '');
  const graded = judged.grades.get(carrier);
  const asJudged = level === (judged.levels.get(key) ?? 'missing');
  let carriers = (asJudged ? graded?.carriers : graded?.hints) ?? [];
  // What two other criteria rest on is not taken from them.
  const isFree = (sentence: Sentence): boolean =>
    [...judged.grades].filter(([other, one]) => other !== key && one.carriers.includes(sentence)).length <
    MAX_USES;
  for (let round = 0; round < TRIES; round += 1) {
    const cover = coverWithQuotes(request.answer, carriers, detector, sentences);
    if (cover === null || cover.length === 0 || overused([...granted, cover])) return null;
    const touched = new Set(cover.flatMap((one) => one.touches));
    const again = stillCarries(
      reading,
      sentences.filter((one) => !touched.has(one)),
      key,
      level,
    );
    if (again === null) return cover;
    if (again.length === 0 || !again.every(isFree)) return null;
    carriers = [...carriers, ...again];
  }
  return null;
};

/**
 * Every criterion of the request's rubric, in its order. A level other than "missing" always falls when the sentences
 * its quotes touch are taken out of the answer.
 */
export const chooseEvidence = (reading: Reading, judged: Judged): readonly Finding[] => {
  const granted: (readonly Cover[])[] = [];
  return reading.request.rubric.criteria.map(({ key, signal }): Finding => {
    const { looksFor } = detectorFor(signal);
    const carried = judged.levels.get(key) ?? 'missing';
    const none = { key, looksFor, level: 'missing', quotes: [], starts: [], points: 0 } as const;
    if (carried === 'missing') return { ...none, scattered: false };
    // What is in too many places to be shown as met may still be shown as partly met.
    const levels: readonly Level[] = carried === 'met' ? ['met', 'partial'] : [carried];
    const shown = levels
      .values()
      .map((level) => ({ level, cover: quotesFor(reading, judged, key, level, granted) }))
      .find((one) => one.cover !== null);
    if (shown === undefined || shown.cover === null) return { ...none, scattered: true };
    const { level, cover } = shown;
    granted.push(cover);
    const points = judged.grades.get(carrierOf(reading.request, key))?.points ?? 0;
    return {
      key,
      looksFor,
      level,
      quotes: cover.map((one) => one.text),
      starts: cover.map((one) => one.start),
      points,
      scattered: false,
    };
  });
};
