import { openDatabase } from '../../src/core/db/database.ts';
import { loadTpmRubric } from '../../src/core/feedback/rubric/load-rubric.ts';
import { silentLog } from '../../src/core/log.ts';
import { readBuiltInPacks } from '../../src/core/questions/load-pack.ts';
import { openDueRounds } from '../../src/core/rounds/open-due-rounds.ts';

/**
 * One process of many that tick at the same moment: `node tick-once.ts <ISO instant>` with DATABASE_URL.
 * Says `ready`, waits for the advisory lock 713 that the test holds back as a starting gun, opens what is
 * due by the given time, and says how many rounds it made.
 */
const now = Temporal.Instant.from(process.argv[2] ?? '');
const gun = openDatabase(process.env['DATABASE_URL'] ?? '', 1);
const db = openDatabase(process.env['DATABASE_URL'] ?? '', 2);
const core = {
  db,
  clock: { now: () => now },
  log: silentLog,
  packs: await readBuiltInPacks(),
  rubric: loadTpmRubric(),
  readBy: null,
  can: new Map(),
};
process.stdout.write('ready\n');
await gun.selectNoFrom((eb) => eb.fn('pg_advisory_lock_shared', [eb.lit(713)]).as('lock')).execute();
process.stdout.write(`made ${await openDueRounds(core, now)}\n`);
await db.destroy();
await gun.destroy();
