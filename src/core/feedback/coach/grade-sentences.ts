/** Gives every sentence to the criteria it says most about, and each criterion the level its sentences carry. */
import type { Level } from '../contract.ts';
import type { CriterionRubric } from '../rubric/load-rubric.ts';
import type { Detector } from './cue.ts';
import { detectorFor, sharedPatterns } from './detectors.ts';
import type { Sentence } from './read-sentences.ts';
import type { Weighed } from './weigh-sentences.ts';

/** What one criterion gets. `carriers` are the sentences that each carry the level alone, strongest first. */
export type Graded = {
  readonly level: Exclude<Level, 'missing'>;
  readonly carriers: readonly Sentence[];
  /** Those and the sentences that carry a lower level, strongest first. */
  readonly hints: readonly Sentence[];
  readonly points: number;
};

/** From these points (0..1) on a sentence carries the level; set on labelled answers. */
const MET = 0.41;
const PARTIAL = 0.16;
/** A sentence speaks for a second criterion from this share of what it says about the first ... */
const SECOND = 0.55;
/** ... and counts in full for it only when it says about as much: one sentence rarely meets two demands. */
const AS_MUCH = 0.85;
const JUST_PARTIAL = MET - 0.01;
/** So many sentences at the start are "early", empty phrases such as a greeting apart. */
const EARLY = 3;

/** For each sentence how many before it are more than empty phrases. */
const places = (weighed: readonly Weighed[]): readonly number[] => {
  let before = 0;
  return weighed.map(({ weight, sentence }) => {
    const place = before;
    if (weight > 0 || sentence.generic + sentence.filler === 0) before += 1;
    return place;
  });
};

/** What the patterns of several detectors found in a sentence: each is looked for once. */
const foundBefore = new WeakMap<Sentence, Map<RegExp, boolean>>();

const matches = (pattern: RegExp, sentence: Sentence): boolean => {
  if (!sharedPatterns.has(pattern)) return pattern.test(sentence.text);
  const known = foundBefore.get(sentence) ?? new Map<RegExp, boolean>();
  foundBefore.set(sentence, known);
  const found = known.get(pattern) ?? pattern.test(sentence.text);
  known.set(pattern, found);
  return found;
};

const speak = (detector: Detector, sentence: Sentence): number => {
  if (detector.needsGroup === true && sentence.groups === 0) return 0;
  if (detector.unless?.test(sentence.text) === true) return 0;
  if (detector.needs?.test(sentence.text) === false) return 0;
  let silent = 1;
  for (const { pattern, strength } of detector.cues) if (matches(pattern, sentence)) silent *= 1 - strength;
  return 1 - silent;
};

/** Sentences are graded again and again when quotes are chosen; what they say does not change. */
const heard = new WeakMap<Sentence, Map<Detector, number>>();

/** How strongly the cues of one detector speak in one sentence, 0..1: independent hints add up. */
const speaks = (detector: Detector, sentence: Sentence): number => {
  const known = heard.get(sentence) ?? new Map<Detector, number>();
  heard.set(sentence, known);
  const cached = known.get(detector);
  if (cached !== undefined) return cached;
  const value = speak(detector, sentence);
  known.set(detector, value);
  return value;
};

type Claim = { readonly key: string; readonly tight: boolean; readonly points: number };

/** The one or two criteria a sentence counts for, with the points it brings them. */
const share = (claims: readonly Claim[]): readonly Claim[] => {
  const [first, second] = claims.toSorted((a, b) => b.points - a.points);
  if (first === undefined) return [];
  if (second === undefined || second.points < SECOND * first.points) return [first];
  // What opens a story is quoted for the story as well, and no sentence may prove three things.
  if (first.tight) return [first];
  const full = !second.tight && second.points >= AS_MUCH * first.points;
  return [first, { ...second, points: full ? second.points : Math.min(second.points, JUST_PARTIAL) }];
};

/** What a criterion's sentences are looked for with. */
type Looked = {
  readonly key: string;
  readonly detector: Detector;
  readonly tight: boolean;
  /** What all its cues together would say, 0..1. */
  readonly most: number;
};

const lookedBefore = new WeakMap<object, readonly Looked[]>();

const lookFor = (criteria: Criteria): readonly Looked[] => {
  const known = lookedBefore.get(criteria);
  if (known !== undefined) return known;
  const tightStory = criteria.some((one) => one.signal === 'tight_story');
  const found = criteria
    .filter((one) => one.signal !== 'tight_story')
    .map(({ key, signal }) => {
      const detector = detectorFor(signal);
      const silent = detector.cues.reduce((left, { strength }) => left * (1 - strength), 1);
      return { key, detector, tight: tightStory && detector.early === true, most: 1 - silent };
    });
  lookedBefore.set(criteria, found);
  return found;
};

/** The part of a rubric that sentences are graded by. */
export type Criteria = readonly Pick<CriterionRubric, 'key' | 'signal'>[];

/**
 * How far sentences meet some criteria, 0..1: the mean of what each finds in its best sentence, whatever else that one
 * speaks for. For comparing kinds of question, so sentences that could add nothing are not looked at.
 */
export const meetCriteria = (criteria: Criteria, weighed: readonly Weighed[]): number => {
  const looked = lookFor(criteria);
  const placed = places(weighed);
  const order = weighed
    .map((one, index) => ({ ...one, place: placed[index] ?? index }))
    .toSorted((a, b) => b.weight - a.weight);
  let sum = 0;
  for (const { detector, most } of looked) {
    let best = 0;
    for (const { sentence, weight, place } of order) {
      if (weight * most <= Math.max(best, PARTIAL)) break;
      if (detector.early === true && place >= EARLY) continue;
      const points = speaks(detector, sentence) * weight;
      if (points >= PARTIAL) best = Math.max(best, points);
    }
    sum += best;
  }
  return sum / Math.max(1, looked.length);
};

/** The level of each criterion that is found at all. Depends only on the sentences given. */
export const gradeSentences = (
  criteria: Criteria,
  weighed: readonly Weighed[],
): ReadonlyMap<string, Graded> => {
  const looked = lookFor(criteria);
  const found = new Map<string, { sentence: Sentence; points: number }[]>();
  const placed = places(weighed);
  for (const [index, { sentence, weight }] of weighed.entries()) {
    // However loud its cues, it could not reach the least.
    if (weight < PARTIAL) continue;
    const claims: Claim[] = [];
    for (const { key, detector, tight } of looked) {
      if (detector.early === true && (placed[index] ?? index) >= EARLY) continue;
      const points = speaks(detector, sentence) * weight;
      if (points >= PARTIAL) claims.push({ key, tight, points });
    }
    for (const { key, points } of share(claims)) {
      const list = found.get(key);
      if (list === undefined) found.set(key, [{ sentence, points }]);
      else list.push({ sentence, points });
    }
  }
  return new Map(
    [...found].map(([key, list]): [string, Graded] => {
      const sorted = list.toSorted((a, b) => b.points - a.points);
      const points = sorted[0]?.points ?? 0;
      const floor = points >= MET ? MET : PARTIAL;
      const carriers = sorted.filter((one) => one.points >= floor).map((one) => one.sentence);
      const hints = sorted.map((one) => one.sentence);
      return [key, { level: points >= MET ? 'met' : 'partial', carriers, hints, points }];
    }),
  );
};
