import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from '../db/database.ts';

/**
 * The shortest time between two requests of a rate domain, in milliseconds. Discord allows 50 a second per
 * bot; 20.8 ms keeps any sliding second under that (FACTS). Domains that are not listed are not paced.
 */
const STEP_MS: Readonly<Record<string, number>> = { discord: 20.8 };

/**
 * Waits for this request's turn. One row per rate domain is shared by all processes, by the database's
 * clock, so that workers on several machines keep one limit together.
 */
export async function pace(db: Database, domain: string): Promise<void> {
  const step = STEP_MS[domain];
  if (step === undefined) return;
  const { rows } = await sql<{ wait_ms: number }>`
    insert into pacers as p (name, next_at) values (${domain}, clock_timestamp())
    on conflict (name) do update
      set next_at = greatest(p.next_at + make_interval(secs => ${step / 1000}), clock_timestamp())
    returning (extract(epoch from next_at - clock_timestamp()) * 1000)::float8 as wait_ms`.execute(db);
  const wait = rows[0]?.wait_ms ?? 0;
  if (wait > 0) await sleep(wait);
}

/** Moves a domain's next turn on, after the platform said to wait (a global 429). */
export async function holdPace(db: Database, domain: string, afterMs: number): Promise<void> {
  await sql`
    insert into pacers as p (name, next_at) values (${domain}, clock_timestamp() + make_interval(secs => ${afterMs / 1000}))
    on conflict (name) do update set next_at = greatest(p.next_at, excluded.next_at)`.execute(db);
}
