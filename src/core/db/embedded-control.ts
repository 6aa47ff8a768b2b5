import { open, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Binaries } from './embedded-binaries.ts';
import { isCode, type Place } from './embedded-place.ts';
import { livingPostmaster } from './embedded-postmaster.ts';
import { reasonIn, run } from './embedded-run.ts';

/** PostgreSQL settings by name. Names and values may hold letters, digits and `_ . / : % [ ]` only. */
export type Settings = Readonly<Record<string, string>>;

/**
 * A small server for one machine that never writes members' words into its log: no statements, no
 * parameters, no ERROR lines and no details (they quote the row that was refused). `log` ranks above
 * ERROR in the server's log. `fsync` stays on, as it is by default.
 */
const ourSettings: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '300',
  shared_buffers: '32MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'log',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_statement: 'none',
  log_checkpoints: 'off',
};

/** A log over this many bytes is set aside (one older one is kept) when the server starts. */
const maxLogBytes = 1_000_000;

/** How an attempt to start went; `again` says whether another attempt can go better. */
export type Started =
  | { readonly kind: 'running' }
  | { readonly kind: 'port taken' }
  | { readonly kind: 'failed'; readonly again: boolean; readonly reason: string };

/**
 * Starts the server on that port of 127.0.0.1 and waits until it takes connections, at most 60 s.
 * It lives on when this process ends.
 */
export async function startServer(
  place: Place,
  binaries: Binaries,
  port: number,
  extra: Settings,
): Promise<Started> {
  const before = await prepareLog(place.log);
  const settings = Object.entries({ ...ourSettings, ...extra, port: String(port) });
  const flags = settings.map(([name, value]) => `-c ${name}=${value}`).join(' ');
  const { code, output } = await run(
    binaries.pgCtl,
    ['start', '-w', '-t', '60', '-D', place.cluster, '-l', place.log, '-o', flags],
    place.account,
  );
  if (code === 0) return { kind: 'running' };
  const log = await readFrom(place.log, before);
  if (/Address already in use/.test(log)) return { kind: 'port taken' };
  // Another start at the same moment, or the last processes of a killed server: both pass.
  const again = /lock file|shared memory block|another server/.test(log + output);
  return { kind: 'failed', again, reason: reasonIn(log === '' ? output : log) };
}

/**
 * Stops the server with that process number, open connections or not, and waits until it has ended,
 * at most 60 s. Throws an Error when it still runs.
 */
export async function stopServer(place: Place, binaries: Binaries, pid: number): Promise<void> {
  // Without pg_ctl's own waiting, which would take the next start's server for the one it waits for.
  const args = ['stop', '-W', '-m', 'fast', '-D', place.cluster];
  const { output } = await run(binaries.pgCtl, args, place.account);
  const patience = AbortSignal.timeout(60_000);
  while ((await livingPostmaster(place))?.pid === pid) {
    if (patience.aborted) throw new Error(`PostgreSQL did not stop: ${reasonIn(output)}`);
    await setTimeout(50);
  }
}

/** A port of 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no port'));
        else resolve(address.port);
      });
    });
  });
}

async function prepareLog(log: string): Promise<number> {
  try {
    const { size } = await stat(log);
    if (size <= maxLogBytes) return size;
    await rename(log, `${log}.1`);
    return 0;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return 0;
    throw error;
  }
}

async function readFrom(file: string, position: number): Promise<string> {
  try {
    const handle = await open(file, 'r');
    try {
      const buffer = Buffer.alloc(64 * 1024);
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isCode(error, 'ENOENT')) return '';
    throw error;
  }
}
