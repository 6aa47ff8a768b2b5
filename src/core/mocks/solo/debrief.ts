import type { CriterionResult, FeedbackResult, Level } from '../../feedback/contract.ts';
import { shownQuote } from '../../feedback/shown-quote.ts';

/** One criterion at the end, with how it stood after the first text. */
export interface DebriefLine {
  readonly title: string;
  readonly level: Level;
  /** The level after the first text; null when that one could not be read or compared. */
  readonly before: Level | null;
  /** The member's own words as they are shown. */
  readonly quote: string | null;
}

/** A debrief by criterion. */
export interface Debrief {
  /** Found in the first text and still there at the end: what held. */
  readonly held: readonly DebriefLine[];
  /** Found only with what came later. */
  readonly added: readonly DebriefLine[];
  readonly missing: readonly DebriefLine[];
}

/**
 * Compares the reading of the whole with that of the first text, criterion by criterion. A reading by
 * another reader or rubric is not compared: then everything that was found counts as held. Pure.
 */
export function debriefOf(first: FeedbackResult | null, last: FeedbackResult): Debrief {
  const comparable =
    first !== null &&
    first.source === last.source &&
    first.rubricVersion === last.rubricVersion &&
    first.verdict === 'assessable';
  const line = (criterion: CriterionResult): DebriefLine => ({
    quote: criterion.quotes[0] === undefined ? null : shownQuote(criterion.quotes[0]),
    title: criterion.title,
    level: criterion.level,
    before: comparable ? (first.criteria.find((one) => one.key === criterion.key)?.level ?? null) : null,
  });
  const lines = last.criteria.map(line);
  const found = lines.filter((one) => one.level !== 'missing');
  return {
    held: found.filter((one) => one.before !== 'missing'),
    added: found.filter((one) => one.before === 'missing'),
    missing: lines.filter((one) => one.level === 'missing'),
  };
}
