import { chmod, cp, lstat, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Binaries } from './embedded-binaries.ts';
import { exists, makeDirectory, pathElsewhere } from './embedded-place.ts';
import { EmbeddedRefusal } from './embedded-refusal.ts';
import { run, type Account } from './embedded-run.ts';

/**
 * PostgreSQL's programs where the account can start them: where they are, or, when that account
 * cannot reach them (node_modules under /root), a copy of about 60 MB in `elsewhere`/<hash>, which
 * is said and used again by later starts. Throws EmbeddedRefusal when neither works.
 */
export async function reachableBinaries(
  binaries: Binaries,
  account: Account | undefined,
  elsewhere: string,
  say: (line: string) => void,
): Promise<Binaries> {
  if (await starts(binaries, account)) return binaries;
  const native = dirname(dirname(binaries.postgres));
  const { size, mtimeMs } = await stat(binaries.postgres);
  // Size and time are in the name, so that an update of the package is copied anew.
  const directory = pathElsewhere(elsewhere, `${native} ${size} ${mtimeMs}`);
  await makeDirectory(directory);
  const copy = join(directory, 'native');
  if (!(await exists(copy))) {
    const unfinished = await mkdtemp(join(directory, 'native.new-'));
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    await openForReading(unfinished);
    try {
      await rename(unfinished, copy);
    } catch (error) {
      // Another start was faster; its copy is as good.
      await rm(unfinished, { recursive: true, force: true });
      if (!(await exists(copy))) throw error;
    }
    say(
      `PostgreSQL runs as "${account?.name ?? 'you'}", who cannot reach ${native}: its programs were copied to ${copy}.`,
    );
  }
  const at = (program: string): string => join(copy, 'bin', basename(program));
  const copied = {
    initdb: at(binaries.initdb),
    pgCtl: at(binaries.pgCtl),
    postgres: at(binaries.postgres),
    major: binaries.major,
  };
  if (await starts(copied, account)) return copied;
  throw new EmbeddedRefusal(
    `PostgreSQL runs as "${account?.name ?? 'you'}", who cannot start the programs in ${copy}: allow others to pass through its parent directories (chmod o+x), or set DATABASE_URL to a PostgreSQL server of yours.`,
  );
}

async function starts(binaries: Binaries, account: Account | undefined): Promise<boolean> {
  for (const program of [binaries.initdb, binaries.pgCtl, binaries.postgres]) {
    if ((await run(program, ['--version'], account)).code !== 0) return false;
  }
  // The time zones and the catalog's source lie beside the programs and are needed as well.
  const share = join(dirname(dirname(binaries.postgres)), 'share', 'postgresql');
  const script = 'cd "$0" && cat postgres.bki timezone/UTC > /dev/null';
  return (await run('/bin/sh', ['-c', script, share], account)).code === 0;
}

async function openForReading(path: string): Promise<void> {
  const info = await lstat(path);
  if (info.isSymbolicLink()) return;
  await chmod(path, info.isDirectory() || (info.mode & 0o100) !== 0 ? 0o755 : 0o644);
  if (!info.isDirectory()) return;
  for (const name of await readdir(path)) await openForReading(join(path, name));
}
