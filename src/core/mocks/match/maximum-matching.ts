import { TreeSearch } from './tree-search.ts';

/** The largest weight for which all sums stay exact in a double: 2^47. */
export const WEIGHT_MAX = 2 ** 47;

/**
 * A matching of greatest total weight in a general graph of `count` vertices: Edmonds' blossom method with
 * dual variables, one search tree at a time, in about n³ steps. `weight(a, b)` is asked once for each a < b:
 * an integer from 1 to {@link WEIGHT_MAX}, or 0 where the two must not be matched. Answers for each vertex
 * its partner, or -1. Pure; the same weights always give the same pairs. Throws a RangeError for other weights.
 *
 * How: missing edges count as weight 0 and an odd number gets one more vertex, so that a perfect matching
 * exists. Every vertex v has a dual y(v) with y(a) + y(b) >= 2 w(a, b), tight on all edges used; a tree is
 * grown over tight edges from one unmatched vertex after the other until it meets another one (the first
 * ones come from {@link fractionalStart}). The duals prove the result: see the test, which checks it against all matchings.
 */
export function maximumMatching(count: number, weight: (a: number, b: number) => number): Int32Array {
  const size = count + (count % 2);
  // Even numbers throughout, so that halves of differences stay integers.
  const doubled = new Float64Array(size * size);
  for (let a = 0; a < count; a += 1) {
    for (let b = a + 1; b < count; b += 1) {
      const w = weight(a, b);
      if (!Number.isInteger(w) || w < 0 || w > WEIGHT_MAX) throw new RangeError(`no weight: ${w}`);
      doubled[a * size + b] = 2 * w;
      doubled[b * size + a] = 2 * w;
    }
  }
  const search = new TreeSearch(size, doubled);
  for (let vertex = 0; vertex < size; vertex += 1) if (search.mate[vertex] === -1) search.growFrom(vertex);
  const partner = new Int32Array(count).fill(-1);
  for (let a = 0; a < count; a += 1) {
    const b = search.mate[a] ?? -1;
    if (b >= 0 && b < count && (doubled[a * size + b] ?? 0) > 0) partner[a] = b;
  }
  return partner;
}
