import { sql } from 'kysely';
import type { Database } from '../db/database.ts';

/**
 * The shortest time between two requests of a rate domain, in milliseconds, by the beginning of its name: what
 * comes after the second slash tells domains with one limit apart ("slack/post/T1/C1" is one channel). Discord
 * allows 50 a second per bot; 20.8 ms keeps any sliding second under that (FACTS). Slack allows about one
 * message a second per channel. Zero: as often as one likes, until a hold. What is not listed is never held.
 */
const STEP_MS: ReadonlyMap<string, number> = new Map([
  ['discord', 20.8],
  ['slack/post', 1_000],
  ['slack/call', 0],
]);

/** Pacers that were not used for so long are forgotten, in hours; no hold is that long. */
const FORGOTTEN_HOURS = 24;

/** A turn further away than this, in milliseconds, is not waited for: the job goes back, and a stop can drain. */
export const TURN_PATIENCE_MS = 2_000;

/** When a request may go out: `go` in `waitMs`, at the instant `at` of the database's clock, or ask again later. */
export type Turn =
  | { readonly kind: 'go'; readonly waitMs: number; readonly at: Temporal.Instant | null }
  | { readonly kind: 'later'; readonly afterMs: number };

/**
 * Takes the next turn of a rate domain. One row per domain is shared by all processes, by the database's
 * clock, so that workers on several machines keep one limit together. The caller waits `waitMs`, then sends;
 * `later` took no turn. A domain that is not paced goes at once (`at` is then null).
 */
export async function takeTurn(db: Database, domain: string): Promise<Turn> {
  const step = STEP_MS.get(domain.split('/', 2).join('/'));
  if (step === undefined) return { kind: 'go', waitMs: 0, at: null };
  if (step === 0) return takeFreeTurn(db, domain);
  const next = sql<Temporal.Instant>`p.next_at + make_interval(secs => ${step / 1000}::float8)`;
  const patience = sql`make_interval(secs => ${TURN_PATIENCE_MS / 1000}::float8)`;
  // next_at is the turn given last. Where it is far off (a hold), the row is left as it is and none comes back.
  const taken = await sql<{ at: Temporal.Instant; wait_ms: number }>`
    insert into pacers as p (name, next_at) values (${domain}, clock_timestamp())
    on conflict (name) do update set next_at = greatest(${next}, clock_timestamp())
      where ${next} <= clock_timestamp() + ${patience}
    returning next_at as at, ${untilMs('next_at')} as wait_ms`.execute(db);
  const [turn] = taken.rows;
  if (turn !== undefined) return { kind: 'go', waitMs: Math.max(0, turn.wait_ms), at: turn.at };
  return { kind: 'later', afterMs: await heldForMs(db, domain) };
}

/** A domain without a step: nothing is written, and only a hold is waited for. */
async function takeFreeTurn(db: Database, domain: string): Promise<Turn> {
  const heldMs = await heldForMs(db, domain);
  return heldMs > TURN_PATIENCE_MS
    ? { kind: 'later', afterMs: heldMs }
    : { kind: 'go', waitMs: heldMs, at: null };
}

/** How far off the domain's next turn is, in milliseconds; 0 when it may go. */
async function heldForMs(db: Database, domain: string): Promise<number> {
  const held = await sql<{ wait_ms: number }>`
    select ${untilMs('next_at')} as wait_ms from pacers where name = ${domain}`.execute(db);
  return Math.max(0, held.rows[0]?.wait_ms ?? 0);
}

/** Forgets the domains of channels where nothing was sent for a day; called by the tick. */
export async function prunePacers(db: Database): Promise<void> {
  await sql`
    delete from pacers where next_at < clock_timestamp() - make_interval(hours => ${FORGOTTEN_HOURS}::int)`.execute(
    db,
  );
}

function untilMs(column: string) {
  return sql<number>`(extract(epoch from ${sql.ref(column)} - clock_timestamp()) * 1000)::float8`;
}

/** Moves a domain's next turn on, after the platform said to wait (a global 429), by `afterMs` milliseconds. */
export async function holdPace(db: Database, domain: string, afterMs: number): Promise<void> {
  await sql`
    insert into pacers as p (name, next_at)
    values (${domain}, clock_timestamp() + make_interval(secs => ${afterMs / 1000}::float8))
    on conflict (name) do update set next_at = greatest(p.next_at, excluded.next_at)`.execute(db);
}
