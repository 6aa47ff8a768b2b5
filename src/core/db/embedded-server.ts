import { stat } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Binaries } from './embedded-binaries.ts';
import { clusterOf, close, connect, tryLock } from './embedded-connect.ts';
import { startServer, type Settings } from './embedded-control.ts';
import { exists, type Place } from './embedded-place.ts';
import { disownPidFile, isAnotherProgram, livingPostmaster } from './embedded-postmaster.ts';
import { EmbeddedRefusal } from './embedded-refusal.ts';

/** A server that runs and whose lock is ours, held by `client`. */
export type Running = {
  readonly pid: number;
  readonly port: number;
  readonly client: Client;
  /** True when the server was running before we came. */
  readonly adopted: boolean;
};

/** What bringUp works with. */
export type BringUp = {
  readonly place: Place;
  readonly binaries: Binaries;
  readonly password: string;
  readonly settings: Settings;
  /** Milliseconds to wait for another process' lock or server to go. */
  readonly patience: number;
  readonly pickPort: () => Promise<number>;
  readonly say: (line: string) => void;
};

/** What one look at the cluster came to; everything but `ours` may be different a moment later. */
type Look =
  | { readonly kind: 'ours'; readonly pid: number; readonly port: number; readonly client: Client }
  | { readonly kind: 'none' }
  | { readonly kind: 'in use' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'silent'; readonly reason: string };

/** Milliseconds between two looks. */
const pause = 250;
/** Milliseconds a server may take that says it is starting: it reads back what a crash left. */
const startingPatience = 60_000;
/** A port that was free a moment ago is rarely taken; so often in a row something else is wrong. */
const maxPorts = 5;

/**
 * Brings the cluster's server up and takes the lock: adopts a server that a killed process left,
 * starts one otherwise, and waits out processes that are just ending.
 * Throws EmbeddedRefusal when another Greenroom keeps the lock and when the server does not come up.
 */
export async function bringUp(options: BringUp): Promise<Running> {
  const { place, binaries, say } = options;
  const short = AbortSignal.timeout(options.patience);
  const long = AbortSignal.timeout(Math.max(options.patience, startingPatience));
  let startedByUs = false;
  let portsLeft = maxPorts;
  let toldWaiting = false;
  for (;;) {
    const look = await lookAt(place, options.password);
    if (look.kind === 'ours') return { ...look, adopted: !startedByUs };
    if (look.kind === 'none') {
      const started = await startServer(place, binaries, await options.pickPort(), options.settings);
      if (started.kind === 'running') {
        startedByUs = true;
        continue;
      }
      if (started.kind === 'port taken') {
        portsLeft -= 1;
        if (portsLeft > 0) continue;
        throw new EmbeddedRefusal(
          `PostgreSQL found no free port on 127.0.0.1 in ${maxPorts} attempts: start again, or set DATABASE_URL to a PostgreSQL server of yours.`,
        );
      }
      if (!started.again || short.aborted) throw notStarted(place, started.reason);
    } else if ((look.kind === 'starting' ? long : short).aborted) {
      throw gaveUp(place, look);
    }
    if (look.kind === 'in use' && !toldWaiting) {
      toldWaiting = true;
      say('The data is in use; waiting a moment in case the other process is just ending.');
    }
    await setTimeout(pause);
  }
}

/** Looks for a running server of this cluster and, when it answers, tries to take its lock. */
export async function lookAt(place: Place, password: string): Promise<Look> {
  const postmaster = await livingPostmaster(place);
  if (postmaster === undefined) return { kind: 'none' };
  const { pid, port } = postmaster;
  if (await isAnotherProgram(pid)) {
    await disownPidFile(place);
    return { kind: 'none' };
  }
  if (port === undefined) return { kind: 'starting' };
  const connected = await connect({ port, password });
  if (connected.kind !== 'open') return connected;
  const { client } = connected;
  const cluster = await clusterOf(client);
  if (cluster === undefined || !(await isSameDirectory(cluster, place.cluster))) {
    await close(client);
    if (cluster === undefined) return { kind: 'starting' };
    // Our data is a copy that was taken while the original's server ran.
    await disownPidFile(place);
    return { kind: 'none' };
  }
  const locked = await tryLock(client);
  if (locked !== true) {
    await close(client);
    return { kind: locked === false ? 'in use' : 'starting' };
  }
  // A server says that it is stopping before it cuts its connections: this one is not to be adopted.
  const now = await livingPostmaster(place);
  if (now?.pid !== pid || !now.ready) {
    await close(client);
    return { kind: 'starting' };
  }
  return { kind: 'ours', pid, port, client };
}

/** Whether a server's directory is ours; one that is gone was moved here while the server ran. */
async function isSameDirectory(reported: string, ours: string): Promise<boolean> {
  if (!(await exists(reported))) return true;
  const [a, b] = await Promise.all([stat(reported), stat(ours)]);
  return a.dev === b.dev && a.ino === b.ino;
}

function gaveUp(place: Place, look: Exclude<Look, { kind: 'ours' | 'none' }>): EmbeddedRefusal {
  switch (look.kind) {
    case 'in use':
      return new EmbeddedRefusal(
        `Another Greenroom is already running on the data in ${place.dataDir}: stop that one first, or set GREENROOM_DATA to another directory.`,
      );
    case 'starting':
      return new EmbeddedRefusal(
        `The PostgreSQL server of ${place.dataDir} is still starting or stopping: start again in a minute, and see ${place.log} if that does not help.`,
      );
    case 'silent':
      return new EmbeddedRefusal(
        `A PostgreSQL server runs on the data in ${place.dataDir} but does not answer (${look.reason}): stop its process, whose number is the first line of ${place.cluster}/postmaster.pid, and start again.`,
      );
    default:
      return look satisfies never;
  }
}

function notStarted(place: Place, reason: string): EmbeddedRefusal {
  return new EmbeddedRefusal(
    `The built-in PostgreSQL did not start (${reason}): see ${place.log} for more, or set DATABASE_URL to a PostgreSQL server of yours.`,
  );
}
