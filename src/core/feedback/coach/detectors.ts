/** Which detector looks for a criterion. */
import type { Detector } from './cue.ts';
import { BUILDING } from './detect-architecture.ts';
import { BEHAVIOR } from './detect-behavior.ts';
import { BUSINESS } from './detect-business.ts';
import { COMPETITIVE } from './detect-competitive.ts';
import { DESIGN } from './detect-design.ts';
import { STORY } from './detect-story.ts';
import { STUDY } from './detect-study.ts';

const ALL: Readonly<Record<string, Detector>> = {
  ...STORY,
  ...BEHAVIOR,
  ...BUILDING,
  ...BUSINESS,
  ...COMPETITIVE,
  ...STUDY,
  ...DESIGN,
};
const FALLBACK: Detector = { looksFor: 'this', cues: [] };
/** Judged over the whole answer, not sentence by sentence. */
const WHOLE: Detector = { looksFor: 'a story that keeps moving', cues: [] };

/** Every signal a rubric may ask for. */
export const signalNames: readonly string[] = [...Object.keys(ALL), 'tight_story'];

/** The detector behind a rubric's signal; an unknown signal is looked for by role. */
export const detectorFor = (signal: string): Detector => {
  if (signal === 'tight_story') return WHOLE;
  return (Object.hasOwn(ALL, signal) ? ALL[signal] : undefined) ?? ALL['by_role'] ?? FALLBACK;
};

const allPatterns = Object.values(ALL).flatMap((one) => [...new Set(one.cues.map(({ pattern }) => pattern))]);

/** Patterns that several detectors listen for; what they find in a sentence is worth remembering. */
export const sharedPatterns: ReadonlySet<RegExp> = new Set(
  allPatterns.filter((pattern, index) => allPatterns.indexOf(pattern) !== index),
);
