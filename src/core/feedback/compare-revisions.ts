/** What changed from one version of an answer to the next, criterion by criterion. */
import type { FeedbackResult, Level, Quote } from './contract.ts';

const RANK: Readonly<Record<Level, number>> = { missing: 0, partial: 1, met: 2 };

/** One criterion whose level moved. `quote` is the wording that carries a rise; null for a fall. */
export type RevisionChange = {
  readonly key: string;
  readonly title: string;
  readonly from: Level;
  readonly to: Level;
  readonly direction: 'up' | 'down';
  readonly quote: Quote | null;
};

export type RevisionComparison =
  | { readonly comparable: true; readonly changes: readonly RevisionChange[] }
  | { readonly comparable: false; readonly why: 'other_rubric' | 'other_reader' | 'not_graded' };

/**
 * Compares the feedback on two versions of one answer. Rises first, each in the rubric's order. Not comparable
 * when the rubric or its version differs, when another reader (coach, model) looked, or when either was not graded.
 */
export const compareRevisions = (before: FeedbackResult, after: FeedbackResult): RevisionComparison => {
  if (before.rubricVersion !== after.rubricVersion || before.category !== after.category) {
    return { comparable: false, why: 'other_rubric' };
  }
  if (before.verdict !== 'assessable' || after.verdict !== 'assessable') {
    return { comparable: false, why: 'not_graded' };
  }
  if (before.source !== after.source) return { comparable: false, why: 'other_reader' };
  const levelBefore = new Map(before.criteria.map((one) => [one.key, one.level]));
  const changes = after.criteria.flatMap((now): readonly RevisionChange[] => {
    const from = levelBefore.get(now.key);
    if (from === undefined || from === now.level) return [];
    const up = RANK[now.level] > RANK[from];
    const fresh = now.quotes.find(
      (quote) => !before.criteria.some((one) => one.quotes.some((old) => old.text === quote.text)),
    );
    return [
      {
        key: now.key,
        title: now.title,
        from,
        to: now.level,
        direction: up ? 'up' : 'down',
        quote: up ? (fresh ?? now.quotes[0] ?? null) : null,
      },
    ];
  });
  return {
    comparable: true,
    changes: changes.toSorted((a, b) => Number(a.direction === 'down') - Number(b.direction === 'down')),
  };
};
