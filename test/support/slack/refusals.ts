/** Slack says no: HTTP 200 with `ok: false`, an error word and perhaps more. */
export class Refused extends Error {
  readonly code: string;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(code: string, more: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.code = code;
    this.more = more;
  }
}

/** Block Kit's refusal, with what is wrong. */
export function invalidBlocks(problems: readonly string[]): Refused {
  return new Refused('invalid_blocks', {
    response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) },
  });
}

/** A value that the test itself made sure of. */
export function need<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`there is no ${what}`);
  return value;
}
