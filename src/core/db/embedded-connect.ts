import { Client } from 'pg';
import { databaseName } from './embedded-cluster.ts';

/** Where a server listens, and the password of its only account. */
export type Address = { readonly port: number; readonly password: string };

/** How an attempt to connect went. `starting` also stands for a server that is about to stop. */
export type Connected =
  | { readonly kind: 'open'; readonly client: Client }
  | { readonly kind: 'starting' }
  | { readonly kind: 'silent'; readonly reason: string };

/** One number for all Greenrooms: the lock is per server and every data directory has its own. */
const lockKey = 4_773_681;

/**
 * The address of the `greenroom` database. TLS is ruled out in it, so that a PGSSLMODE meant for
 * another server does not count here.
 */
export function connectionString({ port, password }: Address): string {
  return `postgres://${databaseName}:${password}@127.0.0.1:${port}/${databaseName}?sslmode=disable`;
}

/**
 * Connects to the server's `postgres` database, at most 2 s long. Its lock is held there, as a
 * connection to `greenroom` itself would stop that from being used as a template.
 */
export async function connect({ port, password }: Address): Promise<Connected> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: databaseName,
    password,
    database: 'postgres',
    ssl: false,
    options: '',
    application_name: 'greenroom lock',
    connectionTimeoutMillis: 2_000,
    keepAlive: true,
  });
  // Without a listener, a cut connection would end the process.
  client.on('error', () => {});
  try {
    await client.connect();
    return { kind: 'open', client };
  } catch (error) {
    await close(client);
    // 57P03: the server is starting up, recovering or shutting down.
    if (error instanceof Error && 'code' in error && error.code === '57P03') {
      return { kind: 'starting' };
    }
    return { kind: 'silent', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Ends a connection, whatever state it is in. */
export async function close(client: Client): Promise<void> {
  try {
    await client.end();
  } catch {
    // It was cut already.
  }
}

/** The cluster directory of the server at the other end, or undefined when the connection was cut. */
export async function clusterOf(client: Client): Promise<string | undefined> {
  try {
    const { rows } = await client.query<{ value: string }>(
      `select current_setting('data_directory') as value`,
    );
    return rows[0]?.value;
  } catch {
    return undefined;
  }
}

/** Takes the lock of a running Greenroom on this connection; undefined when the connection was cut. */
export async function tryLock(client: Client): Promise<boolean | undefined> {
  try {
    const { rows } = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock($1::bigint) as taken',
      [lockKey],
    );
    return rows[0]?.taken;
  } catch {
    return undefined;
  }
}

/** Creates the `greenroom` database when it is absent. */
export async function createDatabase(client: Client): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName]);
  if (rowCount === 0) await client.query(`create database ${databaseName}`);
}
