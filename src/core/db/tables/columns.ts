import type { ColumnType, GeneratedAlways } from 'kysely';

/** `bigint` ids travel as strings, so that no one calculates with them. */
export type Id = GeneratedAlways<string>;
/** `timestamptz` is a Temporal.Instant on both ways (database.ts converts). */
export type At = Temporal.Instant;
/** `jsonb` is read as unknown and parsed with zod where it is used; it is written as a JSON string. */
export type Json = ColumnType<unknown, string, string>;
