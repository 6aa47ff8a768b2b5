import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../db/database.ts';
import { enqueue, outboxRow } from '../jobs/outbox.ts';

/** The ledger's keys of members' pages; an index holds them by their community. */
export const HOMES = 'home:%';

/** The ledger's key of a member's page. */
export function homeKey(memberId: string): string {
  return `home:${memberId}`;
}

/** {@link homeKey} within a statement. */
export function homeKeyOf(memberId: RawBuilder<unknown>): RawBuilder<string> {
  return sql`'home:' || ${memberId}`;
}

/**
 * Something that a member's own page shows has changed: it is renewed, if they ever opened it. Called in the
 * transaction that changes it.
 */
export async function homeChanged(tx: Tx, memberId: string, now: Temporal.Instant): Promise<void> {
  const opened = await tx
    .selectFrom('deliveries')
    .select('key')
    .where('key', '=', homeKey(memberId))
    .executeTakeFirst();
  if (opened !== undefined) await enqueue(tx, 'member.home', { memberId }, { now });
}

/** Rows written at once, well under what one statement takes in parameters. */
const AT_ONCE = 1_000;

/** {@link homeChanged} for everybody in a community who ever opened their page: a question came or went. */
export async function homesChanged(tx: Tx, communityId: string, now: Temporal.Instant): Promise<void> {
  const opened = await tx
    .selectFrom('deliveries')
    .select('member_id')
    .where('community_id', '=', communityId)
    .where('key', 'like', sql.lit(HOMES))
    .orderBy('key')
    .execute();
  const rows = opened.flatMap(({ member_id: memberId }) =>
    memberId === null ? [] : [outboxRow('member.home', { memberId }, { now })],
  );
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await tx
      .insertInto('outbox')
      .values(rows.slice(from, from + AT_ONCE))
      .execute();
  }
}
