/**
 * What goes wrong with the next requests that fit: an error before or after the server acted, the connection
 * cut before or after, no answer at all, or a rate limit.
 */
export interface Fault {
  // For example "POST /channels/*/messages"; a star stands for one part of the path.
  readonly on: string;
  readonly what:
    | 'error-before'
    | 'error-after'
    | 'reset-before'
    | 'reset-after'
    | 'hang-before'
    | 'hang-after'
    | 'limit'
    | 'limit-global';
  /** How many requests it meets. */
  readonly times: number;
  /** For limits: seconds to wait. */
  readonly retryAfter?: number;
}

export class Faults {
  /** The requests that met a fault, oldest first. */
  readonly met: string[] = [];
  readonly #waiting: { fault: Fault; pattern: RegExp; left: number }[] = [];

  add(fault: Fault): void {
    const [method = '', path = ''] = fault.on.split(' ');
    const pattern = new RegExp(`^${method} ${path.replaceAll('*', '[^/]+')}$`);
    this.#waiting.push({ fault, pattern, left: fault.times });
  }

  /** The fault that meets this request, used up by one. */
  take(method: string, path: string): Fault | null {
    const met = this.#waiting.find((one) => one.left > 0 && one.pattern.test(`${method} ${path}`));
    if (met === undefined) return null;
    met.left -= 1;
    this.met.push(`${method} ${path}`);
    return met.fault;
  }
}
