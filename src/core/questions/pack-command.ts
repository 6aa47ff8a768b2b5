import { promises as fs } from 'node:fs';
import type { Database } from '../db/database.ts';
import { Refusal } from '../errors.ts';
import { platformSchema } from '../platform/event.ts';
import { importQuestions } from './import-questions.ts';
import { readBuiltInPacks } from './load-pack.ts';
import { readPackFile, type PackFile } from './pack-file.ts';

const USAGE =
  'Use "npm run pack -- check FILE.yaml" or "npm run pack -- import FILE.yaml [PLATFORM:COMMUNITY]", such as web:local.';

/**
 * The terminal's `pack` command: `check` names what is wrong in a file, `import` checks it and adds its
 * questions to one community (the web room when none is named). Throws a Refusal that says what to do.
 */
export async function runPackCommand(
  args: readonly string[],
  say: (line: string) => void,
  openDatabase: () => Promise<{ readonly db: Database; readonly close: () => Promise<void> }>,
): Promise<void> {
  const [verb, file, community = 'web:local'] = args;
  if ((verb !== 'check' && verb !== 'import') || file === undefined) throw new Refusal(USAGE);
  const read = await readFile(file);
  if (!read.ok) {
    const lines = read.problems.map(({ line, field, message }) => `  line ${line}, ${field}: ${message}`);
    throw new Refusal(`${file} cannot be used yet:\n${lines.join('\n')}`);
  }
  say(`${file}: ${read.questions.length} questions for the ${read.pack} pack, all in order.`);
  if (verb === 'check') return;
  const { db, close } = await openDatabase();
  try {
    const communityId = await findCommunity(db, community);
    await importQuestions(db, communityId, read.pack, read.questions, (done, of) =>
      say(`Added ${done} of ${of}.`),
    );
  } finally {
    await close();
  }
}

async function readFile(file: string): Promise<PackFile> {
  const text = await fs.readFile(file, 'utf8').catch((error: unknown) => {
    throw new Refusal(`${file} cannot be read. Check the path.`, { cause: error });
  });
  return readPackFile(text, await readBuiltInPacks());
}

async function findCommunity(db: Database, name: string): Promise<string> {
  const [platform, ...rest] = name.split(':');
  const known = platformSchema.safeParse(platform);
  const row = known.success
    ? await db
        .selectFrom('communities')
        .select('id')
        .where('platform', '=', known.data)
        .where('external_id', '=', rest.join(':'))
        .executeTakeFirst()
    : undefined;
  if (row === undefined)
    throw new Refusal(
      `There is no community "${name}" yet. Start Greenroom there once, then import. ${USAGE}`,
    );
  return row.id;
}
