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
  const rows = await readDigests(
    client,
    tables.map(({ name }) => name),
  );
  const { rows: sequences } = await client.query<{ line: string }>(
    `select format('perform setval(%L, %s, %L);', format('%I.%I', schemaname, sequencename),
        coalesce(last_value, start_value), last_value is not null) as line from pg_sequences order by line`,
  );
  return {
    shape: shapes[0]?.shape ?? '',
    rows,
    sequences: sequences.map(({ line }) => line).join('\n'),
  };
}

/** A digest of the rows of each of these tables. */
async function readDigests(
  client: pg.Client,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (names.length === 0) return new Map();
  const digests = names.map(
    (name) =>
      `select '${name}' as name, md5(coalesce(string_agg(t::text, E'\\n' order by t::text collate "C"), '')) as digest from ${name} as t`,
  );
  const { rows } = await client.query<{ name: string; digest: string }>(digests.join(' union all '));
  return new Map(rows.map(({ name, digest }) => [name, digest]));
}

/**
 * The tables that something was written to since {@link FORGET}, by PostgreSQL's own counts, which are complete once the
 * sessions that wrote have ended; also those of its catalogs that hold the shape.
 */
const WRITTEN = `
  select format('%I.%I', n.nspname, c.relname) as name, n.nspname = 'pg_catalog' as is_catalog
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r'
    and (${OURS} or n.nspname = 'pg_catalog' and c.relname in ('pg_class', 'pg_attribute', 'pg_attrdef',
      'pg_constraint', 'pg_index', 'pg_namespace', 'pg_proc', 'pg_trigger', 'pg_type'))
    and (not current_setting('track_counts')::bool or pg_stat_get_tuples_inserted(c.oid)
      + pg_stat_get_tuples_updated(c.oid) + pg_stat_get_tuples_deleted(c.oid) > 0)`;

/** What this session wrote is counted first, so that it does not count later. */
const FORGET = ['select pg_stat_force_next_flush()', 'select pg_stat_reset()'];

/**
 * Makes a used copy of a database as if nobody had used it: empties what was empty and sets sequences back. False
 * when it is not the same afterwards, because tables or rows that were there before had been changed. The caller has
 * ended all other sessions. Reading all of it would cost more than most tests, so only what was written to is read.
 */
export async function makeUntouched(client: pg.Client, before: DatabaseState): Promise<boolean> {
  const { rows: written } = await client.query<{ name: string; is_catalog: boolean }>(WRITTEN);
  if (written.some((one) => one.is_catalog) && (await readState(client)).shape !== before.shape) return false;
  const used = written.filter((one) => !one.is_catalog).map(({ name }) => name);
  const known = used.filter((name) => before.rows.get(name) !== EMPTY);
  for (const [name, digest] of await readDigests(client, known))
    if (digest !== before.rows.get(name)) return false;
  const deletes = used
    .filter((name) => before.rows.get(name) === EMPTY)
    .map((name) => `delete from ${name};`);
  // Foreign keys are looked at by triggers, which this role does without: everything they tie goes together.
  await client.query(`do $$ begin
    set local session_replication_role = replica;
    ${deletes.join('\n')}
    ${before.sequences}
    end $$`);
  for (const forget of FORGET) await client.query(forget);
  return true;
}
