import { findBinaries } from './embedded-binaries.ts';
import { checkCluster, createCluster, readPassword, removeUnfinished } from './embedded-cluster.ts';
import { close, connect, connectionString, createDatabase, tryLock } from './embedded-connect.ts';
import { freePort, stopServer, type Settings } from './embedded-control.ts';
import { holdLock } from './embedded-hold.ts';
import { choosePlace, exists } from './embedded-place.ts';
import { livingPostmaster } from './embedded-postmaster.ts';
import { reachableBinaries } from './embedded-reach.ts';
import { bringUp } from './embedded-server.ts';

/** What startEmbedded needs; only the first two are for everyday use. */
export type EmbeddedOptions = {
  /** Where Greenroom keeps its data (GREENROOM_DATA). It is made when absent. */
  readonly dataDir: string;
  /** Takes one line for the person at the terminal. */
  readonly say: (line: string) => void;
  /** Where root keeps what PostgreSQL's account cannot reach in `dataDir`. */
  readonly elsewhere?: string;
  /** Milliseconds to wait while another process holds the data: one just killed is gone soon. */
  readonly patience?: number;
  /** PostgreSQL settings over ours; for throwaway servers of tests. */
  readonly settings?: Settings;
  /** Gives a free port of 127.0.0.1. */
  readonly pickPort?: () => Promise<number>;
};

/** The built-in PostgreSQL, running, with the database `greenroom` in it. */
export type EmbeddedServer = {
  /** For user and database `greenroom`, with the password, as a `postgres://` URL. */
  readonly connectionString: string;
  readonly port: number;
  /** The directory really used, which for root may be another than the one asked for. */
  readonly dataDir: string;
  /** True when the server was left running by a process that was killed. */
  readonly adopted: boolean;
  /**
   * Stops the server, cutting what is still connected, and gives the lock up. Calling it again, or
   * after the server has gone, does nothing. Throws an Error when the server still runs after 60 s.
   */
  readonly stop: () => Promise<void>;
};

/**
 * Starts the built-in PostgreSQL on the data in `dataDir`, making it at the first start, and holds
 * its lock until `stop`. The server is not stopped by Ctrl-C or the end of this process; the next
 * start takes over one that was left.
 * Throws EmbeddedRefusal, whose message is for people, when the system has no such server, another
 * Greenroom runs on the data, the data is of another PostgreSQL version or cannot be reached.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { say, elsewhere = '/var/lib/greenroom', patience = 10_000 } = options;
  const found = await findBinaries(process.platform, process.arch);
  const place = await choosePlace({ dataDir: options.dataDir, elsewhere, say });
  const binaries = await reachableBinaries(found, place.account, elsewhere, say);
  if (!(await exists(place.home))) {
    say(`Making a PostgreSQL database in ${place.home} (first start, a few seconds).`);
    await createCluster(place, binaries);
  }
  await checkCluster(place, binaries.major);
  const password = await readPassword(place);

  const running = await bringUp({
    place,
    binaries,
    password,
    settings: options.settings ?? {},
    patience,
    pickPort: options.pickPort ?? freePort,
    say,
  });
  const { port, adopted } = running;
  if (adopted) say('The PostgreSQL server of the last run was still up; using it.');
  try {
    await createDatabase(running.client);
    await removeUnfinished(place);
  } catch (error) {
    await close(running.client);
    throw error;
  }

  const hold = holdLock(
    running.client,
    async () => {
      const connected = await connect({ port, password });
      if (connected.kind !== 'open') return { kind: 'no server' };
      const { client } = connected;
      const locked = await tryLock(client);
      if (locked === true) return { kind: 'held', client };
      await close(client);
      return { kind: locked === false ? 'taken' : 'no server' };
    },
    say,
  );
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    // The lock goes only with the server, so that no other process adopts a server that is stopping.
    const lock = await hold.end();
    try {
      const pid = (await livingPostmaster(place))?.pid;
      // Without the lock only the server we came with is ours to stop.
      const ours = lock === 'held' || (lock === 'no server' && pid === running.pid);
      if (ours && pid !== undefined) await stopServer(place, binaries, pid);
    } finally {
      await hold.release();
    }
  };
  return {
    connectionString: connectionString({ port, password }),
    port,
    dataDir: place.dataDir,
    adopted,
    stop: async () => {
      stopping ??= stop();
      await stopping;
    },
  };
}
