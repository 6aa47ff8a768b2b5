/**
 * What a level rests on. "Deleting the quoted sentence drops its criterion" is read as a person would: take away the
 * sentences that the quotes of a criterion touch, and that criterion's level falls. No tolerance.
 */
import { expect, test } from 'vitest';
import { plainLower, sentenceSpans } from '../../../src/core/feedback/coach/read-sentences.ts';
import type { EvalLine } from '../../../src/core/feedback/eval/read-lines.ts';
import {
  allLines,
  coach,
  freshLines,
  heldLines,
  levelsOf,
  RANK,
  secondLines,
  seeded,
  seedOr,
} from './feedback-support.ts';

const everyLine = [...allLines, ...freshLines, ...secondLines, ...heldLines];

/** Sentences of several answers to one kind of question, shuffled together: redundant and repetitive on purpose. */
const mixed = (count: number): readonly EvalLine[] => {
  const below = seeded(seedOr(20_263));
  return Array.from({ length: count }, (_, round) => {
    const line = everyLine[below(everyLine.length)];
    if (line === undefined) throw new Error('fixture missing');
    const pool = everyLine
      .filter((one) => one.category === line.category && one.label !== 'adversarial')
      .flatMap(({ answer }) =>
        sentenceSpans(plainLower(answer)).map(({ start, end }) => answer.slice(start, end)),
      );
    const picked = Array.from({ length: 4 + below(14) }, () => pool[below(pool.length)] ?? '');
    return { ...line, id: `mixed-${round}`, answer: picked.join(round % 2 === 0 ? ' ' : '\n') };
  });
};

/** The answer without what was quoted; a sentence that stands there twice goes twice. */
const withoutQuoted = (line: EvalLine, quotes: readonly { start: number; end: number }[]): string => {
  const lower = plainLower(line.answer);
  const spans = sentenceSpans(lower);
  const quoted = new Set(
    spans
      .filter(({ start, end }) => quotes.some((quote) => quote.start < end && start < quote.end))
      .map(({ start, end }) => lower.slice(start, end)),
  );
  return spans
    .filter(({ start, end }) => quoted.has(lower.slice(start, end)))
    .toReversed()
    .reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), line.answer);
};

const expectToRestOnQuotes = (line: EvalLine): void => {
  const result = coach(line);
  for (const criterion of result.criteria.filter((one) => one.level !== 'missing')) {
    // A level without a quote could not be checked by anybody.
    expect(criterion.quotes.length, `${line.id} ${criterion.key}`).toBeGreaterThan(0);
    const now = levelsOf(coach(line, withoutQuoted(line, criterion.quotes)))[criterion.key] ?? 'missing';
    expect(
      RANK[now],
      `${line.id} ${criterion.key}: ${criterion.level} -> ${now} (seed ${seedOr(20_263)})`,
    ).toBeLessThan(RANK[criterion.level]);
  }
};

test('without the sentences it quotes, every criterion of every labelled answer falls', () => {
  for (const line of everyLine) expectToRestOnQuotes(line);
});

test('without the sentences it quotes, every criterion of shuffled, redundant answers falls', () => {
  for (const line of mixed(60)) expectToRestOnQuotes(line);
});

test('checking takes nothing from the coach: it quotes only what stands', () => {
  for (const line of [...everyLine, ...mixed(50)]) {
    const codes = coach(line).notes.map((note) => note.code);
    expect(codes, line.id).not.toContain('quotes_rejected');
    expect(codes, line.id).not.toContain('levels_lowered');
  }
});
