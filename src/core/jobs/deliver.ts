import { sql } from 'kysely';
import type { DeliveryState } from '../db/tables.ts';
import { never } from '../errors.ts';
import type { SendResult } from '../platform/port.ts';
import { failpoint } from './failpoint.ts';
import type { JobContext } from './job.ts';
import { pace } from './pace.ts';

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

/**
 * Sends as near to once as the platform allows (DESIGN §8): the ledger row is claimed and committed before
 * the call, so a crash leaves a trace, and what an interrupted call left behind is looked for before
 * anything is sent again. May be called any number of times, by any process, with the same key.
 */
export async function deliver(ctx: JobContext, delivery: Delivery): Promise<Delivered> {
  const claim = await claimRow(ctx, delivery);
  failpoint('deliver:claimed');
  switch (claim.kind) {
    case 'settled':
      return claim.delivered;
    case 'busy':
      return { kind: 'again', afterMs: 2_000 };
    case 'look': {
      const found = await delivery.find();
      if (found !== null && found !== 'unknown') return record(ctx, delivery, { kind: 'sent', externalId: found });
      if (found === 'unknown' && delivery.whenUnknown === 'miss') {
        await markUnknown(ctx, delivery, 'nobody can tell whether it arrived');
        return { kind: 'unknown' };
      }
      return sendNow(ctx, delivery, delivery.send);
    }
    case 'send':
      return sendNow(ctx, delivery, delivery.send);
    case 'edit': {
      const { externalId } = claim;
      return sendNow(ctx, delivery, () => delivery.edit?.(externalId) ?? delivery.send());
    }
    default:
      return never(claim);
  }
}

type Claim =
  | { readonly kind: 'settled'; readonly delivered: Delivered }
  | { readonly kind: 'busy' }
  | { readonly kind: 'send' }
  | { readonly kind: 'look' }
  | { readonly kind: 'edit'; readonly externalId: string };

async function claimRow(ctx: JobContext, delivery: Delivery): Promise<Claim> {
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
      .select(['state', 'external_id', 'reason', 'sent_before'])
      // The age of a try is told by the database's clock: processes and tests may set their own.
      .select(sql<boolean>`tried_at < clock_timestamp() - make_interval(secs => ${SEND_ABANDONED_AFTER_MS / 1000})`.as('abandoned'))
      .where('key', '=', delivery.key)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const claim = decideClaim(row, delivery.edit !== undefined);
    if (claim.kind === 'send' || claim.kind === 'look' || claim.kind === 'edit') {
      await tx
        .updateTable('deliveries')
        .set((eb) => ({
          state: 'sending',
          attempts: eb('attempts', '+', 1),
          attempt_at: now,
          tried_at: sql`clock_timestamp()`,
          external_id: null,
          sent_before: claim.kind === 'edit' ? claim.externalId : row.sent_before,
        }))
        .where('key', '=', delivery.key)
        .execute();
    }
    return claim;
  });
}

interface LedgerRow {
  readonly state: DeliveryState;
  readonly external_id: string | null;
  /** The message that an edit under way replaces. */
  readonly sent_before: string | null;
  readonly reason: string | null;
  readonly abandoned: boolean;
}

function decideClaim(row: LedgerRow, edits: boolean): Claim {
  switch (row.state) {
    case 'pending':
      return row.sent_before === null ? { kind: 'send' } : { kind: 'edit', externalId: row.sent_before };
    case 'sending':
      if (!row.abandoned) return { kind: 'busy' };
      return row.sent_before === null ? { kind: 'look' } : { kind: 'edit', externalId: row.sent_before };
    case 'unknown':
      return row.sent_before === null ? { kind: 'look' } : { kind: 'edit', externalId: row.sent_before };
    case 'sent': {
      const externalId = row.external_id ?? '';
      return edits ? { kind: 'edit', externalId } : { kind: 'settled', delivered: { kind: 'sent', externalId } };
    }
    case 'failed':
      return { kind: 'settled', delivered: { kind: 'failed', reason: row.reason ?? '' } };
    default:
      return never(row.state);
  }
}

async function sendNow(
  ctx: JobContext,
  delivery: Delivery,
  send: () => Promise<SendResult>,
): Promise<Delivered> {
  await pace(ctx.db, delivery.pacer);
  const result = await send();
  failpoint('deliver:sent');
  return record(ctx, delivery, result);
}

async function record(ctx: JobContext, delivery: Delivery, result: SendResult): Promise<Delivered> {
  const now = ctx.clock.now();
  const row = ctx.db.updateTable('deliveries').where('key', '=', delivery.key).where('state', '=', 'sending');
  switch (result.kind) {
    case 'sent':
      await row
        .set({ state: 'sent', external_id: result.externalId, reason: null, settled_at: now, sent_before: null })
        .execute();
      return { kind: 'sent', externalId: result.externalId };
    case 'refused':
      ctx.log.warn({ key: delivery.key, reason: result.reason }, 'the platform refused a message');
      await row.set({ state: 'failed', reason: `${result.reason}. ${result.fix}`, settled_at: now }).execute();
      return { kind: 'failed', reason: `${result.reason}. ${result.fix}` };
    case 'retry':
      await row.set({ state: 'pending', reason: result.reason }).execute();
      return { kind: 'again', afterMs: result.afterMs };
    case 'unknown':
      await markUnknown(ctx, delivery, result.reason);
      return { kind: 'again', afterMs: 2_000 };
    default:
      return never(result);
  }
}

async function markUnknown(ctx: JobContext, delivery: Delivery, reason: string): Promise<void> {
  ctx.log.warn({ key: delivery.key, reason }, 'cannot tell whether a message arrived');
  await ctx.db
    .updateTable('deliveries')
    .set({ state: 'unknown', reason, settled_at: ctx.clock.now() })
    .where('key', '=', delivery.key)
    .where('state', '=', 'sending')
    .execute();
}
