import { setTimeout as sleep } from 'node:timers/promises';
import { sql, type RawBuilder } from 'kysely';
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
  ['slack/tell', 0],
  ['slack/call', 0],
]);

/** What a domain waits for beside its own turn: a hold of "slack/post/T1" holds all channels of that workspace. Null: nothing. */
function groupOf(domain: string): string | null {
  const [platform, kind, group, one] = domain.split('/', 4);
  return one === undefined ? null : [platform, kind, group].join('/');
}

/** The rows that say when a domain's next turn may be. */
function namesOf(domain: string): readonly string[] {
  const group = groupOf(domain);
  return group === null ? [domain] : [domain, group];
}

/** Pacers that were not used for so long are forgotten, in hours; no hold is that long. */
const FORGOTTEN_HOURS = 24;

/** A turn further away than this, in milliseconds, is not waited for: the job goes back, and a stop can drain. */
export const TURN_PATIENCE_MS = 2_000;

/** When a request may go out: `go` in `waitMs` (negative when that is past), at the instant `at` of the database's clock, or ask again later. */
export type Turn =
  | { readonly kind: 'go'; readonly waitMs: number; readonly at: Temporal.Instant | null }
  | { readonly kind: 'later'; readonly afterMs: number };

/**
 * Takes the next turn of a rate domain. One row per domain is shared by all processes, by the database's
 * clock, so that workers on several machines keep one limit together. The caller waits by {@link reachTurn}, then sends;
 * `later` took no turn. A domain that is not paced goes at once (`at` is then null).
 */
export async function takeTurn(db: Database, domain: string): Promise<Turn> {
  if (stepOf(domain) === undefined) return { kind: 'go', waitMs: 0, at: null };
  const { rows } = await turnTaking(domain, sql`(select 1) as anyway`).execute(db);
  const [taken] = rows;
  return taken === undefined ? tooFar(db, domain) : readTurn(db, domain, taken);
}

/** When to ask again for a turn that is too far off to wait for. */
export async function tooFar(db: Database, domain: string): Promise<Extract<Turn, { kind: 'later' }>> {
  return { kind: 'later', afterMs: await heldForMs(db, domain) };
}

/** What {@link turnTaking} gives: when the turn is, in how long, and the clock of the database, in milliseconds. */
export interface TakenTurn {
  readonly at: Temporal.Instant;
  readonly wait_ms: number;
  readonly now_ms: number;
}

/**
 * The statement that takes the next turn of a domain once for the one row of `from` (none takes none), for statements
 * that do more at once; its row is read by {@link readTurn}. No row comes back when the turn is too far off. A domain
 * without a step only waits for a hold and writes nothing; one that is not paced does neither.
 */
export function turnTaking(domain: string, from: RawBuilder<unknown>): RawBuilder<TakenTurn> {
  const patience = sql`make_interval(secs => ${TURN_PATIENCE_MS / 1000}::float8)`;
  const now = sql`(extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms`;
  const step = stepOf(domain);
  if (step === undefined)
    return sql<TakenTurn>`select clock_timestamp() as at, 0::float8 as wait_ms, ${now} from ${from}`;
  if (step === 0) {
    return sql<TakenTurn>`
      select held.at, ${untilMs('held.at')} as wait_ms, ${now}
      from ${from}, lateral (
        select greatest(max(next_at), clock_timestamp()) as at
        from pacers where name in (${sql.join(namesOf(domain))})) as held
      where held.at <= clock_timestamp() + ${patience}`;
  }
  const group = groupOf(domain);
  const first =
    group === null
      ? sql`select ${domain}, clock_timestamp() from ${from}`
      : sql`
        select ${domain}, held.at from ${from}, lateral (
          select greatest(max(next_at), clock_timestamp()) as at from pacers where name = ${group}) as held
        where held.at <= clock_timestamp() + ${patience}`;
  const next = sql`greatest(p.next_at + make_interval(secs => ${step / 1000}::float8), excluded.next_at)`;
  // next_at is the turn given last. Where it is far off (a hold), the row is left as it is and none comes back.
  return sql<TakenTurn>`
    insert into pacers as p (name, next_at) ${first}
    on conflict (name) do update set next_at = greatest(${next}, clock_timestamp())
      where ${next} <= clock_timestamp() + ${patience}
    returning next_at as at, ${untilMs('next_at')} as wait_ms, ${now}`;
}

/** The turn that a statement of {@link turnTaking} took. */
export function readTurn(db: Database, domain: string, taken: TakenTurn): Extract<Turn, { kind: 'go' }> {
  const step = stepOf(domain) ?? 0;
  return step === 0
    ? { kind: 'go', waitMs: Math.max(0, taken.wait_ms), at: null }
    : { kind: 'go', waitMs: taken.wait_ms - answeredLateMs(db, taken.now_ms), at: taken.at };
}

/** How far this process' timer is from the clock of a database, as seen with its latest answers. */
const clockGaps = new WeakMap<Database, number[]>();
const GAPS_KEPT = 50;

/**
 * How much longer than the quickest of late an answer was on its way, in milliseconds, given the database's clock
 * when it was made: on a busy machine that is time the turn has lost.
 */
function answeredLateMs(db: Database, databaseMs: number): number {
  const gaps = clockGaps.get(db) ?? [];
  clockGaps.set(db, gaps);
  const gap = performance.now() - databaseMs;
  gaps.push(gap);
  if (gaps.length > GAPS_KEPT) gaps.shift();
  return gap - Math.min(...gaps);
}

/** A turn may be used so much of a step late; past it, those behind it could come too close. */
const LATE_SHARE = 0.75;
/** On a machine that is always late a request still goes out, after so many turns. */
const RETAKEN_AT_MOST = 5;

/**
 * Waits for a turn at `dueMs` of performance.now(), and takes another one when this process came to it too late: two
 * late requests must not meet the next ones in one second. `later` has no turn any more.
 */
export async function reachTurn(
  db: Database,
  domain: string,
  dueMs: number,
): Promise<{ readonly kind: 'go' } | Extract<Turn, { kind: 'later' }>> {
  const step = stepOf(domain) ?? 0;
  const latestMs = step === 0 ? Infinity : step * LATE_SHARE;
  let due = dueMs;
  for (let again = 0; ; again += 1) {
    const waitMs = due - performance.now();
    if (waitMs > 0) await sleep(waitMs, undefined, { ref: false });
    if (performance.now() - due <= latestMs || again === RETAKEN_AT_MOST) return { kind: 'go' };
    const turn = await takeTurn(db, domain);
    if (turn.kind === 'later') return turn;
    due = performance.now() + turn.waitMs;
  }
}

/** Takes the next turn and waits for it: for requests that need nothing in between. */
export async function waitForTurn(db: Database, domain: string): ReturnType<typeof reachTurn> {
  const turn = await takeTurn(db, domain);
  return turn.kind === 'later' ? turn : reachTurn(db, domain, performance.now() + turn.waitMs);
}

function stepOf(domain: string): number | undefined {
  return STEP_MS.get(domain.split('/', 2).join('/'));
}

/** How far off the domain's next turn is, in milliseconds; 0 when it may go. */
async function heldForMs(db: Database, domain: string): Promise<number> {
  const held = await sql<{ wait_ms: number }>`
    select ${untilMs('next_at')} as wait_ms from pacers where name in (${sql.join(namesOf(domain))})`.execute(
    db,
  );
  return Math.max(0, ...held.rows.map((row) => row.wait_ms));
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

/**
 * Moves a domain's next turn on, after the platform said to wait (a 429), by `afterMs` milliseconds. `domain` may also
 * be the first three parts of several ("slack/post/T1"): then all of them wait.
 */
export async function holdPace(db: Database, domain: string, afterMs: number): Promise<void> {
  await sql`
    insert into pacers as p (name, next_at)
    values (${domain}, clock_timestamp() + make_interval(secs => ${afterMs / 1000}::float8))
    on conflict (name) do update set next_at = greatest(p.next_at, excluded.next_at)`.execute(db);
}
