import { stat } from 'node:fs/promises';
import { EmbeddedRefusal } from './embedded-refusal.ts';
import { run, type Account } from './embedded-run.ts';

/** True when this process is root, which PostgreSQL refuses to run as. */
export function weAreRoot(): boolean {
  return process.geteuid?.() === 0;
}

/** Accounts that exist for such uses: Debian's and macOS' own for PostgreSQL, then the one without rights. */
const candidates = ['postgres', '_postgres', 'nobody'];

/**
 * The account that a new cluster is made and run as: undefined (ourselves) unless we are root.
 * Throws EmbeddedRefusal when we are root and no account can be used.
 */
export async function accountForNewData(): Promise<Account | undefined> {
  if (!weAreRoot()) return undefined;
  for (const name of candidates) {
    const uid = await numberOf('-u', name);
    const gid = await numberOf('-g', name);
    if (uid === undefined || gid === undefined || uid === 0) continue;
    const account = { uid, gid, name };
    // A container may know the name and still not let us become that user.
    if ((await run('/bin/sh', ['-c', ':'], account)).code === 0) return account;
  }
  throw new EmbeddedRefusal(
    'PostgreSQL does not run as root and there is no account "postgres" or "nobody" to run it as: start Greenroom as an ordinary user, or set DATABASE_URL to a PostgreSQL server of yours.',
  );
}

/**
 * The account of data that is there already: whoever owns it, as PostgreSQL demands.
 * Throws EmbeddedRefusal when we are neither that user nor root, or when root owns it.
 */
export async function accountOfData(directory: string): Promise<Account | undefined> {
  const { uid, gid } = await stat(directory);
  if (!weAreRoot()) {
    if (uid === process.geteuid?.()) return undefined;
    throw new EmbeddedRefusal(
      `The database in ${directory} belongs to another user: start Greenroom as that user, or set GREENROOM_DATA to another directory.`,
    );
  }
  if (uid === 0) {
    throw new EmbeddedRefusal(
      `The database in ${directory} belongs to root, and PostgreSQL does not run as root: run "chown -R postgres" (or nobody) on that directory and start again.`,
    );
  }
  return { uid, gid, name: `user ${uid}` };
}

async function numberOf(which: '-u' | '-g', name: string): Promise<number | undefined> {
  const { code, output } = await run('id', [which, name], undefined);
  return code === 0 && /^\d+\s*$/.test(output) ? Number(output) : undefined;
}
