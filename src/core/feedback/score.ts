/** Turns verified levels into counts, a number and a word. The number never depends on length. */
import type { Band, CriterionResult, Level, NoteCode, Verdict } from './contract.ts';
import type { CategoryRubric } from './rubric/load-rubric.ts';

const SHARE: Readonly<Record<Level, number>> = { met: 1, partial: 0.5, missing: 0 };

/** Counts, score (0..100, one decimal), band, and which caps applied. */
export type Score = {
  readonly counts: { met: number; partial: number; missing: number };
  readonly score: number;
  readonly band: Band;
  readonly caps: readonly NoteCode[];
};

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);

const anyOf = (names: readonly string[], flags: string): RegExp | null =>
  names.length === 0
    ? null
    : new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${names.map(escape).join('|')})(?![\p{L}\p{N}])`, flags);

type Named = { readonly asWritten: RegExp | null; readonly anyCase: RegExp | null };
const namedBefore = new WeakMap<object, Named>();

/** Whether the answer names one of the pack's frameworks as a whole word, in any letter case. */
export const namesFramework = (answer: string, frameworks: readonly string[]): boolean => {
  // Short names that are also everyday words ("ice", "star", "smart") count only in capitals.
  const everyday = (name: string): boolean => name.length <= 5 && name === name.toUpperCase();
  const named = namedBefore.get(frameworks) ?? {
    asWritten: anyOf(frameworks.filter(everyday), 'u'),
    anyCase: anyOf(
      frameworks.filter((name) => !everyday(name)),
      'iu',
    ),
  };
  namedBefore.set(frameworks, named);
  return named.asWritten?.test(answer) === true || named.anyCase?.test(answer) === true;
};

/** The word for a score. */
export const bandOf = (score: number, bands: CategoryRubric['bands']): Band => {
  if (score >= bands.strong) return 'strong';
  if (score >= bands.promising) return 'promising';
  return score >= bands.developing ? 'developing' : 'starting';
};

/**
 * Weighted share of the levels, capped as the pack says: nothing assessable, no decision found (every criterion with the
 * role "decision" is missing), or a framework named with no decision met; last, where no link to the question was found,
 * points are taken off and the rest is capped, never below 0. The coach's band stops at "promising", because it finds
 * wording and not meaning; its number is not cut, so that evals can order answers.
 */
export const scoreLevels = (
  rubric: CategoryRubric,
  criteria: readonly CriterionResult[],
  about: {
    readonly verdict: Verdict;
    readonly source: 'coach' | 'model';
    readonly answer: string;
    /** The coach could not tie the answer to the question. */
    readonly linkUnclear?: boolean | undefined;
    /** There is wording for a decision, too widely spread to be quoted: then it cannot be said that there is none. */
    readonly decisionScattered?: boolean | undefined;
  },
): Score => {
  const counts = { met: 0, partial: 0, missing: 0 };
  for (const { level } of criteria) counts[level] += 1;
  const levelOf = new Map(criteria.map((one) => [one.key, one.level]));
  let sum = 0;
  let total = 0;
  for (const { key, weight } of rubric.criteria) {
    sum += weight * SHARE[levelOf.get(key) ?? 'missing'];
    total += weight;
  }
  const base = total === 0 ? 0 : (100 * sum) / total;
  if (about.verdict !== 'assessable') {
    return { counts, score: Math.min(base, rubric.caps.not_assessable), band: 'not_graded', caps: [] };
  }
  const caps: NoteCode[] = [];
  let score = base;
  const decisions = rubric.criteria
    .filter((one) => one.role === 'decision')
    .map((one) => levelOf.get(one.key));
  const noDecision = decisions.every((level) => level === undefined || level === 'missing');
  if (decisions.length > 0 && noDecision && about.decisionScattered !== true) {
    if (score > rubric.caps.no_decision) caps.push('capped_no_decision');
    score = Math.min(score, rubric.caps.no_decision);
  }
  if (!decisions.includes('met') && namesFramework(about.answer, rubric.frameworks)) {
    if (score > rubric.caps.framework_only) caps.push('capped_framework_only');
    score = Math.min(score, rubric.caps.framework_only);
  }
  if (about.linkUnclear === true) {
    const { less, most } = rubric.caps.link_unclear;
    score = Math.max(0, Math.min(most, score - less));
  }
  score = Math.round(score * 10) / 10;
  const band = bandOf(score, rubric.bands);
  if (about.source === 'coach' && band === 'strong') {
    return { counts, score, band: 'promising', caps: [...caps, 'band_capped_coach'] };
  }
  return { counts, score, band, caps };
};
