import { sql } from 'kysely';
import pg from 'pg';
import { expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { onDatabase } from '../support/server.ts';
import { readState } from '../support/untouched.ts';

const INSERT =
  "insert into communities (platform, external_id, name, created_at) values ('web', 'a', 'A', now())";

/** Whatever a test did, the next one finds the database as the first one did. */
const DONE: readonly (readonly [string, (database: TestDatabase) => Promise<unknown>])[] = [
  ['nothing', () => Promise.resolve()],
  ['writes rows', (one) => addCommunity(one)],
  [
    'writes in a transaction that fails',
    (one) =>
      one.db
        .transaction()
        .execute(async (tx) => {
          await addCommunity({ ...one, db: tx });
          throw new Error('no');
        })
        .catch(() => {}),
  ],
  ['changes a question', (one) => sql`update questions set body = body || '.' where id = 1`.execute(one.db)],
  ['takes a question away', (one) => sql`delete from questions where id = 2`.execute(one.db)],
  ['adds a column', (one) => sql`alter table members add column more text`.execute(one.db)],
  ['drops an index', (one) => sql`drop index answers_by_member`.execute(one.db)],
  ['drops the tables of the queue', (one) => sql`drop schema greenroom_queue cascade`.execute(one.db)],
  [
    'writes on a connection that nobody closes',
    async ({ url }) => {
      const client = new pg.Client({ connectionString: url });
      client.on('error', () => {});
      await client.connect();
      await client.query(INSERT);
    },
  ],
];

async function addCommunity({ db }: Pick<TestDatabase, 'db'>): Promise<void> {
  await sql.raw(INSERT).execute(db);
}

it('the next test finds the database as new, whatever the one before did', async () => {
  const first = await createTestDatabase();
  const asNew = await onDatabase(first.url, readState);
  await first.drop();
  for (const [what, act] of DONE) {
    const database = await createTestDatabase();
    await act(database);
    await database.drop();
    const next = await createTestDatabase();
    expect(await onDatabase(next.url, readState), what).toEqual(asNew);
    await next.drop();
  }
});
