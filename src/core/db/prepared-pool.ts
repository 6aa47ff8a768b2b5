import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';
import { OUTBOX_CHANNEL, OutboxNudge } from './outbox-nudge.ts';
import { StatementNames } from './statement-names.ts';

/**
 * The pool for Kysely, with instants written as their ISO text, which node-postgres would send as quoted JSON, and
 * with statements that repeat prepared under a name (statement-names.ts). A statement that
 * PostgreSQL can no longer run as it was prepared, because another process has migrated meanwhile, runs without
 * a name from then on. Where names do not hold at all (a pooler that gives each transaction another
 * connection), none are used any more. Outside a transaction the statement is run again at once; a transaction
 * that meets it fails, once.
 *
 * A commit of rows in the outbox is told to the relays (outbox-nudge.ts).
 */
export function preparedPool(pool: pg.Pool): PostgresPool {
  const naming: Naming = { names: new StatementNames(), hold: true };
  const nudge = new OutboxNudge(() => pool.query(`notify ${OUTBOX_CHANNEL}`));
  // Kysely knows a connection by its object.
  const clients = new WeakMap<pg.PoolClient, PreparedClient>();
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect();
      const known = clients.get(client) ?? new PreparedClient(client, naming, nudge);
      clients.set(client, known);
      return known;
    },
    end() {
      nudge.close();
      return pool.end();
    },
  };
}

const INTO_OUTBOX = /\binto "?outbox\b/;

interface Naming {
  readonly names: StatementNames;
  /** False once a name was not there, or was there already: then this is not one connection to PostgreSQL. */
  hold: boolean;
}

class PreparedClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  readonly #naming: Naming;
  readonly #nudge: OutboxNudge;
  /** The transaction has written to the outbox. */
  #asked = false;

  constructor(client: pg.PoolClient, naming: Naming, nudge: OutboxNudge) {
    this.#client = client;
    this.#naming = naming;
    this.#nudge = nudge;
  }

  release(destroy?: boolean): void {
    this.#client.release(destroy);
  }

  query<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query(cursor: unknown): never;
  query(text: unknown, parameters: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new Error('there are no cursors here');
    if (text === 'begin') this.#asked = false;
    else if (text === 'commit' && this.#asked) return this.#commit();
    else if (INTO_OUTBOX.test(text)) this.#asked = true;
    const name = this.#naming.hold ? this.#naming.names.nameOf(text) : undefined;
    const values = parameters.map(instantToText);
    return name === undefined ? this.#client.query(text, values) : this.#run(name, text, values);
  }

  async #commit(): Promise<pg.QueryResult> {
    const result = await this.#client.query('commit');
    if (result.command === 'COMMIT') this.#nudge.committed();
    return result;
  }

  async #run(name: string, text: string, values: unknown[]): Promise<pg.QueryResult> {
    try {
      return await this.#client.query({ name, text, values });
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble === null) throw error;
      if (trouble === 'outdated') this.#naming.names.distrust(text);
      else this.#naming.hold = false;
      // It did nothing, so it may run again; in a transaction, which is void by now, it is refused.
      return this.#client.query(text, values).catch(() => {
        throw error;
      });
    }
  }
}

/** The newest instant that was written, since most statements write the same one several times. */
let written: { readonly instant: Temporal.Instant; readonly text: string } | null = null;

function instantToText(value: unknown): unknown {
  if (!(value instanceof Temporal.Instant)) return value;
  if (written?.instant !== value) written = { instant: value, text: value.toString() };
  return written.text;
}

/** What of an error may be due to the statement being a named one; null for all else. */
function troubleOf(error: unknown): 'outdated' | 'no names' | null {
  if (!(error instanceof pg.DatabaseError)) return null;
  switch (error.code) {
    case '26000': // The name is not there.
    case '42P05': // The name is there already.
      return 'no names';
    case '0A000': // Not supported; among others, that the result's columns have changed.
      return error.routine === 'RevalidateCachedQuery' ? 'outdated' : null;
    case '42804': // The types of parameters stay as they were when it was prepared.
    case '42883':
      return 'outdated';
    default:
      return null;
  }
}
