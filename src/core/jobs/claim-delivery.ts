import { sql } from 'kysely';
import type { Reader } from '../db/database.ts';
import type { DeliveryState } from '../db/tables/sends.ts';
import { never } from '../errors.ts';
import type { PlatformPort, SendResult } from '../platform/port.ts';
import type { JobContext } from './job.ts';

/** One outbound send, known by its key for ever. */
export interface Delivery {
  readonly key: string;
  readonly communityId: string;
  /** The member a private message is for; null when it is not private. */
  readonly memberId: string | null;
  /** Whose requests per second it uses up: the port's `pacerOf`, see pace.ts. */
  readonly pacer: string;
  /** When nobody can tell whether it arrived: rather miss it (a question) or repeat it (feedback). */
  readonly whenUnknown: 'miss' | 'repeat';
  readonly send: () => Promise<SendResult>;
  /** Looks for what an earlier try left behind. */
  readonly find: () => ReturnType<PlatformPort['findByKey']>;
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

/** What the ledger works with. */
export type LedgerContext = Pick<JobContext, 'db' | 'clock' | 'log'>;

/** A claimed try: `attempt` tells it from later ones, so that a late result never overwrites theirs. */
export type Try =
  | { readonly kind: 'send'; readonly attempt: number }
  | { readonly kind: 'look'; readonly attempt: number }
  | { readonly kind: 'edit'; readonly attempt: number; readonly externalId: string };

export type Claim =
  | Try
  | { readonly kind: 'settled'; readonly delivered: Delivered }
  | { readonly kind: 'busy' };

/** Claims the row; the try's age counts from the moment of its turn, `waitMs` from now. */
export async function claimRow(ctx: LedgerContext, delivery: Delivery, waitMs: number): Promise<Claim> {
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
    const row = await readRow(tx, delivery.key).forUpdate('deliveries').executeTakeFirstOrThrow();
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

/** How a known key stands, read without holding it: its end, when it has one, or that it is under way. */
export async function peekClaim(ctx: LedgerContext, delivery: Delivery): Promise<Exclude<Claim, Try> | null> {
  const row = await readRow(ctx.db, delivery.key).executeTakeFirst();
  const claim = row === undefined ? null : decideClaim(row, delivery.edit !== undefined);
  return claim?.kind === 'settled' || claim?.kind === 'busy' ? claim : null;
}

function readRow(db: Reader, key: string) {
  return (
    db
      .selectFrom('deliveries')
      .select(['state', 'external_id', 'reason', 'sent_before', 'attempts'])
      // The age of a try is told by the database's clock: processes and tests may set their own.
      .select(
        sql<boolean>`tried_at < clock_timestamp() - make_interval(secs => ${SEND_ABANDONED_AFTER_MS / 1000})`.as(
          'abandoned',
        ),
      )
      .select((eb) => [
        eb
          .exists(
            eb
              .selectFrom('communities')
              .select('id')
              .whereRef('id', '=', 'deliveries.community_id')
              .where('left_at', 'is not', null),
          )
          .as('community_left'),
        eb
          .exists(
            eb
              .selectFrom('members')
              .select('id')
              .whereRef('id', '=', 'deliveries.member_id')
              .where('left_at', 'is not', null),
          )
          .as('member_left'),
      ])
      .where('key', '=', key)
  );
}

interface LedgerRow {
  readonly state: DeliveryState;
  readonly external_id: string | null;
  /** The message that an edit under way replaces. */
  readonly sent_before: string | null;
  readonly reason: string | null;
  readonly attempts: number;
  readonly abandoned: boolean;
  readonly community_left: unknown;
  readonly member_left: unknown;
}

function decideClaim(row: LedgerRow, edits: boolean): Claim {
  if (row.community_left === true)
    return {
      kind: 'settled',
      delivered: { kind: 'failed', reason: 'The bot was removed from the community.' },
    };
  if (row.member_left === true)
    return { kind: 'settled', delivered: { kind: 'failed', reason: 'This member left the community.' } };
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
