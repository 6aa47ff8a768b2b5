/** One thing measured beside its bare baseline. */
export interface Comparison {
  readonly what: string;
  /** Per second. */
  readonly ours: number;
  readonly bare: number;
  /** What the baseline did. */
  readonly baseline: string;
}

/** Runs it once and returns how many of `count` went through per second. */
export async function perSecond(count: number, run: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await run();
  return (count * 1000) / (performance.now() - from);
}

/** Does `one` for 0, 1, … so that `width` are always under way. */
export async function eightAtOnce(count: number, one: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await one(next - 1);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
}

/** A small table on standard output; the last column says how many times the baseline's work one of ours is. */
export function printTable(rows: readonly Comparison[]): void {
  const lines = [
    ['', 'per second', 'bare, per second', 'one of ours costs', 'baseline'],
    ...rows.map((row) => [
      row.what,
      row.ours.toFixed(0),
      row.bare.toFixed(0),
      `${(row.bare / row.ours).toFixed(1)} × bare`,
      row.baseline,
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  for (const line of lines) {
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
}
