/** Whether a story moves: it opens with its problem, and little is talk around it. */
import type { Level } from '../contract.ts';
import type { CategoryRubric } from '../rubric/load-rubric.ts';
import type { Graded } from './grade-sentences.ts';
import type { Weighed } from './weigh-sentences.ts';

/**
 * Judges the whole: a story moves when its problem stands at the start and most of what follows is about something.
 * Where the opening is only partly there, a full story behind it counts partly; missing where little else was found.
 */
export const tightLevel = (
  rubric: CategoryRubric,
  weighed: readonly Weighed[],
  grades: ReadonlyMap<string, Graded>,
): Level => {
  const problem = rubric.criteria.find((one) => one.role === 'problem')?.key ?? '';
  const opening = grades.get(problem)?.level;
  if (opening === undefined) return 'missing';
  const met = [...grades.values()].filter((one) => one.level === 'met').length;
  const chatter =
    weighed.filter(({ sentence }) => sentence.filler + sentence.generic > 0).length /
    Math.max(1, weighed.length);
  if (opening === 'partial') return met >= 3 && chatter <= 0.2 ? 'partial' : 'missing';
  if (grades.size >= 3 && met >= 2 && chatter <= 0.3) return 'met';
  return grades.size >= 2 && chatter <= 0.45 ? 'partial' : 'missing';
};
