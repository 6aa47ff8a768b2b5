import { spawn } from 'node:child_process';

/** A system account that PostgreSQL runs as when we are root (PostgreSQL refuses to run as root). */
export type Account = { readonly uid: number; readonly gid: number; readonly name: string };

/** How a program ended. `code` is undefined when it never started; `output` is its stdout and stderr. */
export type Ended = { readonly code: number | undefined; readonly output: string };

/**
 * Runs a program to its end, as the given account (root only) or as ourselves, and never throws:
 * a program that could not be started has no `code` and the reason as its `output`.
 *
 * It gets a session of its own, so that Ctrl-C in our terminal spares it; the root directory, as
 * PostgreSQL stops when it may not read the current one; and an environment without LANG and PG…
 * variables, so that its messages are English and its settings are ours.
 */
export async function run(
  program: string,
  args: readonly string[],
  account: Account | undefined,
): Promise<Ended> {
  return await new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: '/',
      detached: true,
      env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => {
      resolve({ code: undefined, output: error.message });
    });
    child.once('close', (code) => {
      resolve({ code: code ?? undefined, output });
    });
  });
}

/**
 * What a program of PostgreSQL gave as its reason, to be put into a sentence: its first error, else
 * its last line, without the full stop at the end.
 */
export function reasonIn(output: string): string {
  const error = /(?:error|FATAL|PANIC): .*/.exec(output)?.[0];
  const lines = output.split('\n').map((line) => line.trim());
  const last = lines.findLast((line) => line !== '');
  return (error ?? last ?? 'no reason was given').trim().replace(/\.$/, '');
}
