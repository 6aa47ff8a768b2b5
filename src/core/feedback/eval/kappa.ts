/** Agreement beyond chance between two readers who sort things into ordered levels. */

/**
 * Cohen's kappa with linear weights (Cohen 1968): 1 is full agreement, 0 is what chance gives, below 0 is worse.
 * `pairs` hold ranks 0..`levels`-1. NaN when there is nothing to compare; 1 when both always say the same one thing.
 */
export const linearKappa = (pairs: readonly (readonly [number, number])[], levels: number): number => {
  if (pairs.length === 0) return Number.NaN;
  const first = Array.from({ length: levels }, () => 0);
  const second = Array.from({ length: levels }, () => 0);
  let observed = 0;
  for (const [a, b] of pairs) {
    first[a] = (first[a] ?? 0) + 1;
    second[b] = (second[b] ?? 0) + 1;
    observed += Math.abs(a - b);
  }
  let expected = 0;
  for (const [a, countA] of first.entries()) {
    for (const [b, countB] of second.entries())
      expected += (Math.abs(a - b) * countA * countB) / pairs.length;
  }
  return expected === 0 ? 1 : 1 - observed / expected;
};
