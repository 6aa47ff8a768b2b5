import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Reader } from '../db/database.ts';
import type { DeliveryState } from '../db/tables.ts';
import { never } from '../errors.ts';
import type { SendResult } from '../platform/port.ts';
import { noteFailure } from '../notices/note-failure.ts';
import { failpoint } from './failpoint.ts';
import type { JobContext } from './job.ts';
import { takeTurn } from './pace.ts';

/** One outbound send, known by its key for ever. */
export interface Delivery {
  readonly key: string;
  readonly communityId: string;
  /** The member a private message is for; null when it is not private. */
  readonly memberId: string | null;
  /** Whose requests per second it uses up: see pace.ts. */
  readonly pacer: string;
  /** When nobody can tell whether it arrived: rather miss it (a question) or repeat it (feedback). */
  readonly whenUnknown: 'miss' | 'repeat';
  readonly send: () => Promise<SendResult>;
  /** Looks for what an earlier try left behind. */
  readonly find: () => Promise<string | null | 'unknown'>;
  /** For a message that changes in place: replaces the one sent before. */
  readonly edit?: (externalId: string) => Promise<SendResult>;
}

export type Delivered =
  | { readonly kind: 'sent'; readonly externalId: string }
  | { readonly kind: 'failed'; readonly reason: string }
  /** It may have arrived; it was not sent again. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'again'; readonly afterMs: number };

/** Longer than any adapter's own time limit on a call: past it, a send under way was cut off. */
export const SEND_ABANDONED_AFTER_MS = 20_000;

/** A message that may be repeated is not sent again once it was tried so often: it may have arrived each time. */
const REPEATED_AT_MOST = 5;

/** After a try that nobody can tell about: 2 s, then doubled up to a minute, in milliseconds. */
const LOOK_AGAIN_MS = 2_000;
const LOOK_AGAIN_MAX_MS = 60_000;

type LedgerContext = Pick<JobContext, 'db' | 'clock' | 'log'>;

/**
 * Sends as near to once as the platform allows (DESIGN §8): the ledger row is claimed and committed before
 * the call, so a crash leaves a trace, and what an interrupted call left behind is looked for before
 * anything is sent again. May be called any number of times, by any process, with the same key. Throws what
 * `send` or `find` throws; the try then counts as one that nobody can tell about.
 */
export async function deliver(ctx: LedgerContext, delivery: Delivery): Promise<Delivered> {
  failpoint('deliver:asked');
  // The turn comes first: a claimed row must never wait so long that it looks abandoned.
  const turn = await takeTurn(ctx.db, delivery.pacer);
  if (turn.kind === 'later') return { kind: 'again', afterMs: turn.afterMs };
  const myTurn = sleep(turn.waitMs, undefined, { ref: false });
  const claim = await claimRow(ctx, delivery, turn.waitMs);
  failpoint('deliver:claimed');
  switch (claim.kind) {
    case 'settled':
      return claim.delivered;
    case 'busy':
      return { kind: 'again', afterMs: 2_000 };
    case 'send':
    case 'look':
    case 'edit':
      break;
    default:
      return never(claim);
  }
  let delivered: Delivered;
  try {
    delivered = await carryOut(ctx, delivery, claim, myTurn);
  } catch (error) {
    // Otherwise the row would look like a send under way, and the failed tries would never be used up.
    await settleUnknown(ctx, delivery, claim.attempt, 'the call broke off').catch(() => {});
    throw error;
  }
  failpoint('deliver:recorded');
  return delivered;
}

/** Whether a message with this key may have gone out already: finish it rather than drop it. */
export async function mayHaveGoneOut(db: Reader, key: string): Promise<boolean> {
  const row = await db
    .selectFrom('deliveries')
    .select('key')
    .where('key', '=', key)
    .where('state', 'in', ['sending', 'sent', 'unknown'])
    .executeTakeFirst();
  return row !== undefined;
}

/** A claimed try: `attempt` tells it from later ones, so that a late result never overwrites theirs. */
type Try =
  | { readonly kind: 'send'; readonly attempt: number }
  | { readonly kind: 'look'; readonly attempt: number }
  | { readonly kind: 'edit'; readonly attempt: number; readonly externalId: string };

type Claim =
  Try | { readonly kind: 'settled'; readonly delivered: Delivered } | { readonly kind: 'busy' };

async function carryOut(
  ctx: LedgerContext,
  delivery: Delivery,
  claim: Try,
  myTurn: Promise<void>,
): Promise<Delivered> {
  if (claim.kind === 'look') {
    const found = await delivery.find();
    failpoint('deliver:looked');
    if (found === 'unknown') {
      const mayRepeat = delivery.whenUnknown === 'repeat' && claim.attempt <= REPEATED_AT_MOST;
      if (!mayRepeat) {
        await settleUnknown(ctx, delivery, claim.attempt, 'nobody can tell whether it arrived');
        return { kind: 'unknown' };
      }
    } else if (found !== null) {
      return record(ctx, delivery, claim.attempt, { kind: 'sent', externalId: found });
    }
  }
  await myTurn;
  const result =
    claim.kind === 'edit' && delivery.edit !== undefined
      ? await delivery.edit(claim.externalId)
      : await delivery.send();
  failpoint('deliver:sent');
  return record(ctx, delivery, claim.attempt, result);
}

/** Claims the row; the try's age counts from the moment of its turn, `waitMs` from now. */
async function claimRow(ctx: LedgerContext, delivery: Delivery, waitMs: number): Promise<Claim> {
  const now = ctx.clock.now();
  return ctx.db.transaction().execute(async (tx): Promise<Claim> => {
    await tx
      .insertInto('deliveries')
      .values({
        key: delivery.key,
        community_id: delivery.communityId,
        member_id: delivery.memberId,
        state: 'pending',
        attempt_at: null,
        external_id: null,
        reason: null,
        created_at: now,
        settled_at: null,
      })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute();
    const row = await tx
      .selectFrom('deliveries')
      .select(['state', 'external_id', 'reason', 'sent_before', 'attempts'])
      // The age of a try is told by the database's clock: processes and tests may set their own.
      .select(sql<boolean>`tried_at < clock_timestamp() - make_interval(secs => ${SEND_ABANDONED_AFTER_MS / 1000})`.as('abandoned'))
      .where('key', '=', delivery.key)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const claim = decideClaim(row, delivery.edit !== undefined);
    if (claim.kind === 'settled' || claim.kind === 'busy') return claim;
    await tx
      .updateTable('deliveries')
      .set({
        state: 'sending',
        attempts: claim.attempt,
        attempt_at: now,
        tried_at: sql`clock_timestamp() + make_interval(secs => ${waitMs / 1000}::float8)`,
        external_id: null,
        sent_before: claim.kind === 'edit' ? claim.externalId : row.sent_before,
      })
      .where('key', '=', delivery.key)
      .execute();
    return claim;
  });
}

interface LedgerRow {
  readonly state: DeliveryState;
  readonly external_id: string | null;
  /** The message that an edit under way replaces. */
  readonly sent_before: string | null;
  readonly reason: string | null;
  readonly attempts: number;
  readonly abandoned: boolean;
}

function decideClaim(row: LedgerRow, edits: boolean): Claim {
  const attempt = row.attempts + 1;
  switch (row.state) {
    case 'pending':
      return row.sent_before === null
        ? { kind: 'send', attempt }
        : { kind: 'edit', attempt, externalId: row.sent_before };
    case 'sending':
      if (!row.abandoned) return { kind: 'busy' };
      return again(row, attempt);
    case 'unknown':
      return again(row, attempt);
    case 'sent': {
      const externalId = row.external_id ?? '';
      return edits
        ? { kind: 'edit', attempt, externalId }
        : { kind: 'settled', delivered: { kind: 'sent', externalId } };
    }
    case 'failed':
      return { kind: 'settled', delivered: { kind: 'failed', reason: row.reason ?? '' } };
    default:
      return never(row.state);
  }
}

/** After a try that was cut off: an edit is simply made once more, a message is looked for first. */
function again(row: LedgerRow, attempt: number): Try {
  return row.sent_before === null
    ? { kind: 'look', attempt }
    : { kind: 'edit', attempt, externalId: row.sent_before };
}

async function record(
  ctx: LedgerContext,
  delivery: Delivery,
  attempt: number,
  result: SendResult,
): Promise<Delivered> {
  const now = ctx.clock.now();
  const row = ctx.db.updateTable('deliveries').where('key', '=', delivery.key);
  const mine = row.where('attempts', '=', attempt);
  switch (result.kind) {
    case 'sent':
      // Good news counts even when it comes late and a later try is already looking for this message.
      await row
        .where((eb) =>
          eb.or([
            eb('attempts', '=', attempt),
            eb.and([eb('state', 'in', ['sending', 'unknown']), eb('sent_before', 'is', null)]),
          ]),
        )
        .set({ state: 'sent', external_id: result.externalId, reason: null, settled_at: now, sent_before: null })
        .execute();
      return { kind: 'sent', externalId: result.externalId };
    case 'refused': {
      ctx.log.warn({ key: delivery.key, reason: result.reason }, 'the platform refused a message');
      const reason = `${result.reason} ${result.fix}`;
      await recordRefusal(ctx, delivery, attempt, reason);
      return { kind: 'failed', reason };
    }
    case 'retry':
      await mine.set({ state: 'pending', reason: result.reason }).execute();
      return { kind: 'again', afterMs: result.afterMs };
    case 'unknown':
      await settleUnknown(ctx, delivery, attempt, result.reason);
      return { kind: 'again', afterMs: Math.min(LOOK_AGAIN_MS * 2 ** (attempt - 1), LOOK_AGAIN_MAX_MS) };
    default:
      return never(result);
  }
}

/** A refusal is never swallowed: organizers hear of it, unless the verb that sends tells them itself. */
async function recordRefusal(
  ctx: LedgerContext,
  delivery: Delivery,
  attempt: number,
  reason: string,
): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('deliveries')
      .set({ state: 'failed', reason, settled_at: now })
      .where('key', '=', delivery.key)
      .where('attempts', '=', attempt)
      .returning('key')
      .executeTakeFirst();
    if (row !== undefined) await noteFailure(tx, { ...delivery, reason }, now);
  });
}

async function settleUnknown(
  ctx: LedgerContext,
  delivery: Delivery,
  attempt: number,
  reason: string,
): Promise<void> {
  ctx.log.warn({ key: delivery.key, reason }, 'cannot tell whether a message arrived');
  await ctx.db
    .updateTable('deliveries')
    .set({ state: 'unknown', reason, settled_at: ctx.clock.now() })
    .where('key', '=', delivery.key)
    .where('state', '=', 'sending')
    .where('attempts', '=', attempt)
    .execute();
}
