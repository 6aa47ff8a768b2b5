/** Which detector looks for a criterion. */
import type { CategoryRubric } from '../rubric/load-rubric.ts';
import type { Detector } from './cue.ts';
import { BUSINESS } from './detect-business.ts';
import { STORY } from './detect-story.ts';
import { STUDY } from './detect-study.ts';

const ALL: Readonly<Record<string, Detector>> = { ...STORY, ...BUSINESS, ...STUDY };
const FALLBACK: Detector = { looksFor: 'this', cues: [] };
/** Judged over the whole answer, not sentence by sentence. */
const WHOLE: Detector = { looksFor: 'a story that keeps moving', cues: [] };

/** Every signal a rubric may ask for. */
export const signalNames: readonly string[] = [...Object.keys(ALL), 'tight_story'];

/** The detector of one criterion; an unknown signal is looked for by role. */
export const detectorFor = (rubric: CategoryRubric, key: string): Detector => {
  const signal = rubric.criteria.find((one) => one.key === key)?.signal;
  if (signal === 'tight_story') return WHOLE;
  return (signal === undefined ? undefined : ALL[signal]) ?? ALL['by_role'] ?? FALLBACK;
};
