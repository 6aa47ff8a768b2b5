import { sql } from 'kysely';
import type { Reader } from '../db/database.ts';

/** One foreign key of the database, from the columns of a table to those of the table it refers to. */
export interface ForeignKey {
  readonly table: string;
  readonly columns: readonly string[];
  readonly refersTo: string;
  readonly keys: readonly string[];
  /** PostgreSQL's names for the columns' types, in order. */
  readonly types: readonly string[];
  /** The row goes when the one it refers to goes: it belongs to it, and does not only mention it. */
  readonly cascades: boolean;
}

/** All foreign keys of our tables, read from `pg_constraint`. */
export async function readForeignKeys(db: Reader): Promise<ForeignKey[]> {
  const { rows } = await sql<{
    from_table: string;
    columns: string[];
    to_table: string;
    keys: string[];
    types: string[];
    cascades: boolean;
  }>`
    select f.relname as from_table, t.relname as to_table, k.confdeltype = 'c' as cascades,
      array(select a.attname::text from unnest(k.conkey) with ordinality u(num, place)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.num order by u.place) as columns,
      array(select format_type(a.atttypid, a.atttypmod) from unnest(k.conkey) with ordinality u(num, place)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.num order by u.place) as types,
      array(select a.attname::text from unnest(k.confkey) with ordinality u(num, place)
        join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.num order by u.place) as keys
    from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace
    order by f.relname, k.conname`.execute(db);
  return rows.map((row) => ({
    table: row.from_table,
    columns: row.columns,
    refersTo: row.to_table,
    keys: row.keys,
    types: row.types,
    cascades: row.cascades,
  }));
}

/** The tables that hang on `members` by keys that cascade, near or far, with `members` itself first. Pure. */
export function tablesOfMembers(foreignKeys: readonly ForeignKey[]): readonly string[] {
  const found = ['members'];
  for (const table of found) {
    for (const key of foreignKeys) {
      if (key.cascades && key.refersTo === table && !found.includes(key.table)) found.push(key.table);
    }
  }
  return found;
}
