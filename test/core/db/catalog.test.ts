import { readFileSync, writeFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const LISTING = 'migrations/catalog.txt';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});

it('migrations/catalog.txt lists the tables, columns, constraints and indexes that the migrations make', async () => {
  const { rows } = await sql<{ line: string }>`
    select line from (
      select 1 as part, c.relname as owner, a.attnum::int as place, format('%s.%s %s%s%s%s', c.relname, a.attname,
          format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' else '' end,
          case when a.attidentity <> '' then ' identity' else '' end,
          coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) as line
        from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
          and c.relname not like 'kysely_%'
      union all
      select 2, c.relname, 0, format('%s constraint %s %s', c.relname, k.conname, pg_get_constraintdef(k.oid))
        from pg_constraint k join pg_class c on c.oid = k.conrelid
        where k.connamespace = 'public'::regnamespace and k.contype <> 'n' and c.relname not like 'kysely_%'
      union all
      select 3, i.tablename, 0, i.indexdef from pg_indexes i
        where i.schemaname = 'public' and i.tablename not like 'kysely_%'
      union all
      select 4, c.relname, 0, format('%s %s', c.relname, pg_get_triggerdef(t.oid))
        from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where c.relnamespace = 'public'::regnamespace and not t.tgisinternal
    ) as listing order by owner collate "C", part, place, line collate "C"`.execute(database.db);
  const listing = `${rows.map((row) => row.line).join('\n')}\n`;
  if (process.env['UPDATE_CATALOG'] === '1') writeFileSync(LISTING, listing);
  expect(readFileSync(LISTING, 'utf8'), 'run UPDATE_CATALOG=1 npm test -- test/core/db/catalog.test.ts').toBe(
    listing,
  );
});
