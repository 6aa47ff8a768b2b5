/** Whether a story moves: it opens with its problem, and little is talk around it. */
import type { AssessRequest, Level } from '../contract.ts';
import type { Finding } from './choose-evidence.ts';
import type { Weighed } from './weigh-sentences.ts';

const LOOKS_FOR = 'a story that keeps moving';

/**
 * Judges the whole and quotes the opening: a story moves when its problem stands at the start and most of what
 * follows is about something. Missing where the opening is not fully there, or little else was found.
 */
export const tightness = (
  key: string,
  request: AssessRequest,
  weighed: readonly Weighed[],
  all: readonly Finding[],
): Finding => {
  const others = all.filter((one) => one.key !== key);
  const met = others.filter((one) => one.level === 'met').length;
  const found = others.filter((one) => one.level !== 'missing').length;
  const chatter =
    weighed.filter(({ sentence }) => sentence.filler + sentence.generic > 0).length /
    Math.max(1, weighed.length);
  const problem = request.rubric.criteria.find((one) => one.role === 'problem')?.key;
  const opening = others.find((one) => one.key === problem);
  let level: Level = 'missing';
  if (found >= 2 && chatter <= 0.45) level = 'partial';
  if (found >= 3 && met >= 2 && chatter <= 0.3) level = 'met';
  return level === 'missing' || opening?.level !== 'met'
    ? { key, looksFor: LOOKS_FOR, level: 'missing', quotes: [], points: 0 }
    : { key, looksFor: LOOKS_FOR, level, quotes: opening.quotes, points: 0.3 };
};
