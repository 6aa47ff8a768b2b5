/** No connection came about, so nothing can have been taken. */
const NEVER_REACHED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Whether a request that failed with this error surely never reached the other side. Pure. */
export function neverReached(error: unknown): boolean {
  return NEVER_REACHED.has(networkCode(error));
}

/** The system's code in an error or in what caused it ("ECONNRESET"); empty when there is none. */
export function networkCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string' && /^[A-Z_]+$/.test(error.code)) return error.code;
  if ('original' in error) return networkCode(error.original);
  return error.cause === undefined ? '' : networkCode(error.cause);
}
