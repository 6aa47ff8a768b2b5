import { sql } from 'kysely';
import type { Database, Tx } from '../db/database.ts';
import { addDays, localDateAt, type LocalDate } from '../time.ts';
import type { Usage } from './metered-model.ts';

/** Rows of days longer ago than this are removed, in days; they serve nothing but a look back. */
const KEEP_DAYS = 35;

/** Whose allowance a reading is counted against. */
export interface Payer {
  readonly communityId: string;
  readonly memberId: string;
}

/** What was put aside for one reading; given back, but for what was really used, by {@link settleUsage}. */
export interface Reservation extends Payer {
  /** The UTC date it counts for, also when the reading ends on the next one. */
  readonly day: LocalDate;
  readonly usage: Usage;
}

export type Refused =
  | { readonly kind: 'member_allowance' }
  | { readonly kind: 'community_allowance' }
  /** The community's allowance is 0: it wants no model. */
  | { readonly kind: 'off' };
export type Reserved = { readonly kind: 'reserved'; readonly reservation: Reservation } | Refused;

interface Account {
  readonly used: Usage;
  readonly limit: Usage;
}

/** Whether `wanted` still fits in both allowances. Pure. */
export function decideReservation(
  community: Account,
  member: Account,
  wanted: Usage,
): Refused | { readonly kind: 'fits' } {
  if (community.limit.requests === 0 || community.limit.tokens === 0) return { kind: 'off' };
  if (!fits(community, wanted)) return { kind: 'community_allowance' };
  return fits(member, wanted) ? { kind: 'fits' } : { kind: 'member_allowance' };
}

/**
 * Puts `wanted` aside from today's allowances of the community and the member, before a model is called.
 * A process that dies before {@link settleUsage} leaves it counted until the UTC day ends: too much is
 * counted, never too little. Concurrent callers of one community go one after the other.
 */
export async function reserveUsage(
  tx: Tx,
  payer: Payer,
  wanted: Usage,
  now: Temporal.Instant,
): Promise<Reserved> {
  const day = localDateAt(now, 'UTC');
  const limits = await tx
    .selectFrom('communities')
    .select([
      'model_requests_per_day',
      'model_tokens_per_day',
      'member_model_requests_per_day',
      'member_model_tokens_per_day',
    ])
    .where('id', '=', payer.communityId)
    .executeTakeFirstOrThrow();
  // Always the community's row first, so that two readings never wait for each other's row.
  const community = await openAccount(tx, payer.communityId, null, day);
  const member = await openAccount(tx, payer.communityId, payer.memberId, day);
  const decision = decideReservation(
    {
      used: community,
      limit: { requests: limits.model_requests_per_day, tokens: limits.model_tokens_per_day },
    },
    {
      used: member,
      limit: { requests: limits.member_model_requests_per_day, tokens: limits.member_model_tokens_per_day },
    },
    wanted,
  );
  if (decision.kind !== 'fits') return decision;
  await book(tx, payer, day, wanted);
  return { kind: 'reserved', reservation: { ...payer, day, usage: wanted } };
}

/** Counts what was really used in place of what was put aside. Call it once for each reservation. */
export async function settleUsage(db: Database, reservation: Reservation, real: Usage): Promise<void> {
  await db.transaction().execute((tx) =>
    book(tx, reservation, reservation.day, {
      requests: real.requests - reservation.usage.requests,
      tokens: real.tokens - reservation.usage.tokens,
    }),
  );
}

function fits(account: Account, wanted: Usage): boolean {
  return (
    account.used.requests + wanted.requests <= account.limit.requests &&
    account.used.tokens + wanted.tokens <= account.limit.tokens
  );
}

/** Today's row, made when it is not there, and locked until the transaction ends. */
async function openAccount(
  tx: Tx,
  communityId: string,
  memberId: string | null,
  day: LocalDate,
): Promise<Usage> {
  const made = await tx
    .insertInto('model_usage')
    .values({ community_id: communityId, member_id: memberId, day })
    .onConflict((conflict) => conflict.columns(['community_id', 'member_id', 'day']).doNothing())
    .returning('day')
    .executeTakeFirst();
  if (made !== undefined && memberId === null) {
    await tx
      .deleteFrom('model_usage')
      .where('community_id', '=', communityId)
      .where('day', '<', addDays(day, -KEEP_DAYS))
      .execute();
  }
  return tx
    .selectFrom('model_usage')
    .select(['requests', 'tokens'])
    .where('community_id', '=', communityId)
    .where('member_id', 'is not distinct from', memberId)
    .where('day', '=', day)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** Adds to both rows (or takes away), the community's first; a row that was erased meanwhile stays away. */
async function book(tx: Tx, payer: Payer, day: LocalDate, change: Usage): Promise<void> {
  for (const memberId of [null, payer.memberId]) {
    await tx
      .updateTable('model_usage')
      .set({
        requests: sql`greatest(0, requests + ${change.requests}::integer)`,
        tokens: sql`greatest(0, tokens + ${change.tokens}::integer)`,
      })
      .where('community_id', '=', payer.communityId)
      .where('member_id', 'is not distinct from', memberId)
      .where('day', '=', day)
      .execute();
  }
}
