import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../../src/core/db/database.ts';
import { NAMES_MAX, NAMES_PER_SHAPE, StatementNames } from '../../../src/core/db/statement-names.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let db: Database;
/** Another process on the same database. */
let other: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  // One connection, so that what is prepared is prepared for the next statement.
  db = openDatabase(database.url, 1);
  other = openDatabase(database.url, 1);
});
afterAll(async () => {
  await db.destroy();
  await other.destroy();
  await database.drop();
});
beforeEach(async () => {
  await sql`drop table if exists things`.execute(other);
  await sql`create table things (id int primary key, body text not null)`.execute(other);
  await sql`insert into things values (1, 'one'), (2, 'two')`.execute(other);
});

async function prepared(like: string): Promise<number> {
  const found = await sql<{ count: string }>`
    select count(*) as count from pg_prepared_statements where statement like ${like}`.execute(db);
  return Number(found.rows[0]?.count);
}

async function times<T>(count: number, run: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let time = 0; time < count; time += 1) results.push(await run());
  return results;
}

it('a statement that repeats is prepared, and every run of it gives the same', async () => {
  const run = (id: number) =>
    sql<{ body: string; at: Temporal.Instant; on: string }>`
      select body, timestamptz '2026-03-02 09:00Z' as at, date '2026-03-02' as on from things where id = ${id}`.execute(
      db,
    );
  const [first, ...rest] = await times(8, () => run(1));
  expect(first?.rows).toEqual([
    { body: 'one', at: Temporal.Instant.from('2026-03-02T09:00Z'), on: '2026-03-02' },
  ]);
  for (const one of rest) expect(one).toEqual(first);
  expect((await run(2)).rows[0]?.body).toBe('two');
  expect(await prepared('%as on from things%')).toBe(1);
});

it('a statement without parameters and one that changes rows say what they did, prepared or not', async () => {
  const changes = await times(5, () => sql`update things set body = body || '.'`.execute(db));
  expect(changes.map((one) => one.numAffectedRows)).toEqual([2n, 2n, 2n, 2n, 2n]);
  expect(await prepared('update things%')).toBe(1);
});

it('a column added by another process is seen by select *, and does not disturb what names its columns', async () => {
  const all = () => sql<Record<string, unknown>>`select * from things where id = ${1}`.execute(db);
  const named = () => sql`select id, body from things where id = ${1}`.execute(db);
  await times(6, () => db.transaction().execute(async () => {}));
  await times(6, all);
  await times(6, named);
  await sql`alter table things add column more text not null default 'x'`.execute(other);
  await db.transaction().execute(async (tx) => {
    const seen = await sql`select * from things where id = ${1}`.execute(tx);
    expect(seen.rows).toEqual([{ id: 1, body: 'one', more: 'x' }]);
  });
  expect((await all()).rows).toEqual([{ id: 1, body: 'one', more: 'x' }]);
  expect((await named()).rows).toEqual([{ id: 1, body: 'one' }]);
  expect(await prepared('select * from things%')).toBe(0);
  expect(await prepared('select id, body from things%')).toBe(1);
});

it('a column whose type another process changed fails no statement outside a transaction, and one transaction', async () => {
  const read = (on: Database) => sql<{ id: unknown }>`select id from things order by id`.execute(on);
  const write = () => sql`update things set body = ${'{"a":1}'} where id = 1`.execute(db);
  await times(6, () => read(db));
  await times(6, write);
  await sql`alter table things alter column id type text`.execute(other);
  expect((await read(db)).rows).toEqual([{ id: '1' }, { id: '2' }]);

  await times(6, () => sql`select body from things where id = ${'1'}`.execute(db));
  await sql`update things set body = '{}'`.execute(other);
  await sql`alter table things alter column body type jsonb using body::jsonb`.execute(other);
  const inTransaction = () =>
    db.transaction().execute((tx) => sql`select body from things where id = ${'1'}`.execute(tx));
  await expect(inTransaction()).rejects.toThrow('cached plan must not change result type');
  expect((await inTransaction()).rows).toEqual([{ body: {} }]);
});

it('a parameter whose column became another type is read as that type', async () => {
  const write = () => sql`update things set body = ${'{"a":1}'} where id = ${1}`.execute(db);
  await times(6, write);
  await sql`update things set body = '{}'`.execute(other);
  await sql`alter table things alter column body type jsonb using body::jsonb`.execute(other);
  expect((await write()).numAffectedRows).toBe(1n);
});

it('where names do not hold, statements go on without them', async () => {
  const pooled = openDatabase(database.url, 1);
  const run = () => sql<{ body: string }>`select body from things where id = ${2}`.execute(pooled);
  await times(5, run);
  // As behind a pooler that gives the next transaction another connection.
  await sql`deallocate all`.execute(pooled);
  expect((await run()).rows).toEqual([{ body: 'two' }]);
  await times(5, () => sql`select id, body from things where id = ${2}`.execute(pooled));
  const kept = await sql<{ count: string }>`select count(*) as count from pg_prepared_statements`.execute(
    pooled,
  );
  expect(kept.rows[0]?.count).toBe('0');
  await pooled.destroy();
});

it('an error in a prepared statement is its own error; the transaction is undone and the connection goes on', async () => {
  const insert = (on: Database, id: number) =>
    sql`insert into things (id, body) values (${id}, ${'new'})`.execute(on);
  for (const id of [11, 12, 13, 14]) await insert(db, id);
  const failing = db.transaction().execute(async (tx) => {
    await insert(tx, 20);
    await expect(insert(tx, 20)).rejects.toThrow('duplicate key');
    await insert(tx, 21);
  });
  await expect(failing).rejects.toThrow('current transaction is aborted');
  expect((await sql`select id from things where id >= 20`.execute(db)).rows).toEqual([]);
  // Prepared first of all in a transaction that is void already: it is prepared again when it is asked for.
  const text = (on: Database) => sql`select length(body) as long from things where id = ${1}`.execute(on);
  await times(2, () => text(db));
  const voided = db.transaction().execute(async (tx) => {
    await sql`select 1 / 0`.execute(tx).catch(() => {});
    await text(tx);
  });
  await expect(voided).rejects.toThrow('current transaction is aborted');
  expect((await text(db)).rows).toEqual([{ long: 3 }]);
});

it('what makes tables, listens, or is several statements gets no name, nor what runs once or twice', () => {
  const names = new StatementNames();
  const never = [
    'create table a (b int)',
    'listen a',
    'begin',
    'deallocate all',
    'select 1; select 2',
    'select * from a',
    'select "a".* from a',
    'insert into a values ($1) returning *',
  ];
  for (const text of never)
    for (let time = 0; time < 10; time += 1) expect(names.nameOf(text)).toBeUndefined();
  expect([names.nameOf('select 1'), names.nameOf('select 1')]).toEqual([undefined, undefined]);
  const name = names.nameOf('select 1');
  expect(name).toMatch(/^greenroom_[0-9a-f]{24}$/);
  expect(names.nameOf('select 1')).toBe(name);
  const elsewhere = new StatementNames();
  elsewhere.nameOf('select 1');
  elsewhere.nameOf('select 1');
  expect(elsewhere.nameOf('select 1')).toBe(name);
});

it('lists of every length take few names, and all statements together no more than there is room for', () => {
  const names = new StatementNames();
  const namesOf = (texts: readonly string[]) =>
    new Set(
      [1, 2, 3].flatMap(() => texts.map((text) => names.nameOf(text))).filter((name) => name !== undefined),
    ).size;
  const list = (length: number, one: string) => Array.from({ length }, () => one).join(', ');
  const lengths = Array.from({ length: 50 }, (_, index) => index + 1);
  const number = (text: string) => {
    let next = 0;
    return text.replaceAll('?', () => `$${(next += 1)}`);
  };
  expect(namesOf(lengths.map((length) => number(`select a from b where c in (${list(length, '?')})`)))).toBe(
    NAMES_PER_SHAPE,
  );
  expect(namesOf(lengths.map((length) => number(`insert into b values ${list(length, '(?, ?)')}`)))).toBe(
    NAMES_PER_SHAPE,
  );
  const others = Array.from({ length: 800 }, (_, index) => `select ${index} from b`);
  expect(namesOf(others)).toBe(NAMES_MAX - 2 * NAMES_PER_SHAPE);
});

it('nothing is compiled: every statement is short', async () => {
  const set = await sql<{ jit: string }>`show jit`.execute(db);
  expect(set.rows).toEqual([{ jit: 'off' }]);
});
