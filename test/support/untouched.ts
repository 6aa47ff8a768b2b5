import type pg from 'pg';

/** Everything a database holds outside of PostgreSQL's own schemas, short enough to compare. */
export interface DatabaseState {
  /** A digest of tables, columns, constraints, triggers and functions. */
  readonly shape: string;
  /** A digest of each table's rows. */
  readonly rows: ReadonlyMap<string, string>;
  /** SQL that sets each sequence to where it stands. */
  readonly sequences: string;
}

const OURS = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;
const EMPTY = 'd41d8cd98f00b204e9800998ecf8427e';

const SHAPE = `
  select md5(string_agg(line, E'\\n' order by line collate "C")) as shape from (
    select format('%s %s %s', n.nspname, c.relname, c.relkind) as line
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${OURS}
    union all
    select format('%s %s %s %s %s %s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
        a.attnotnull, pg_get_expr(d.adbin, d.adrelid))
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where ${OURS} and a.attnum > 0 and not a.attisdropped
    union all
    select format('%s %s', k.conrelid::regclass, pg_get_constraintdef(k.oid))
      from pg_constraint k join pg_namespace n on n.oid = k.connamespace where ${OURS}
    union all
    select pg_get_triggerdef(t.oid) from pg_trigger t where not t.tgisinternal
    union all
    select format('%s %s', p.oid::regprocedure, md5(p.prosrc))
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${OURS}
  ) as lines`;

/** Looks at the database that the client is connected to. */
export async function readState(client: pg.Client): Promise<DatabaseState> {
  const { rows: shapes } = await client.query<{ shape: string }>(SHAPE);
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables as t join pg_namespace as n
      on n.nspname = t.schemaname where ${OURS} order by name`,
  );
  const digests = tables.map(
    ({ name }) =>
      `select '${name}' as name, md5(coalesce(string_agg(t::text, E'\\n' order by t::text collate "C"), '')) as digest from ${name} as t`,
  );
  const { rows } = await client.query<{ name: string; digest: string }>(digests.join(' union all '));
  const { rows: sequences } = await client.query<{ line: string }>(
    `select format('perform setval(%L, %s, %L);', format('%I.%I', schemaname, sequencename),
        coalesce(last_value, start_value), last_value is not null) as line from pg_sequences order by line`,
  );
  return {
    shape: shapes[0]?.shape ?? '',
    rows: new Map(rows.map(({ name, digest }) => [name, digest])),
    sequences: sequences.map(({ line }) => line).join('\n'),
  };
}

/**
 * Makes a used copy of a database as if nobody had used it: empties what was empty and sets sequences back. False
 * when it is not the same afterwards, because tables or rows that were there before had been changed.
 */
export async function makeUntouched(client: pg.Client, before: DatabaseState): Promise<boolean> {
  const now = await readState(client);
  if (now.shape !== before.shape) return false;
  const used = [...now.rows].filter(([name, digest]) => digest !== before.rows.get(name));
  if (used.some(([name]) => before.rows.get(name) !== EMPTY)) return false;
  const deletes = used.map(([name]) => `delete from ${name};`);
  // Foreign keys are looked at by triggers, which this role does without: everything they tie goes together.
  await client.query(`do $$ begin
    set local session_replication_role = replica;
    ${deletes.join('\n')}
    ${before.sequences}
    end $$`);
  return true;
}
