import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { preparedPool } from './prepared-pool.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;
/** A transaction, or the database outside one; verbs that must be in one ask for {@link Tx}. */
export type Reader = Kysely<Tables>;
export type Tx = Transaction<Tables>;

/** Every app process may hold this many connections beside BullMQ's own (FACTS: ≤ 8). */
export const POOL_MAX = 8;

const OID_DATE = 1082;
const OID_TIMESTAMPTZ = 1184;

/**
 * Opens the pool. `timestamptz` is read as Temporal.Instant and written from it, `date` stays
 * 'YYYY-MM-DD', `bigint` stays a string. Connects on first use; a lost connection is replaced by the pool.
 * Statements that repeat are prepared once per connection (prepared-pool.ts).
 */
export function openDatabase(connectionString: string, max: number = POOL_MAX): Database {
  const pool = new pg.Pool({
    connectionString,
    max,
    connectionTimeoutMillis: 10_000,
    application_name: 'greenroom',
    types: { getTypeParser: parserFor },
    // Every statement here is short: to compile it takes longer than to run it, and would be done at each run.
    // oxlint-disable-next-line no-misused-promises -- the pool waits for it, whatever its type says
    onConnect: (client) => client.query('set jit = off'),
  });
  // Without a listener an idle connection that the server cuts would end the process; the pool replaces it.
  pool.on('error', () => {});
  // The same for one that is cut in the middle of a transaction: its query fails, the process goes on.
  pool.on('connect', (client) => client.on('error', () => {}));
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: preparedPool(pool), controlClient: pg.Client }),
  });
}

/** Reads PostgreSQL's "2026-11-23 06:35:24.5+00" as an instant. */
function readInstant(text: string): Temporal.Instant {
  return Temporal.Instant.from(text.replace(' ', 'T'));
}

function parserFor(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === OID_TIMESTAMPTZ) return readInstant;
  if (oid === OID_DATE) return (value) => value;
  return pg.types.getTypeParser(oid, format === 'binary' ? 'text' : format);
}
