import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { accountForNewData, weAreRoot } from '../../src/core/db/embedded-account.ts';
import { isAnotherProgram } from '../../src/core/db/embedded-postmaster.ts';
import { startEmbedded, type EmbeddedOptions, type EmbeddedServer } from '../../src/core/db/embedded.ts';

/** A temporary directory with the servers and processes that a test started in it. */
export type Scene = {
  readonly directory: string;
  /** Everything that was said, in order. */
  readonly said: string[];
  /** Starts a server in this process. `dataDir` is under `directory`; 1 s of patience unless told. */
  start: (dataDir: string, options?: Partial<Omit<EmbeddedOptions, 'dataDir'>>) => Promise<EmbeddedServer>;
  /** Starts a process of its own, and session of its own, that owns a server. */
  child: (dataDir: string, options?: ChildOptions) => Promise<Child>;
  /** Kills and stops everything; the data stays, so that the next test need not make it again. */
  rest: () => Promise<void>;
  /** Like `rest`, and removes the files. */
  clear: () => Promise<void>;
};

/** `ordinary` (as root) and `uid` run the process as another user; `patience` is in ms, 1 s unless told. */
export type ChildOptions = {
  readonly patience?: number;
  readonly ordinary?: boolean;
  readonly uid?: number;
};

/** A process that runs embedded-child.ts. */
export type Child = {
  readonly process: ChildProcess;
  /** Waits for a line with that beginning and returns its rest. Throws when the process ends first. */
  line: (beginning: string) => Promise<string>;
  /** Waits for the end and returns the exit code. */
  ended: () => Promise<number | null>;
};

const script = fileURLToPath(new URL('embedded-child.ts', import.meta.url));

/** Makes an empty scene. With `ordinary`, as root, the directory belongs to an ordinary user. */
export async function makeScene(ordinary = false): Promise<Scene> {
  const directory = await mkdtemp(join(tmpdir(), 'greenroom-embedded-'));
  await chmod(directory, 0o711);
  const account = await accountForNewData();
  if (ordinary && account !== undefined) await chown(directory, account.uid, account.gid);
  const said: string[] = [];
  const elsewhere = join(directory, 'elsewhere');
  const servers: EmbeddedServer[] = [];
  const children: Child[] = [];
  const dataDirs = new Set<string>();

  const start: Scene['start'] = async (dataDir, options = {}) => {
    dataDirs.add(join(directory, dataDir));
    const server = await startEmbedded({
      dataDir: join(directory, dataDir),
      elsewhere,
      patience: 1_000,
      say: (line) => said.push(line),
      ...options,
    });
    dataDirs.add(server.dataDir);
    servers.push(server);
    return server;
  };
  const child: Scene['child'] = async (dataDir, options = {}) => {
    dataDirs.add(join(directory, dataDir));
    const made = spawn(
      process.execPath,
      [script, join(directory, dataDir), elsewhere, String(options.patience ?? 1_000)],
      {
        detached: true,
        stdio: ['ignore', 'pipe', 'inherit'],
        ...(options.ordinary === true ? account : {}),
        ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
      },
    );
    const reader = readChild(made);
    children.push(reader);
    return reader;
  };
  const rest: Scene['rest'] = async () => {
    for (const { process, ended } of children.splice(0)) {
      process.kill('SIGKILL');
      await ended();
    }
    for (const server of servers.splice(0)) await server.stop();
    for (const dataDir of dataDirs) await killServer(dataDir);
    said.length = 0;
  };
  const clear: Scene['clear'] = async () => {
    await rest();
    await rm(directory, { recursive: true, force: true, maxRetries: 10 });
  };
  return { directory, said, start, child, rest, clear };
}

/** The process of the server of a data directory, or undefined when its file is not there. */
export async function serverPid(dataDir: string): Promise<number | undefined> {
  try {
    const text = await readFile(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8');
    return Number(text.split('\n')[0]);
  } catch {
    return undefined;
  }
}

/** Runs one statement on a connection of its own and returns the rows. */
export async function ask(
  connectionString: string,
  statement: string,
  values: readonly unknown[] = [],
): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement, [...values]);
    return rows;
  } finally {
    await client.end();
  }
}

/** Whether this test run is root's, for what only root can try. */
export const root = weAreRoot();

/** SIGQUIT is an immediate shutdown for PostgreSQL. */
async function killServer(dataDir: string): Promise<void> {
  const pid = await serverPid(dataDir);
  if (pid === undefined || (await isAnotherProgram(pid))) return;
  try {
    process.kill(pid, 'SIGQUIT');
    for (let looks = 0; looks < 100; looks += 1) {
      process.kill(pid, 0);
      await setTimeout(50);
    }
  } catch {
    // It has ended.
  }
}

function readChild(made: ChildProcess & { stdout: NodeJS.ReadableStream }): Child {
  const exit = once(made, 'exit');
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const go of waiting) go();
  };
  let closed = false;
  const reader = createInterface({ input: made.stdout });
  reader.on('line', (line) => {
    lines.push(line);
    wake();
  });
  reader.on('close', () => {
    closed = true;
    wake();
  });
  return {
    process: made,
    line: async (beginning) => {
      for (;;) {
        const found = lines.find((line) => line.startsWith(`${beginning} `) || line === beginning);
        if (found !== undefined) return found.slice(beginning.length + 1);
        if (closed) throw new Error(`no line "${beginning}", but:\n${lines.join('\n')}`);
        await new Promise<void>((resolve) => {
          waiting.add(resolve);
        });
      }
    },
    ended: async () => {
      await exit;
      return made.exitCode;
    },
  };
}
