import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maximumMatching, WEIGHT_MAX } from '../../../src/core/mocks/match/maximum-matching.ts';

type Graph = readonly (readonly number[])[];

/** A random graph as a matrix; many zeros (no edge) and many equal weights, where mistakes hide. */
const graphs = (largest: number) =>
  fc
    .integer({ min: 0, max: largest })
    .chain((size) =>
      fc
        .tuple(
          fc.array(
            fc.oneof(
              { weight: 2, arbitrary: fc.constant(0) },
              { weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }) },
              { weight: 2, arbitrary: fc.integer({ min: 1, max: 1_000 }) },
            ),
            { minLength: (size * (size - 1)) / 2, maxLength: (size * (size - 1)) / 2 },
          ),
        )
        .map(([flat]) => matrixOf(size, flat)),
    );

function matrixOf(size: number, flat: readonly number[]): Graph {
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => 0));
  let next = 0;
  for (let a = 0; a < size; a += 1) {
    for (let b = a + 1; b < size; b += 1) {
      const weight = flat[next] ?? 0;
      next += 1;
      for (const [from, to] of [[a, b] as const, [b, a] as const]) {
        const row = rows[from];
        if (row !== undefined) row[to] = weight;
      }
    }
  }
  return rows;
}

const weightIn = (graph: Graph) => (a: number, b: number) => graph[a]?.[b] ?? 0;

/** The greatest total by trying every matching: the first vertex alone, or with each other one. */
function bestTotal(graph: Graph, left: readonly number[] = graph.map((_, index) => index)): number {
  const [first, ...rest] = left;
  if (first === undefined) return 0;
  return Math.max(
    bestTotal(graph, rest),
    ...rest
      .filter((other) => weightIn(graph)(first, other) > 0)
      .map(
        (other) =>
          weightIn(graph)(first, other) +
          bestTotal(
            graph,
            rest.filter((one) => one !== other),
          ),
      ),
  );
}

function totalOf(graph: Graph, partner: Int32Array): number {
  let total = 0;
  for (const [a, b] of partner.entries()) {
    if (b === -1) continue;
    expect(partner[b]).toBe(a);
    expect(weightIn(graph)(a, b)).toBeGreaterThan(0);
    if (a < b) total += weightIn(graph)(a, b);
  }
  return total;
}

describe('maximumMatching', () => {
  it('weighs as much as the best of all matchings, in any graph of up to 8 vertices', () => {
    fc.assert(
      fc.property(graphs(8), (graph) => {
        const partner = maximumMatching(graph.length, weightIn(graph));
        expect(totalOf(graph, partner)).toBe(bestTotal(graph));
      }),
      { numRuns: 800, seed: 20261128 },
    );
  });

  it('matches as many as possible where all weights are the same, in cycles joined by bridges', () => {
    // Odd cycles joined by an edge: greedy choices leave people over, and blossoms hold blossoms.
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 }), (halves) => {
        const edges = new Set<string>();
        let start = 0;
        for (const half of halves) {
          const length = 2 * half + 1;
          for (let index = 0; index < length; index += 1)
            edges.add(`${start + index},${start + ((index + 1) % length)}`);
          if (start > 0) edges.add(`${start - 1},${start}`);
          start += length;
        }
        const partner = maximumMatching(start, (a, b) =>
          Number(edges.has(`${a},${b}`) || edges.has(`${b},${a}`)),
        );
        const alone = [...partner].filter((one) => one === -1).length;
        expect(alone).toBe(start % 2);
      }),
      { numRuns: 150, seed: 20261128 },
    );
  });

  it('gives the same pairs for the same weights, and refuses what is no weight', () => {
    const graph = matrixOf(
      7,
      Array.from({ length: 21 }, (_, index) => (index * 37) % 5),
    );
    expect(maximumMatching(7, weightIn(graph))).toEqual(maximumMatching(7, weightIn(graph)));
    expect(maximumMatching(0, () => 1)).toEqual(new Int32Array(0));
    expect([...maximumMatching(1, () => 1)]).toEqual([-1]);
    expect([...maximumMatching(2, () => WEIGHT_MAX)]).toEqual([1, 0]);
    for (const wrong of [-1, 0.5, Number.NaN, WEIGHT_MAX * 2])
      expect(() => maximumMatching(2, () => wrong)).toThrow(RangeError);
  });
});
