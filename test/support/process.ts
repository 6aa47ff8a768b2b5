import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The repository's top folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** How long anything a test waits for may take, in milliseconds, before the test says what is missing. */
const PATIENCE_MS = 90_000;

/** Compiled code of the children, so that the twentieth start costs less than the first. */
const CACHE = path.join(tmpdir(), `greenroom-compiled-${process.getuid?.() ?? 0}`);

/** How a process ended: its exit code, or the signal that ended it. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A child process, what it wrote so far, and its end. */
export interface Program {
  readonly pid: number;
  /** Everything on standard output and error so far. */
  output(): string;
  /** Waits until the output matches, and returns the match; fails with the output when it ends first. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** The web channel's address, once it is open. */
  url(): Promise<string>;
  signal(name: NodeJS.Signals): void;
  /** To the whole process group, as a terminal's Ctrl-C is. */
  signalGroup(name: NodeJS.Signals): void;
  readonly ended: Promise<Ending>;
  /** Ends it at once if it still runs. */
  kill(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Starts `node src/main.ts <role>` as a production would, with these settings and no others. */
export function startProgram(role: string, settings: Environment): Program {
  return startChild(process.execPath, [path.join(ROOT, 'src/main.ts'), role], settings);
}

/** Children that still run; none outlives the process that started it, unless that one is killed at once. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts any command in a process group of its own, in the repository's top folder. */
export function startChild(command: string, args: readonly string[], settings: Environment): Program {
  const inherited = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'USER'].map((name) => [name, process.env[name]]);
  const child = spawn(command, args, {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...Object.fromEntries(inherited),
      NODE_COMPILE_CACHE: CACHE,
      PORT: '0',
      TZ: zoneAtNoon(),
      ...settings,
    },
  });
  running.add(child);
  let text = '';
  let over = false;
  const waiting = new Set<() => void>();
  const look = (): void => {
    for (const one of waiting) one();
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      look();
    });
  }
  const ended = new Promise<Ending>((resolve) => {
    child.once('exit', (code, signal) => {
      over = true;
      running.delete(child);
      resolve({ code, signal });
      // What it said last may still be on its way.
      setTimeout(look, 100);
    });
  });
  const pid = child.pid ?? 0;
  const says = (pattern: RegExp): Promise<RegExpExecArray> => {
    const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>();
    const give = (): void => {
      const match = pattern.exec(text);
      if (match !== null) resolve(match);
      else if (over) reject(new Error(`it ended without saying ${String(pattern)}:\n${text}`));
    };
    const timer = setTimeout(
      () => reject(new Error(`it never said ${String(pattern)}:\n${text}`)),
      PATIENCE_MS,
    );
    waiting.add(give);
    give();
    return promise.finally(() => {
      clearTimeout(timer);
      waiting.delete(give);
    });
  };
  return {
    pid,
    output: () => text,
    says,
    url: async () => (await says(/Greenroom is open at (\S+)/))[1] ?? '',
    signal: (name) => void child.kill(name),
    signalGroup: (name) => void process.kill(-pid, name),
    ended,
    async kill() {
      if (!over) child.kill('SIGKILL');
      await ended;
    },
  };
}

/**
 * A zone in which it is about noon now: the tests use the machine's clock, and a question's date must not
 * end, nor 09:00 pass, while one runs.
 */
export function zoneAtNoon(): string {
  const offset = 12 - Temporal.Now.zonedDateTimeISO('UTC').hour;
  if (offset === 0) return 'Etc/GMT';
  // The sign of these names is the other way round: Etc/GMT-3 is three hours ahead.
  return `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
}

/** Somebody with a browser that runs no script: opens the room, sends forms. */
export interface Visitor {
  readonly memberId: string;
  /** What their browser sends along. */
  readonly cookie: string;
  /** Presses a button or sends a form; the same nonce is the same press sent again. */
  press(
    at: string,
    action: string,
    fields?: Readonly<Record<string, string>>,
    nonce?: string,
  ): Promise<Response>;
}

/** Opens the room as a new member. The cookie stays good when the server is started anew. */
export async function visit(url: string): Promise<Visitor> {
  const page = await fetch(url, { headers: { accept: 'text/html' } });
  const cookie = page.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0] ?? '')
    .join('; ');
  const memberId = /name="as" value="(p-[^"]+)"/.exec(await page.text())?.[1];
  if (memberId === undefined) throw new Error(`the page at ${url} names nobody`);
  return {
    memberId,
    cookie,
    press: (at, action, fields = {}, nonce = newNonce()) =>
      fetch(new URL('/act', at), {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie, origin: new URL(at).origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          as: memberId,
          action,
          nonce,
          ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`f.${name}`, value])),
        }),
      }),
  };
}

/** What a form carries so that sending it twice is one. */
export function newNonce(): string {
  return randomBytes(16).toString('base64url');
}

/** A name that no other test uses, for prefixes and databases. */
export function uniqueName(): string {
  return `t${randomUUID().replaceAll('-', '').slice(0, 12)}`;
}

/** Waits until `look` finds something; fails with what `stuck` says. */
export async function until<T>(
  look: () => Promise<T | null | undefined | false>,
  stuck: () => Promise<string> | string,
  patienceMs: number = PATIENCE_MS,
): Promise<T> {
  const limit = AbortSignal.timeout(patienceMs);
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (limit.aborted) throw new Error(`waited in vain: ${await stuck()}`);
    await sleep(50);
  }
}

/** Runs the tasks, so many at a time, and gives each one's promise at once. */
export function inParallel<T>(width: number, tasks: readonly (() => Promise<T>)[]): Promise<T>[] {
  const results = tasks.map(() => Promise.withResolvers<T>());
  for (const { promise } of results) promise.catch(() => {});
  let next = 0;
  const work = async (): Promise<void> => {
    for (;;) {
      const index = next;
      next += 1;
      const task = tasks[index];
      const result = results[index];
      if (task === undefined || result === undefined) return;
      await task().then(result.resolve, result.reject);
    }
  };
  for (let worker = 0; worker < width; worker += 1) void work();
  return results.map(({ promise }) => promise);
}
