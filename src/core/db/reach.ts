import { sql } from 'kysely';
import { Refusal } from '../errors.ts';
import type { Database } from './database.ts';

/** Asks the database one thing; a Refusal names the address, never the password, when it does not answer. */
export async function reach(db: Database, databaseUrl: string): Promise<void> {
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    throw new Refusal(
      `The database at ${new URL(databaseUrl).host} cannot be used (${reasonOf(error)}). Check DATABASE_URL, or leave it out to use the database that comes with Greenroom.`,
      { cause: error },
    );
  }
}

/** PostgreSQL's and the system's codes, in words; anything else by its code. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ECONNREFUSED':
      return 'nothing listens there';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'there is no host of that name';
    case '28P01':
    case '28000':
      return 'it refuses the user or the password';
    case '3D000':
      return 'it has no database of that name';
    case '53300':
      return 'it has too many connections';
    case '57P03':
      return 'it is starting or stopping';
    case '':
      return 'no answer';
    default:
      return code;
  }
}
