/**
 * Discord's limits on requests: 50 in any second over the whole bot, and buckets by route and channel.
 * Interaction callbacks and their follow-ups are outside the global one, as documented.
 */
interface Bucket {
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
}

const BUCKETS: readonly (readonly [pattern: RegExp, bucket: Bucket])[] = [
  [/^POST \/channels\/\d+\/messages$/, { name: 'message-create', limit: 5, windowMs: 5_000 }],
  [/^PATCH \/channels\/\d+\/messages\/\d+$/, { name: 'message-edit', limit: 5, windowMs: 5_000 }],
  [/^PUT \/channels\/\d+\/messages\/\d+\/reactions\//, { name: 'reaction', limit: 4, windowMs: 1_000 }],
];

export interface Limited {
  readonly global: boolean;
  readonly retryAfter: number;
}

export class RateLimits {
  /** Requests a second over everything; the tests may lower it. */
  globalPerSecond = 50;
  /** Routes have their buckets; a test of what is said, not of how fast, can do without waiting for them. */
  byRoute = true;
  /** The most requests that any sliding second has seen. */
  mostInASecond = 0;
  /** Requests that were over the global limit. */
  globalRefusals = 0;
  readonly #recent: number[] = [];
  readonly #windows = new Map<string, { ends: number; used: number }>();

  /** Counts a request; says when it is over a limit. `headers` go with every answer. */
  count(
    method: string,
    path: string,
    nowMs: number,
  ): { readonly limited: Limited | null; readonly headers: Record<string, string> } {
    const exempt = path.startsWith('/interactions/') || path.startsWith('/webhooks/');
    if (!exempt) {
      while (this.#recent.length > 0 && (this.#recent[0] ?? 0) <= nowMs - 1_000) this.#recent.shift();
      if (this.#recent.length >= this.globalPerSecond) {
        this.globalRefusals += 1;
        const retryAfter = Math.max(0.05, ((this.#recent[0] ?? nowMs) + 1_000 - nowMs) / 1_000);
        return { limited: { global: true, retryAfter }, headers: {} };
      }
      this.#recent.push(nowMs);
      this.mostInASecond = Math.max(this.mostInASecond, this.#recent.length);
    }
    const bucket = BUCKETS.find(([pattern]) => pattern.test(`${method} ${path}`))?.[1];
    if (bucket === undefined || !this.byRoute) return { limited: null, headers: {} };
    const key = `${bucket.name}:${path.split('/')[2] ?? ''}`;
    const known = this.#windows.get(key);
    const window =
      known === undefined || known.ends <= nowMs ? { ends: nowMs + bucket.windowMs, used: 0 } : known;
    this.#windows.set(key, window);
    const resetAfter = (window.ends - nowMs) / 1_000;
    window.used += 1;
    const headers = {
      'x-ratelimit-limit': String(bucket.limit),
      'x-ratelimit-remaining': String(Math.max(0, bucket.limit - window.used)),
      'x-ratelimit-reset-after': resetAfter.toFixed(3),
      'x-ratelimit-bucket': bucket.name,
    };
    if (window.used <= bucket.limit) return { limited: null, headers };
    return { limited: { global: false, retryAfter: resetAfter }, headers };
  }
}
