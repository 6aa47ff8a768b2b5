import { loadavg } from 'node:os';

/** One thing measured beside its bare baseline, both in this run on this machine. */
export interface Comparison {
  readonly what: string;
  /** What the numbers are: more of "per second" is better, less of a time is. */
  readonly unit: 'per second' | 'ms' | 's';
  readonly ours: number;
  readonly bare: number;
  /** What the baseline did. */
  readonly baseline: string;
  /** What else was seen, each a line under the table. */
  readonly notes?: readonly string[];
}

/** Runs it once and returns how many of `count` went through per second. */
export async function perSecond(count: number, run: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await run();
  return (count * 1000) / (performance.now() - from);
}

/** Does `one` for 0, 1, … so that `width` are always under way. */
export async function atOnce(
  width: number,
  count: number,
  one: (index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await one(next - 1);
    }
  };
  await Promise.all(Array.from({ length: width }, work));
}

/** The value that `share` (0 to 1) of the values do not pass; 0 for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** How many times the baseline's work one of ours is. */
export function ratioOf(row: Comparison): number {
  return row.unit === 'per second' ? row.bare / row.ours : row.ours / row.bare;
}

/** Milliseconds of many tries in one line. */
export function spreadOf(name: string, values: readonly number[]): string {
  const [p50, p99, max] = [0.5, 0.99, 1].map((share) => percentile(values, share).toFixed(0));
  return `${name}: half within ${p50} ms, 99 % within ${p99} ms, all within ${max} ms`;
}

/** One bench's table on standard output, with how long it took and how busy the machine was. */
export function printTable(name: string, rows: readonly Comparison[], seconds: number): void {
  const lines = [
    [`${name} (${seconds.toFixed(0)} s)`, 'ours', 'bare', '', 'one of ours costs', 'baseline'],
    ...rows.map((row) => [
      row.what,
      round(row.ours),
      round(row.bare),
      row.unit,
      `${ratioOf(row).toFixed(2)} × bare`,
      row.baseline,
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  );
  for (const line of lines) {
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
  for (const row of rows) for (const note of row.notes ?? []) console.log(`  ${note}`);
  const load = loadavg().map((one) => one.toFixed(1));
  console.log(`  load of the machine over 1, 5 and 15 minutes: ${load.join(' ')}\n`);
}

function round(value: number): string {
  return value.toFixed(value < 100 ? 1 : 0);
}
