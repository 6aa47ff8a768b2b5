import type { Level } from '../feedback/contract.ts';

/** One criterion with what each of the two found; null where they left it out or did not score. */
export interface ComparedCriterion {
  readonly key: string;
  readonly title: string;
  readonly own: Level | null;
  readonly partner: Level | null;
}

/** Both scores of one answer, side by side. Nothing is averaged. */
export interface ScoredHalf {
  readonly ownGiven: boolean;
  readonly partnerGiven: boolean;
  readonly criteria: readonly ComparedCriterion[];
  /** Where the two are furthest apart; null when they nowhere differ. The first of several. */
  readonly furthest: ComparedCriterion | null;
}

const HEIGHT: Readonly<Record<Level, number>> = { missing: 0, partial: 1, met: 2 };

/** Puts the candidate's own score beside the interviewer's, criterion by criterion. Null: did not score. Pure. */
export function compareScores(
  criteria: readonly { readonly key: string; readonly title: string }[],
  own: Readonly<Record<string, Level>> | null,
  partner: Readonly<Record<string, Level>> | null,
): ScoredHalf {
  const compared = criteria.map(({ key, title }) => ({
    key,
    title,
    own: own?.[key] ?? null,
    partner: partner?.[key] ?? null,
  }));
  const gap = (one: ComparedCriterion): number =>
    one.own === null || one.partner === null ? 0 : Math.abs(HEIGHT[one.own] - HEIGHT[one.partner]);
  const furthest = compared.toSorted((a, b) => gap(b) - gap(a))[0] ?? null;
  return {
    ownGiven: own !== null,
    partnerGiven: partner !== null,
    criteria: compared.filter((one) => one.own !== null || one.partner !== null),
    furthest: furthest === null || gap(furthest) === 0 ? null : furthest,
  };
}
