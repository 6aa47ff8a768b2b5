/** Whether a story moves: most sentences are about something, and little is talk around it. */
import type { AssessRequest, Level } from '../contract.ts';
import { clip } from './clip-quote.ts';
import type { Finding } from './choose-evidence.ts';
import type { Weighed } from './weigh-sentences.ts';

const LOOKS_FOR = 'a story that keeps moving';

/** Judges the whole; quotes the sentence of `free` that carries the most. Missing where little else was found. */
export const tightness = (
  request: AssessRequest,
  key: string,
  weighed: readonly Weighed[],
  free: readonly Weighed[],
  others: readonly Finding[],
): Finding => {
  const met = others.filter((one) => one.level === 'met').length;
  const found = others.filter((one) => one.level !== 'missing').length;
  const chatter =
    weighed.filter(({ sentence }) => sentence.filler + sentence.generic > 0).length /
    Math.max(1, weighed.length);
  let level: Level = 'missing';
  if (found >= 2 && chatter <= 0.45) level = 'partial';
  if (found >= 3 && met >= 2 && chatter <= 0.3) level = 'met';
  const best = free.toSorted((a, b) => b.weight - a.weight)[0];
  const quote =
    best === undefined ? null : clip(request.answer, best.sentence, { looksFor: LOOKS_FOR, cues: [] });
  if (level === 'missing' || quote === null)
    return { key, looksFor: LOOKS_FOR, level: 'missing', quotes: [], points: 0 };
  return { key, looksFor: LOOKS_FOR, level, quotes: [quote], points: 0.5 };
};
