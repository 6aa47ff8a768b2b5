import { sql } from 'kysely';
import type { Delivery, LedgerContext } from './claim-delivery.ts';
import { readTurn, turnTaking, type TakenTurn, type Turn } from './pace.ts';

type Going = Extract<Turn, { kind: 'go' }>;

/**
 * What came of {@link claimNew}. `known`: the key was there already, or nothing goes to this community or member any
 * more; nothing was written. `taken`: another try of this key was quicker, after the turn was taken. `too_far`: the turn
 * is too far off to wait for; nothing was written.
 */
export type NewClaim =
  | { readonly kind: 'claimed'; readonly attempt: number; readonly turn: Going }
  | { readonly kind: 'taken'; readonly turn: Going }
  | { readonly kind: 'known' }
  | { readonly kind: 'too_far' };

/** The first try of a key has this number. */
const FIRST = 1;

interface Row {
  readonly fresh: boolean;
  readonly claimed: boolean;
  readonly turn: boolean;
  readonly at: TakenTurn['at'];
  readonly wait_ms: number;
  readonly now_ms: number;
}

/**
 * Takes the turn and claims the row of a send that nobody has tried yet, in one statement: almost every send is one,
 * and round trips are what a send costs here. When this returns `claimed`, the row is committed as under way.
 */
export async function claimNew(ctx: LedgerContext, delivery: Delivery): Promise<NewClaim> {
  const { key, communityId, memberId, pacer } = delivery;
  const now = ctx.clock.now().toString();
  const { rows } = await sql<Row>`
    with fresh as materialized (
      select from communities where id = ${communityId} and left_at is null
        and not exists (select from deliveries where key = ${key})
        and not exists (select from members where id = ${memberId}::bigint and left_at is not null)),
    turn as materialized (${turnTaking(pacer, sql`fresh`)}),
    claimed as (
      insert into deliveries (key, community_id, member_id, state, attempts, attempt_at, tried_at, created_at)
      select ${key}, ${communityId}, ${memberId}::bigint, 'sending', ${FIRST}::integer, ${now}::timestamptz,
        clock_timestamp() + make_interval(secs => greatest(wait_ms, 0) / 1000), ${now}::timestamptz
      from turn
      on conflict (key) do nothing
      returning key)
    select exists (select from fresh) as fresh, exists (select from claimed) as claimed, at is not null as turn,
      coalesce(at, now()) as at, coalesce(wait_ms, 0) as wait_ms, coalesce(now_ms, 0) as now_ms
    from (select 1) as one left join turn on true`.execute(ctx.db);
  const [row] = rows;
  if (row === undefined || !row.fresh) return { kind: 'known' };
  if (!row.turn) return { kind: 'too_far' };
  const turn = readTurn(ctx.db, pacer, row);
  return row.claimed ? { kind: 'claimed', attempt: FIRST, turn } : { kind: 'taken', turn };
}
