/**
 * How a model tells the job what to do next. Messages are fixed words and an HTTP status: what a service
 * sends back may quote the member, and a queue keeps the messages of failed jobs.
 */

/** Why a model takes no request now: it said so itself, or it failed so often that it is left alone. */
export type BusyBecause = 'asked_to_wait' | 'outage';

/** Not now. Nothing broke in this call; trying again before `afterMs` (milliseconds) is of no use. */
export class ModelBusy extends Error {
  override readonly name: string = 'ModelBusy';
  readonly code: BusyBecause;
  readonly afterMs: number;

  constructor(because: BusyBecause, afterMs: number) {
    super(`the model takes no request now (${because})`);
    this.code = because;
    this.afterMs = afterMs;
  }
}

/**
 * - `unreachable` no connection, reset, redirected; `timeout` no whole reply in time; `server_error` 5xx
 * - `garbage` a reply that is no completion (HTML, nothing, broken JSON); `oversized` more than is read
 * - `access` the key, the address, the model's name or the account's quota is refused
 * - `bad_request` the request was refused in every known form
 * - `refused` the model declined; `truncated` it stopped in the middle; `unusable` no valid assessment,
 *   after a repair turn
 */
export type ModelFailureCode =
  | 'unreachable'
  | 'timeout'
  | 'server_error'
  | 'garbage'
  | 'oversized'
  | 'access'
  | 'bad_request'
  | 'refused'
  | 'truncated'
  | 'unusable';

/** A call that brought no reading. */
export class ModelFailed extends Error {
  override readonly name: string = 'ModelFailed';
  readonly code: ModelFailureCode;
  /** The HTTP status, or null when there was none. */
  readonly status: number | null;

  constructor(code: ModelFailureCode, status: number | null = null) {
    super(status === null ? `the model failed (${code})` : `the model failed (${code}, status ${status})`);
    this.code = code;
    this.status = status;
  }
}

/** What a failure is worth: one more try in seconds, the blame for the circuit breaker, and its name. */
export interface FailureKind {
  /** Whether the same request may succeed some seconds later. */
  readonly retry: boolean;
  /** Whether the service is at fault rather than this one answer; such failures open the breaker. */
  readonly outage: boolean;
}

/**
 * The rules for each code. `bad_request`, `refused`, `truncated` and `unusable` can be brought about by what
 * a member writes, so they must not shut the model off for everyone else.
 */
export const FAILURES: Readonly<Record<ModelFailureCode, FailureKind>> = {
  unreachable: { retry: true, outage: true },
  timeout: { retry: true, outage: true },
  server_error: { retry: true, outage: true },
  garbage: { retry: true, outage: true },
  oversized: { retry: false, outage: true },
  access: { retry: false, outage: true },
  bad_request: { retry: false, outage: false },
  refused: { retry: false, outage: false },
  truncated: { retry: false, outage: false },
  unusable: { retry: false, outage: false },
};
