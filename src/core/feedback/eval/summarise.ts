/** How well a reader's results fit the labels of an evaluation file. */
import type { FeedbackResult, Level } from '../contract.ts';
import { linearKappa } from './kappa.ts';
import type { EvalLine } from './read-lines.ts';

export type EvalResult = { readonly line: EvalLine; readonly result: FeedbackResult };

/** Shares are 0..1 and NaN where the file has no such labels. */
export type Summary = {
  readonly answers: number;
  /** Share of pairs inside one question in the order strong > medium > {weak, adversarial}; a tie is wrong. */
  readonly pairAccuracy: number;
  readonly pairs: number;
  readonly criterionKappa: number;
  readonly criterionExact: number;
  /** Share of scores inside the expected band. */
  readonly bandAgreement: number;
  /** Share of quotes that stand verbatim in their answer. */
  readonly quoteValidity: number;
  readonly quotes: number;
  readonly highestAdversarial: number;
};

const RANK: Readonly<Record<Level, number>> = { missing: 0, partial: 1, met: 2 };
const ORDER = { strong: 2, medium: 1, weak: 0, adversarial: 0 } as const;

const share = (hits: number, all: number): number => (all === 0 ? Number.NaN : hits / all);

const countPairs = (results: readonly EvalResult[]): { right: number; all: number } => {
  let right = 0;
  let all = 0;
  // Compared within each question alone: of ten thousand answers there are a hundred million pairs.
  const byQuestion = Map.groupBy(results, ({ line }) => JSON.stringify([line.question_id, line.question]));
  for (const answers of byQuestion.values()) {
    for (const better of answers) {
      for (const worse of answers) {
        const high = better.line.label;
        const low = worse.line.label;
        if (high === undefined || low === undefined || ORDER[high] <= ORDER[low]) continue;
        all += 1;
        if (better.result.score > worse.result.score) right += 1;
      }
    }
  }
  return { right, all };
};

/** Summarises results; lines without labels count only where no label is needed. */
export const summarise = (results: readonly EvalResult[]): Summary => {
  const pairs = countPairs(results);
  const levels = results.flatMap(({ line, result }) =>
    result.criteria.flatMap(({ key, level }): readonly (readonly [number, number])[] => {
      const label = line.criteria?.[key];
      return label === undefined ? [] : [[RANK[label], RANK[level]]];
    }),
  );
  const banded = results.filter(({ line }) => line.expected_score_band !== undefined);
  const inBand = banded.filter(({ line, result }) => {
    const [low, high] = line.expected_score_band ?? [0, 100];
    return result.score >= low && result.score <= high;
  });
  const quotes = results.flatMap(({ line, result }) =>
    result.criteria.flatMap((one) => one.quotes.map((quote) => line.answer.includes(quote.text))),
  );
  const adversarial = results
    .filter(({ line }) => line.label === 'adversarial')
    .map(({ result }) => result.score);
  return {
    answers: results.length,
    pairAccuracy: share(pairs.right, pairs.all),
    pairs: pairs.all,
    criterionKappa: linearKappa(levels, 3),
    criterionExact: share(levels.filter(([a, b]) => a === b).length, levels.length),
    bandAgreement: share(inBand.length, banded.length),
    quoteValidity: share(quotes.filter(Boolean).length, quotes.length),
    quotes: quotes.length,
    highestAdversarial: adversarial.length === 0 ? Number.NaN : Math.max(...adversarial),
  };
};

const figure = (value: number): string => (Number.isNaN(value) ? 'not labelled' : value.toFixed(3));

/** The summary as lines for a terminal. */
export const describeSummary = (summary: Summary): string =>
  [
    `answers             ${summary.answers}`,
    `pair accuracy       ${figure(summary.pairAccuracy)} (${summary.pairs} pairs; strong > medium > weak, adversarial)`,
    `criterion kappa     ${figure(summary.criterionKappa)} (linear weights; exact agreement ${figure(summary.criterionExact)})`,
    `band agreement      ${figure(summary.bandAgreement)}`,
    `quote validity      ${figure(summary.quoteValidity)} (${summary.quotes} quotes)`,
    `highest adversarial ${Number.isNaN(summary.highestAdversarial) ? 'not labelled' : summary.highestAdversarial}`,
    '',
  ].join('\n');
