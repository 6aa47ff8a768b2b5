import {
  DiscordAPIError,
  HTTPError,
  RateLimitError,
  REST,
  type RequestMethod,
  type RouteLike,
} from 'discord.js';
import { networkCode, neverReached } from '../network-errors.ts';

/** A call takes so long at most, in milliseconds: well under what the ledger takes for abandoned. */
export const CALL_LIMIT_MS = 10_000;

/** A 429 without a time to wait is waited out for so long, in milliseconds. */
const WAIT_AT_LEAST_MS = 1_000;
/** When nothing listens at Discord's address: try again after so long, in milliseconds. */
const NOT_REACHED_AFTER_MS = 5_000;

/** How one request ended; see SendResult for what follows from each. */
export type Called =
  | { readonly kind: 'ok'; readonly value: unknown }
  /** Discord's own code tells why (10003, 50013, …). */
  | { readonly kind: 'refused'; readonly status: number; readonly code: number; readonly message: string }
  | { readonly kind: 'retry'; readonly afterMs: number; readonly global: boolean }
  | { readonly kind: 'unknown'; readonly reason: string };

export interface DiscordRequest {
  readonly method: RequestMethod;
  readonly path: RouteLike;
  readonly body?: unknown;
  readonly query?: URLSearchParams;
  readonly files?: readonly { readonly name: string; readonly data: string }[];
  /** False for what carries its own token in the path: interaction responses. */
  readonly auth?: boolean;
  readonly limitMs?: number;
}

/**
 * discord.js' REST with everything switched off that would send twice or wait on its own: no retries, and a
 * limit that is reached comes back at once instead of being slept out. `api` is another server's base, such
 * as http://127.0.0.1:4000/api; null is Discord.
 */
export function createRest(options: {
  readonly token: string;
  readonly api: string | null;
  /** Requests that are outside Discord's global limit: interactions. */
  readonly unlimited?: boolean;
}): REST {
  return new REST({
    version: '10',
    retries: 0,
    timeout: CALL_LIMIT_MS,
    rejectOnRateLimit: () => true,
    ...(options.api === null ? {} : { api: options.api.replace(/\/+$/, '') }),
    ...(options.unlimited === true ? { globalRequestsPerSecond: Number.MAX_SAFE_INTEGER } : {}),
  }).setToken(options.token);
}

/** One request, once, with a time limit over all of it. Never throws for what Discord or the network does. */
export async function callDiscord(rest: REST, request: DiscordRequest): Promise<Called> {
  try {
    const value = await rest.request({
      method: request.method,
      fullRoute: request.path,
      ...(request.body === undefined ? {} : { body: request.body }),
      ...(request.query === undefined ? {} : { query: request.query }),
      ...(request.files === undefined ? {} : { files: [...request.files] }),
      ...(request.auth === undefined ? {} : { auth: request.auth }),
      signal: AbortSignal.timeout(request.limitMs ?? CALL_LIMIT_MS),
    });
    return { kind: 'ok', value };
  } catch (error) {
    return outcomeOf(error);
  }
}

/** What an error of discord.js says about the request. Pure. */
export function outcomeOf(error: unknown): Called {
  if (error instanceof RateLimitError) {
    const wait = Math.max(error.retryAfter, error.sublimitTimeout, WAIT_AT_LEAST_MS / 20);
    return { kind: 'retry', afterMs: error.retryAfter > 0 ? wait : WAIT_AT_LEAST_MS, global: error.global };
  }
  if (error instanceof DiscordAPIError) {
    if (error.status === 408) return { kind: 'unknown', reason: 'Discord answered too late (408)' };
    return {
      kind: 'refused',
      status: error.status,
      code: typeof error.code === 'number' ? error.code : 0,
      message:
        error.rawError !== undefined && 'message' in error.rawError ? error.rawError.message : error.message,
    };
  }
  if (error instanceof HTTPError) return { kind: 'unknown', reason: `Discord answered ${error.status}` };
  if (neverReached(error)) return { kind: 'retry', afterMs: NOT_REACHED_AFTER_MS, global: false };
  const code = networkCode(error);
  return {
    kind: 'unknown',
    reason: code === '' ? 'the connection to Discord broke' : `the connection to Discord broke (${code})`,
  };
}
