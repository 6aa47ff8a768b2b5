import type { Reader } from '../db/database.ts';
import { never } from '../errors.ts';
import { CANNOT_TELL, type SendResult } from '../platform/port.ts';
import { noteFailure, noteGone } from '../notices/note-failure.ts';
import {
  claimRow,
  peekClaim,
  type Claim,
  type Delivered,
  type Delivery,
  type LedgerContext,
  type Try,
} from './claim-delivery.ts';
import { claimNew } from './claim-new.ts';
import { failpoint } from './failpoint.ts';
import { done, type JobOutcome } from './job.ts';
import { reachTurn, takeTurn, tooFar } from './pace.ts';

export type { Delivered, Delivery } from './claim-delivery.ts';

/** A message that may be repeated is not sent again once it was tried so often: it may have arrived each time. */
const REPEATED_AT_MOST = 5;

/** A send that is under way elsewhere is looked at again after so long, in milliseconds. */
const BUSY_AGAIN_MS = 2_000;

/** After a try that nobody can tell about: 2 s, then doubled up to a minute, in milliseconds. */
const LOOK_AGAIN_MS = 2_000;
const LOOK_AGAIN_MAX_MS = 60_000;

/**
 * Sends as near to once as the platform allows (DESIGN §8): the ledger row is claimed and committed before
 * the call, so a crash leaves a trace, and what an interrupted call left behind is looked for before
 * anything is sent again. May be called any number of times, by any process, with the same key. Throws what
 * `send` or `find` throws; the try then counts as one that nobody can tell about.
 */
export async function deliver(ctx: LedgerContext, delivery: Delivery): Promise<Delivered> {
  failpoint('deliver:asked');
  const begun = await begin(ctx, delivery);
  if (begun.kind !== 'claimed') return begun.delivered;
  failpoint('deliver:claimed');
  const { claim, dueMs } = begun;
  let delivered: Delivered;
  try {
    delivered = await carryOut(ctx, delivery, claim, dueMs);
  } catch (error) {
    // Otherwise the row would look like a send under way, and the failed tries would never be used up.
    await settleUnknown(ctx, delivery, claim.attempt, 'the call broke off').catch(() => {});
    throw error;
  }
  failpoint('deliver:recorded');
  return delivered;
}

type Begun =
  | { readonly kind: 'claimed'; readonly claim: Try; readonly dueMs: number }
  | { readonly kind: 'over'; readonly delivered: Delivered };

/**
 * The turn comes before the claim: a claimed row must never wait so long that it looks abandoned. What needs no send
 * takes no turn.
 */
async function begin(ctx: LedgerContext, delivery: Delivery): Promise<Begun> {
  const fresh = await claimNew(ctx, delivery);
  switch (fresh.kind) {
    case 'claimed':
      return {
        kind: 'claimed',
        claim: { kind: 'send', attempt: fresh.attempt },
        dueMs: performance.now() + fresh.turn.waitMs,
      };
    case 'too_far':
      return over(await tooFar(ctx.db, delivery.pacer));
    case 'taken':
      return claimKnown(ctx, delivery, fresh.turn.waitMs);
    case 'known': {
      const known = await peekClaim(ctx, delivery);
      if (known !== null) return over(known);
      const turn = await takeTurn(ctx.db, delivery.pacer);
      return turn.kind === 'later' ? over(turn) : claimKnown(ctx, delivery, turn.waitMs);
    }
    default:
      return never(fresh);
  }
}

async function claimKnown(ctx: LedgerContext, delivery: Delivery, waitMs: number): Promise<Begun> {
  const dueMs = performance.now() + waitMs;
  const claim = await claimRow(ctx, delivery, waitMs);
  return claim.kind === 'settled' || claim.kind === 'busy' ? over(claim) : { kind: 'claimed', claim, dueMs };
}

/** Nothing is sent now. */
function over(
  why: Exclude<Claim, Try> | { readonly kind: 'later'; readonly afterMs: number },
): Extract<Begun, { kind: 'over' }> {
  switch (why.kind) {
    case 'settled':
      return { kind: 'over', delivered: why.delivered };
    case 'busy':
      return { kind: 'over', delivered: { kind: 'again', afterMs: BUSY_AGAIN_MS } };
    case 'later':
      return { kind: 'over', delivered: { kind: 'again', afterMs: why.afterMs } };
    default:
      return never(why);
  }
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

async function carryOut(
  ctx: LedgerContext,
  delivery: Delivery,
  claim: Try,
  dueMs: number,
): Promise<Delivered> {
  if (claim.kind === 'look') {
    const found = await delivery.find();
    failpoint('deliver:looked');
    if (found === CANNOT_TELL) {
      const mayRepeat = delivery.whenUnknown === 'repeat' && claim.attempt <= REPEATED_AT_MOST;
      if (!mayRepeat) {
        await settleUnknown(ctx, delivery, claim.attempt, 'nobody can tell whether it arrived');
        return { kind: 'unknown' };
      }
    } else if (found !== null) {
      return record(ctx, delivery, claim.attempt, { kind: 'sent', externalId: found });
    }
  }
  const turn = await reachTurn(ctx.db, delivery.pacer, dueMs);
  if (turn.kind === 'later') {
    const reason = 'too many requests are waiting for the platform';
    return record(ctx, delivery, claim.attempt, { kind: 'retry', afterMs: turn.afterMs, reason });
  }
  const result =
    claim.kind === 'edit' && delivery.edit !== undefined
      ? await delivery.edit(claim.externalId)
      : await delivery.send();
  failpoint('deliver:sent');
  return record(ctx, delivery, claim.attempt, result);
}

/** How a job ends whose only work was this send: again later, or done with a word for the record. */
export function endOf(sent: Delivered): JobOutcome {
  return sent.kind === 'again' ? sent : done(sent.kind);
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
        .set({
          state: 'sent',
          external_id: result.externalId,
          reason: null,
          settled_at: now,
          sent_before: null,
        })
        .execute();
      return { kind: 'sent', externalId: result.externalId };
    case 'refused': {
      ctx.log.warn({ key: delivery.key, reason: result.reason }, 'the platform refused a message');
      const reason = `${result.reason} ${result.fix}`;
      await recordRefusal(ctx, delivery, attempt, reason, result.gone ?? null);
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
  gone: 'channel' | 'member' | null,
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
    if (row === undefined) return;
    if (gone === null) await noteFailure(tx, { ...delivery, reason }, now);
    else await noteGone(tx, delivery, gone, now);
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
