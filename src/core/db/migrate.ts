import { promises as fs } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { FileMigrationProvider, Migrator } from 'kysely/migration';
import { Refusal } from '../errors.ts';
import type { Database } from './database.ts';

const FOLDER = fileURLToPath(new URL('../../../migrations', import.meta.url));

/** How the database compares with the migrations in this code. */
export type SchemaState =
  | { readonly kind: 'current' }
  | { readonly kind: 'behind'; readonly missing: readonly string[] }
  /** The database knows migrations that this code does not: the code is older. */
  | { readonly kind: 'ahead'; readonly unknown: readonly string[] };

/** Compares, changes nothing. Throws what the database throws when it cannot be reached. */
export async function schemaState(db: Database): Promise<SchemaState> {
  const known = await migrationNames();
  const applied = await appliedNames(db);
  const unknown = applied.filter((name) => !known.includes(name));
  if (unknown.length > 0) return { kind: 'ahead', unknown };
  const missing = known.filter((name) => !applied.includes(name));
  return missing.length > 0 ? { kind: 'behind', missing } : { kind: 'current' };
}

/**
 * Brings the database up to this code; safe to run from many processes at once (Kysely's lock lets one
 * work). Returns the names it applied. Refuses when the database is newer than the code.
 */
export async function migrateToLatest(db: Database): Promise<readonly string[]> {
  const state = await schemaState(db);
  if (state.kind === 'ahead') {
    throw new Refusal(
      `The database is newer than this code (it has ${state.unknown.join(', ')}). Install the newer Greenroom, then run migrate again.`,
    );
  }
  const migrator = new Migrator({
    db,
    provider: new FileMigrationProvider({ fs, path, migrationFolder: FOLDER }),
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw error instanceof Error ? error : new Error('migration failed', { cause: error });
  return (results ?? [])
    .filter((result) => result.status === 'Success')
    .map((result) => result.migrationName);
}

async function migrationNames(): Promise<string[]> {
  const files = await fs.readdir(FOLDER);
  return files
    .filter((file) => /^\d{4}_.*\.ts$/.test(file))
    .map((file) => file.replace(/\.ts$/, ''))
    .toSorted();
}

async function appliedNames(db: Database): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration' && table.schema === 'public')) return [];
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .orderBy('name')
    .execute();
  return rows.map((row) => row.name);
}
