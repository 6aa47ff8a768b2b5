import { sql } from 'kysely';
import { z } from 'zod';
import type { Reader } from '../db/database.ts';
import { readForeignKeys, type ForeignKey } from './member-tables.ts';

const rowSchema = z.record(z.string(), z.unknown());

/** A database row with its columns by name, as JSON has it: instants and dates are texts. */
export type StoredRow = Readonly<z.infer<typeof rowSchema>>;

/** Everything held about one member: rows by table, in the order in which the tables were found. */
export type MemberData = ReadonlyMap<string, readonly StoredRow[]>;

/**
 * Collects every row that hangs on a member, by walking the cascading foreign keys in `pg_constraint` from
 * `members` on; a table that is added later is found without a word here. Rows that name another member (a reply of
 * somebody else's in their thread) are left out: they are that person's. Where a row has a `member_id`, that
 * one is its owner, and whom else it names does not matter. Contents of files and the sealed part of a
 * report are left out. Empty when there is no such member. Call it in one transaction to get one moment.
 */
export async function collectMemberData(db: Reader, memberId: string): Promise<MemberData> {
  const foreignKeys = await readForeignKeys(db);
  const found = new Map<string, Map<string, StoredRow>>();
  let fresh = new Map<string, StoredRow[]>([['members', await readMember(db, memberId)]]);
  while ([...fresh.values()].some((rows) => rows.length > 0)) {
    const next = new Map<string, StoredRow[]>();
    for (const [table, rows] of fresh) {
      const known = found.get(table) ?? new Map<string, StoredRow>();
      found.set(table, known);
      const added = rows.filter((row) => !known.has(JSON.stringify(row)));
      for (const row of added) known.set(JSON.stringify(row), row);
      if (added.length === 0) continue;
      for (const key of foreignKeys.filter((one) => one.cascades && one.refersTo === table)) {
        const children = await readChildren(db, key, added);
        const own = children.filter((child) => !namesAnother(child, key.table, foreignKeys, memberId));
        next.set(key.table, [...(next.get(key.table) ?? []), ...own]);
      }
    }
    fresh = next;
  }
  return new Map(
    [...found].filter(([, rows]) => rows.size > 0).map(([table, rows]) => [table, [...rows.values()]]),
  );
}

async function readMember(db: Reader, memberId: string): Promise<StoredRow[]> {
  const { rows } = await sql<{ row: unknown }>`
    select to_jsonb(t) as row from members t where id = ${memberId}`.execute(db);
  return rows.map(({ row }) => rowSchema.parse(row));
}

/** The rows of a table that refer to one of the given rows by this foreign key. */
async function readChildren(
  db: Reader,
  key: ForeignKey,
  parents: readonly StoredRow[],
): Promise<StoredRow[]> {
  const columns = key.keys.map((name, place) => {
    const values = parents.map((parent) => textOf(parent[name]));
    return sql`${values}::text[]::${sql.raw(key.types[place] ?? 'text')}[]`;
  });
  const names = key.columns.map((_, place) => sql.ref(`k.c${place}`));
  const matches = key.columns.map(
    (column, place) => sql`${sql.ref(`t.${column}`)} = ${names[place] ?? sql.ref('k.c0')}`,
  );
  const aliases = sql.raw(key.columns.map((_, place) => `c${place}`).join(', '));
  const { rows } = await sql<{ row: unknown }>`
    select to_jsonb(t) - 'bytes' - 'sealed' as row from ${sql.table(key.table)} t
    where exists (select from unnest(${sql.join(columns)}) as k(${aliases}) where ${sql.join(matches, sql` and `)})
    order by ctid`.execute(db);
  return rows.map(({ row }) => rowSchema.parse(row));
}

/** Whether the row is somebody else's: by its `member_id`, or, without one, by any reference to `members`. */
function namesAnother(
  row: StoredRow,
  table: string,
  foreignKeys: readonly ForeignKey[],
  memberId: string,
): boolean {
  const people = foreignKeys.filter((key) => key.table === table && key.refersTo === 'members');
  const columns = people.map((key) => key.columns[key.keys.indexOf('id')]);
  return columns
    .filter((column) => !columns.includes('member_id') || column === 'member_id')
    .some((column) => {
      const value = column === undefined ? null : row[column];
      return value !== null && value !== undefined && textOf(value) !== memberId;
    });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
