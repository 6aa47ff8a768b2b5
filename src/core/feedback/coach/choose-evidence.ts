/** For each criterion: the best sentences, the level they carry, and what to quote of them. */
import type { AssessRequest, Level } from '../contract.ts';
import type { Detector } from './cue.ts';
import { STORY } from './detect-story.ts';
import { BUSINESS } from './detect-business.ts';
import { STUDY } from './detect-study.ts';
import { clip } from './clip-quote.ts';
import { tightness } from './tight-story.ts';
import type { Weighed } from './weigh-sentences.ts';

export type Finding = {
  readonly key: string;
  readonly looksFor: string;
  readonly level: Level;
  readonly quotes: readonly string[];
  /** 0..1, how sure the coach is. */
  readonly points: number;
};

const MET = 0.47;
const PARTIAL = 0.21;
/** A sentence may carry at most two criteria, as in verification. */
const MAX_USES = 2;
const EARLY = 3;
/** Give or take this much, a criterion is among the two a sentence says most about. */
const SHARE = 0.9;

const ALL: Readonly<Record<string, Detector>> = { ...STORY, ...BUSINESS, ...STUDY };
const FALLBACK: Detector = { looksFor: 'this', cues: [] };

/** Every signal a rubric may ask for. */
export const signalNames: readonly string[] = [...Object.keys(ALL), 'tight_story'];

const detectorFor = (signal: string): Detector => ALL[signal] ?? ALL['by_role'] ?? FALLBACK;

/** How strongly the cues of one detector speak in one sentence, 0..1: independent hints add up. */
const speaks = (detector: Detector, { sentence }: Weighed): number => {
  if (detector.unless?.test(sentence.text) === true) return 0;
  if (detector.needs?.test(sentence.text) === false) return 0;
  if (detector.needsGroup === true && sentence.groups === 0) return 0;
  let silent = 1;
  for (const { pattern, strength } of detector.cues) if (pattern.test(sentence.text)) silent *= 1 - strength;
  return 1 - silent;
};

type Candidate = { readonly weighed: Weighed; readonly points: number };

const candidatesFor = (detector: Detector, weighed: readonly Weighed[]): readonly Candidate[] =>
  weighed
    .filter((_, index) => detector.early !== true || index < EARLY)
    .map((one) => ({ weighed: one, points: speaks(detector, one) * one.weight }))
    .filter((one) => one.points >= PARTIAL * 0.8)
    .toSorted((a, b) => b.points - a.points);

const levelOf = (points: number): Level => {
  if (points >= MET) return 'met';
  return points >= PARTIAL ? 'partial' : 'missing';
};

/** Every criterion of the request's rubric, in its order. */
export const chooseEvidence = (request: AssessRequest, weighed: readonly Weighed[]): readonly Finding[] => {
  const uses = new Map<number, number>();
  const wanted = request.rubric.criteria.map((criterion) => {
    const detector = detectorFor(criterion.signal);
    return { criterion, detector, candidates: candidatesFor(detector, weighed) };
  });
  const topPoints = new Map<number, number[]>();
  for (const { candidates } of wanted) {
    for (const { weighed: one, points } of candidates) {
      topPoints.set(
        one.sentence.index,
        [...(topPoints.get(one.sentence.index) ?? []), points].sort((a, b) => b - a),
      );
    }
  }
  /** A sentence speaks for the two criteria it says most about, give or take a little, and for no others. */
  const speaksMostlyFor = (one: Candidate): boolean =>
    one.points >= SHARE * ((topPoints.get(one.weighed.sentence.index) ?? [])[MAX_USES - 1] ?? 0);
  const findings = new Map<string, Finding>();
  // The surest criterion takes its sentences first; a sentence that is used up goes to nobody else.
  const order = wanted.toSorted((a, b) => (b.candidates[0]?.points ?? 0) - (a.candidates[0]?.points ?? 0));
  for (const { criterion, detector, candidates } of order) {
    if (criterion.signal === 'tight_story') continue;
    const free = candidates.filter(
      (one) => speaksMostlyFor(one) && (uses.get(one.weighed.sentence.index) ?? 0) < MAX_USES,
    );
    const best = free[0];
    if (best === undefined) continue;
    const second = free[1];
    const points = Math.min(1, best.points + (second === undefined ? 0 : 0.15 * second.points));
    const level = levelOf(points);
    if (level === 'missing') continue;
    const quoted = second !== undefined && levelOf(second.points) === level ? [best, second] : [best];
    const quotes: string[] = [];
    for (const { weighed: one } of quoted) {
      const quote = clip(request.answer, one.sentence, detector);
      if (quote === null) continue;
      quotes.push(quote);
      uses.set(one.sentence.index, (uses.get(one.sentence.index) ?? 0) + 1);
    }
    if (quotes.length > 0)
      findings.set(criterion.key, { key: criterion.key, looksFor: detector.looksFor, level, quotes, points });
  }
  return wanted.map(({ criterion, detector }): Finding => {
    if (criterion.signal === 'tight_story')
      return tightness(
        request,
        criterion.key,
        weighed,
        weighed.filter((one) => one.weight > 0 && (uses.get(one.sentence.index) ?? 0) < MAX_USES),
        [...findings.values()],
      );
    return (
      findings.get(criterion.key) ?? {
        key: criterion.key,
        looksFor: detector.looksFor,
        level: 'missing',
        quotes: [],
        points: 0,
      }
    );
  });
};
