/**
 * What goes wrong with the next calls that fit: an error before or after the server acted, the connection cut
 * before or after, no answer at all, a rate limit, or a refusal with an error word.
 */
export interface Fault {
  /** A method, such as "chat.postMessage"; "*" is any. */
  readonly on: string;
  /** Only for calls of this workspace; left out, for all. */
  readonly teamId?: string;
  readonly what:
    | 'error-before'
    | 'error-after'
    | 'reset-before'
    | 'reset-after'
    | 'hang-before'
    | 'hang-after'
    | 'limit'
    | 'refuse';
  /** How many calls it meets. */
  readonly times: number;
  /** For limits: whole seconds to wait, as Slack gives them. */
  readonly retryAfter?: number;
  /** For refusals: the error word. */
  readonly error?: string;
}

export class Faults {
  readonly #waiting: { readonly fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times });
  }

  /** The fault that meets this call, used up by one. */
  take(method: string, teamId: string | null): Fault | null {
    const met = this.#waiting.find(
      ({ fault, left }) =>
        left > 0 &&
        (fault.on === '*' || fault.on === method) &&
        (fault.teamId === undefined || fault.teamId === teamId),
    );
    if (met === undefined) return null;
    met.left -= 1;
    return met.fault;
  }
}
