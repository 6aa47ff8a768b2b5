import { pino, type DestinationStream } from 'pino';

/**
 * Structured log lines for operators. Fields are ids, names of things, counts and durations; never
 * members' words, tokens or e-mail addresses. Errors go in as `err`.
 */
export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}
export type LogFields = Readonly<Record<string, string | number | boolean | null | Error>>;

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * JSON lines on standard output (or `to`). Of an error only its class, code and stack frames are kept:
 * messages of database and model errors can quote what a member wrote.
 */
export function createLog(level: LogLevel, to?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
  };
  return to === undefined ? pino(options) : pino(options, to);
}

/** A log that says nothing, for tests and tools. */
export const silentLog: Log = createLog('silent');

function describeError(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const constraint =
    'constraint' in error && typeof error.constraint === 'string' ? { constraint: error.constraint } : {};
  return { type: error.name, ...code, ...constraint, stack: frames.slice(0, 8).join('\n') };
}
