import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isCode, type Place } from './embedded-place.ts';

/** What a server says of itself in its `postmaster.pid`; a starting one has not written all of it. */
export type Postmaster = {
  readonly pid: number;
  readonly port: number | undefined;
  readonly ready: boolean;
};

/** Reads the lines of `postmaster.pid`: 1 the process, 4 the port, 8 the status. */
export function parsePostmaster(text: string): Postmaster | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const pid = positive(lines[0]);
  if (pid === undefined) return undefined;
  return { pid, port: positive(lines[3]), ready: lines[7] === 'ready' };
}

/** The server that a live process is said to be for this cluster, or undefined when none is. */
export async function livingPostmaster(place: Place): Promise<Postmaster | undefined> {
  let text: string;
  try {
    text = await readFile(pidFile(place), 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  const postmaster = parsePostmaster(text);
  return postmaster !== undefined && lives(postmaster.pid) ? postmaster : undefined;
}

/**
 * Whether that process is surely something else that got the number of a server that is gone
 * (usual in containers, where numbers start anew). False when it cannot be told.
 */
export async function isAnotherProgram(pid: number): Promise<boolean> {
  const command = await commandOf(pid);
  return command !== undefined && !/(^|\/)postgres\b/.test(command);
}

/**
 * Makes a left-over `postmaster.pid` name a process that cannot exist, so that PostgreSQL takes it
 * for stale. Removing it would also switch off PostgreSQL's check for left-over shared memory.
 */
export async function disownPidFile(place: Place): Promise<void> {
  const text = await readFile(pidFile(place), 'utf8');
  await writeFile(pidFile(place), text.replace(/^\s*\d+/, '2147483647'));
}

function pidFile(place: Place): string {
  return join(place.cluster, 'postmaster.pid');
}

function positive(line: string | undefined): number | undefined {
  return line !== undefined && /^[1-9]\d*$/.test(line) ? Number(line) : undefined;
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // ESRCH: no such process. EPERM: another user's, and a server of this cluster would be ours.
    return false;
  }
}

/** The program and arguments of a process; slim containers have no `ps`, macOS has no /proc. */
async function commandOf(pid: number): Promise<string | undefined> {
  try {
    if (process.platform === 'linux') {
      return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0')[0];
    }
    return (await promisify(execFile)('ps', ['-o', 'comm=', '-p', String(pid)])).stdout.trim();
  } catch {
    return undefined;
  }
}
