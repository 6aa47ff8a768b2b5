import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './embedded-binaries.ts';
import { exists, isCode, type Place } from './embedded-place.ts';
import { EmbeddedRefusal } from './embedded-refusal.ts';
import { reasonIn, run } from './embedded-run.ts';

/** The name of the database, of its superuser, and of the only account that can log in. */
export const databaseName = 'greenroom';

/** Clusters in the making have this before their random part; one that a crash left is never used. */
const unfinishedPrefix = 'postgres.new-';

/**
 * Makes the cluster when there is none: UTF-8 whatever LANG says, sorted and cased by PostgreSQL's
 * own C.UTF-8 (the same on every system), password logins only. It is made beside its final place
 * and renamed as a whole, so a crash in the middle leaves nothing that looks finished.
 * Throws EmbeddedRefusal when initdb fails.
 */
export async function createCluster(place: Place, binaries: Binaries): Promise<void> {
  if (await exists(place.home)) return;
  const { account } = place;
  const unfinished = await mkdtemp(join(place.dataDir, unfinishedPrefix));
  try {
    await chmod(unfinished, 0o700);
    const password = join(unfinished, 'password');
    // 24 bytes in base64url: 192 bits, and nothing that a connection string would have to escape.
    await writeFile(password, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
    if (account !== undefined) {
      await chown(password, account.uid, account.gid);
      await chown(unfinished, account.uid, account.gid);
    }
    const { code, output } = await run(
      binaries.initdb,
      [
        `--pgdata=${join(unfinished, 'cluster')}`,
        `--username=${databaseName}`,
        `--pwfile=${password}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        // The system's own locale is for messages only; C exists everywhere, C.UTF-8 does not.
        '--locale=C',
      ],
      account,
    );
    if (code !== 0) {
      if (await exists(place.home)) return;
      throw new EmbeddedRefusal(
        `A database could not be made in ${place.dataDir} (${reasonIn(output)}): set GREENROOM_DATA to another directory, or DATABASE_URL to a PostgreSQL server of yours.`,
      );
    }
    await rename(unfinished, place.home);
    await syncDirectory(place.dataDir);
  } catch (error) {
    // Another process that started at the same moment was faster: its cluster is the one.
    const lostRace = isCode(error, 'ENOTEMPTY') || isCode(error, 'EEXIST');
    if (!lostRace) throw error;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** Removes what crashes in the middle of making a cluster left. Only for the holder of the lock. */
export async function removeUnfinished(place: Place): Promise<void> {
  for (const name of await readdir(place.dataDir)) {
    if (!name.startsWith(unfinishedPrefix)) continue;
    try {
      await rm(join(place.dataDir, name), { recursive: true, force: true });
    } catch {
      // An initdb whose parent was killed may still be writing; the next start tries again.
    }
  }
}

/**
 * Throws EmbeddedRefusal when the cluster is of another major version than our programs (`major`),
 * or is not whole. We never delete or replace data that is there.
 */
export async function checkCluster(place: Place, major: number): Promise<void> {
  const whole =
    (await exists(place.passwordFile)) &&
    (await exists(join(place.cluster, 'PG_VERSION'))) &&
    (await exists(join(place.cluster, 'global', 'pg_control')));
  if (!whole) {
    throw new EmbeddedRefusal(
      `The database in ${place.home} is incomplete, files are missing: restore them from a backup, or move that directory away to start with an empty database.`,
    );
  }
  const found = (await readFile(join(place.cluster, 'PG_VERSION'), 'utf8')).trim();
  if (found === String(major)) return;
  throw new EmbeddedRefusal(
    `The data in ${place.home} belongs to PostgreSQL ${found} and this Greenroom brings PostgreSQL ${major}: start the Greenroom version that made it, or move that directory away to start with an empty database.`,
  );
}

/** The password of the database's only account. */
export async function readPassword(place: Place): Promise<string> {
  return (await readFile(place.passwordFile, 'utf8')).trim();
}

/** Makes a rename in that directory outlast a power cut, as PostgreSQL's own files do. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
