import { startApp, type App, type Role } from './app.ts';
import { readSettings, type Settings } from './core/config.ts';
import path from 'node:path';
import { openDatabase, type Database } from './core/db/database.ts';
import { startEmbedded } from './core/db/embedded.ts';
import { EmbeddedRefusal } from './core/db/embedded-refusal.ts';
import { reach } from './core/db/reach.ts';
import { migrateToLatest } from './core/db/migrate.ts';
import { Refusal } from './core/errors.ts';
import { runPackCommand } from './core/questions/pack-command.ts';
import { createLog } from './core/log.ts';
import { systemClock } from './core/time.ts';

/**
 * The one entry point: `node src/main.ts [all|bots|jobs|migrate|pack]`. Prints what a person needs to know on
 * standard output; log lines are JSON beside it. Ends with 0 after a clean stop, 1 when it cannot run.
 */

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

await main(process.argv[2] ?? 'all');

async function main(command: string): Promise<void> {
  const read = readSettings(process.env);
  if (!read.ok) {
    return fail(['Greenroom cannot start with these settings:', ...read.problems.map((line) => `  ${line}`)]);
  }
  try {
    if (command === 'migrate') await migrate(read.settings);
    else if (command === 'pack')
      await runPackCommand(process.argv.slice(3), say, () => openForTool(read.settings));
    else if (isRole(command)) await run(command, read.settings);
    else fail([`There is no part called "${command}". Use all, bots, jobs, migrate or pack.`]);
  } catch (error) {
    if (error instanceof Refusal || error instanceof EmbeddedRefusal) return fail([error.message]);
    throw error;
  }
}

async function run(role: Role, settings: Settings): Promise<void> {
  const log = createLog(settings.LOG_LEVEL);
  const told = Promise.withResolvers<null>();
  // Under npm a Ctrl-C arrives twice, from the terminal and from npm: one is enough, more change nothing.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => told.resolve(null));
  const starting = startApp({ role, settings, clock: systemClock, log, say });
  const started = await Promise.race([starting, told.promise]);
  if (started !== null) {
    say(welcome(started));
    await told.promise;
  }
  say('Stopping. What is under way is finished first.');
  const app = await starting;
  await app.close();
  // With 1 when a platform ended it (app.ts), else with 0.
  process.exit();
}

function welcome({ url, address }: App): string {
  if (url !== null) return `Greenroom is open at ${url}`;
  return address === null
    ? 'Greenroom does its jobs. Stop it with Ctrl-C.'
    : `Greenroom listens; ${address}/healthz says whether it lives. Stop it with Ctrl-C.`;
}

async function migrate(settings: Settings): Promise<void> {
  if (settings.DATABASE_URL === undefined) {
    return fail([
      'DATABASE_URL is not set. "npm start" keeps its own database up to date by itself; set DATABASE_URL to migrate another one.',
    ]);
  }
  const db = openDatabase(settings.DATABASE_URL, 1);
  try {
    await reach(db, settings.DATABASE_URL);
    const applied = await migrateToLatest(db);
    say(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`);
  } finally {
    await db.destroy();
  }
}

/** The database of the settings, for a command that runs beside nothing else; the one that comes along is started. */
async function openForTool(
  settings: Settings,
): Promise<{ readonly db: Database; readonly close: () => Promise<void> }> {
  const server =
    settings.DATABASE_URL === undefined
      ? await startEmbedded({ dataDir: path.resolve(settings.GREENROOM_DATA), say })
      : null;
  const url = server?.connectionString ?? settings.DATABASE_URL ?? '';
  const db = openDatabase(url, 1);
  const close = async (): Promise<void> => {
    await db.destroy();
    await server?.stop();
  };
  try {
    await reach(db, url);
    await migrateToLatest(db);
  } catch (error) {
    await close();
    throw error;
  }
  return { db, close };
}

function isRole(word: string): word is Role {
  return word === 'all' || word === 'bots' || word === 'jobs';
}

/** Says why on standard error and ends with 1, whatever is still open. */
function fail(lines: readonly string[]): void {
  process.exitCode = 1;
  process.stderr.write(`${lines.join('\n')}\n`, () => process.exit(1));
}
