import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { accountForNewData, accountOfData, weAreRoot } from './embedded-account.ts';
import { EmbeddedRefusal } from './embedded-refusal.ts';
import { run, type Account } from './embedded-run.ts';

/**
 * Where the built-in database is and who runs it. `dataDir` is the real directory used; under it
 * `home` (mode 0700) holds the `cluster`, the `password` and the `log`.
 */
export type Place = {
  readonly dataDir: string;
  readonly home: string;
  readonly cluster: string;
  readonly passwordFile: string;
  readonly log: string;
  readonly account: Account | undefined;
};

/** The file in the asked-for data directory that says where root had to keep the data instead. */
export const locationFile = 'postgres-location.txt';

/** The files of a database under a data directory, existing or not. */
export function placeAt(dataDir: string, account: Account | undefined): Place {
  const home = join(dataDir, 'postgres');
  return {
    dataDir,
    home,
    cluster: join(home, 'cluster'),
    passwordFile: join(home, 'password'),
    log: join(home, 'server.log'),
    account,
  };
}

/**
 * Decides where the data is or will be. Existing data stays where it is and is run by its owner.
 * New data goes into `dataDir` when the account PostgreSQL will run as can really write there;
 * otherwise (root with, say, a checkout under /root) into `elsewhere`/<hash of dataDir>, which is
 * said, and noted in `dataDir` for the next start.
 * Throws EmbeddedRefusal when the data cannot be reached or kept anywhere.
 */
export async function choosePlace(options: {
  readonly dataDir: string;
  readonly elsewhere: string;
  readonly say: (line: string) => void;
}): Promise<Place> {
  const asked = resolve(options.dataDir);
  refuseShellCharacters(asked);
  await makeDirectory(asked);
  const dataDir = await realpath(asked);
  refuseShellCharacters(dataDir);

  const away = pathElsewhere(options.elsewhere, dataDir);
  const known = [await noted(dataDir), dataDir, weAreRoot() ? away : undefined];
  for (const candidate of known) {
    if (candidate === undefined) continue;
    const { home } = placeAt(candidate, undefined);
    if (!(await exists(home))) continue;
    const account = await accountOfData(home);
    if (!(await canWrite(home, account))) throw unreachable(home, account);
    return placeAt(candidate, account);
  }

  const account = await accountForNewData();
  if (await canHold(dataDir, account)) return placeAt(dataDir, account);
  if (account === undefined) throw unreachable(dataDir, account);
  await makeDirectory(away);
  if (!(await canHold(away, account))) throw unreachable(away, account);
  await writeFile(join(dataDir, locationFile), `${away}\n`);
  options.say(
    `PostgreSQL runs as "${account.name}", who cannot reach ${dataDir}: the data is kept in ${away}.`,
  );
  return placeAt(away, account);
}

/** `elsewhere`/<first 12 hex digits of a hash of `what`>: the same for the same `what`, not yet made. */
export function pathElsewhere(elsewhere: string, what: string): string {
  const path = join(elsewhere, createHash('sha256').update(what).digest('hex').slice(0, 12));
  refuseShellCharacters(path);
  return path;
}

/** Whether something is at that path. Throws EmbeddedRefusal when we have no right to look. */
export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false;
    if (isCode(error, 'EACCES')) throw unreachable(dirname(path), undefined);
    throw error;
  }
}

/** True for an error of the operating system with that code, such as ENOENT. */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** PostgreSQL's own programs hand paths to a shell between double quotes; these would end up as code. */
function refuseShellCharacters(path: string): void {
  if (!/["$`\\\n]/.test(path)) return;
  throw new EmbeddedRefusal(
    `PostgreSQL cannot work in ${path}, as the path has one of " $ \` \\ in it: set GREENROOM_DATA to another directory.`,
  );
}

/** mkdir -p, refused with a sentence; what root makes here may be passed through (not read) by others, whatever the umask. */
export async function makeDirectory(directory: string): Promise<void> {
  try {
    const first = await mkdir(directory, { recursive: true });
    if (first === undefined || !weAreRoot()) return;
    for (let made = directory; made.length >= first.length; made = dirname(made)) {
      await chmod(made, 0o711);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EmbeddedRefusal(
      `The directory ${directory} cannot be made (${reason}): set GREENROOM_DATA to a directory that can be written.`,
      { cause: error },
    );
  }
}

async function noted(dataDir: string): Promise<string | undefined> {
  const file = join(dataDir, locationFile);
  return (await exists(file)) ? (await readFile(file, 'utf8')).trim() : undefined;
}

/** Whether a directory of the account's own, made in `parent`, can really be used by it. */
async function canHold(parent: string, account: Account | undefined): Promise<boolean> {
  let probe: string | undefined;
  try {
    probe = await mkdtemp(join(parent, 'postgres.probe-'));
    if (account !== undefined) await chown(probe, account.uid, account.gid);
    return await canWrite(probe, account);
  } catch (error) {
    // A network share may refuse root the chown; a directory of another user refuses us the mkdir.
    if (isCode(error, 'EPERM') || isCode(error, 'EACCES') || isCode(error, 'EROFS')) return false;
    throw error;
  } finally {
    if (probe !== undefined) await rm(probe, { recursive: true, force: true });
  }
}

/** Asks the system itself, as that user: rights, access lists, mounts and every parent directory count. */
async function canWrite(directory: string, account: Account | undefined): Promise<boolean> {
  const script = 'cd "$0" && : > .probe && rm -f .probe';
  return (await run('/bin/sh', ['-c', script, directory], account)).code === 0;
}

function unreachable(directory: string, account: Account | undefined): EmbeddedRefusal {
  return account === undefined
    ? new EmbeddedRefusal(
        `You may not use ${directory}: change its permissions, or set GREENROOM_DATA to another directory.`,
      )
    : new EmbeddedRefusal(
        `PostgreSQL runs as "${account.name}", who cannot reach ${directory}: allow others to pass through its parent directories (chmod o+x), or set GREENROOM_DATA to another directory.`,
      );
}
